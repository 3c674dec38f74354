using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Absent;

/// <summary>Listings of what exists in AWS and is never found here: instance profiles, certificates, SSH keys….</summary>
/// <remarks>Clients ask for them before they delete a user or a role; an empty list is the true answer.</remarks>
internal static class EmptyList
{
    /// <summary>The listing under a list's name, of a user or role that must exist.</summary>
    public static EntityOperation<T> Of<T>(string name) where T : class => (_, query, _) => new(Page(query, name));

    /// <summary>The listing under a list's name, of the user that is named or that calls.</summary>
    public static Func<Exchange, QueryParameters, ValueTask<Outcome<QueryResult>>> OfUserOrCaller(string name) =>
        (exchange, query) => exchange.Targets[0].Entity is null
            ? new(EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root"))
            : new(Page(query, name));

    /// <summary>The one page of the listing.</summary>
    public static Outcome<QueryResult> Page(QueryParameters query, string name) =>
        EntityListing.TryGetPage(query, out _) ? EntityListing.Answer(name, [], null) : IdentityRefusals.InvalidMarker();
}
