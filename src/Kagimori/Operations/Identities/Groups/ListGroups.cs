using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>Lists the groups of the caller's account.</summary>
internal static class ListGroups
{
    public static readonly Shape<QueryParameters> Shape = new(Iam.PathPrefix, Iam.Marker, Iam.MaxItems);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query) => EntityListing.OfAccountAsync(
        exchange, query, EntityKinds.Group, "Groups", group => new(GroupElement.Of(group, exchange.Caller.Account, "member")));
}
