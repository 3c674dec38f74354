using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>Lists the users of the caller's account.</summary>
internal static class ListUsers
{
    public static readonly Shape<QueryParameters> Shape = new(Iam.PathPrefix, Iam.Marker, Iam.MaxItems);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query) => EntityListing.OfAccountAsync(
        exchange, query, EntityKinds.User, "Users", user => new(UserElement.Of(user, exchange.Caller.Account, "member", isWhole: false)));
}
