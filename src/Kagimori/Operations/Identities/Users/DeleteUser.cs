using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>Deletes a user that has no MFA devices, access keys, policies or groups left.</summary>
internal static class DeleteUser
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<UserRecord> entity)
    {
        var user = entity.Value;
        if (user.MfaDevices.Count > 0) return IdentityRefusals.HasMfaDevices();
        if (user.AccessKeyIds.Count > 0) return IdentityRefusals.HasAccessKeys();
        if (user.AttachedPolicies.Count > 0) return IdentityRefusals.HasAttachedPolicies();
        if (user.InlinePolicies.Count > 0) return IdentityRefusals.HasInlinePolicies();
        if (user.Groups.Count > 0) return IdentityRefusals.HasMembers();
        await BoundaryCounts.ChangeAsync(exchange, user.PermissionsBoundary, null);
        IdentityRecords.Users.Delete(exchange.Changes, entity.Stored);
        await PrincipalRecords.DeleteAsync(exchange, user.Id);
        return QueryResult.None;
    }
}
