using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>Lists the roles of the caller's account.</summary>
internal static class ListRoles
{
    public static readonly Shape<QueryParameters> Shape = new(Iam.PathPrefix, Iam.Marker, Iam.MaxItems);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query) => EntityListing.OfAccountAsync(
        exchange, query, EntityKinds.Role, "Roles", role => RoleElement.OfAsync(exchange, role, "member", isWhole: false));
}
