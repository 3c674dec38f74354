using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>Deletes a role that has no policies left. Its sessions end with it.</summary>
internal static class DeleteRole
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<RoleRecord> entity)
    {
        var role = entity.Value;
        if (role.AttachedPolicies.Count > 0) return IdentityRefusals.HasAttachedPolicies();
        if (role.InlinePolicies.Count > 0) return IdentityRefusals.HasInlinePolicies();
        await BoundaryCounts.ChangeAsync(exchange, role.PermissionsBoundary, null);
        IdentityRecords.Roles.Delete(exchange.Changes, entity.Stored);
        await PrincipalRecords.DeleteAsync(exchange, role.Id);
        await exchange.Engine.LastUses.Roles.DeleteAsync(exchange.Changes, role.Id);
        return QueryResult.None;
    }
}
