using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>Describes a role.</summary>
internal static class GetRole
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<RoleRecord> entity) =>
        new QueryResult(await RoleElement.OfAsync(exchange, entity.Value, "Role", isWhole: true));
}
