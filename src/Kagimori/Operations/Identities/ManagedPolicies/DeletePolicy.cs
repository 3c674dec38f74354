using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Deletes a managed policy that nothing uses and that has one version left.</summary>
internal static class DeletePolicy
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity)
    {
        var policy = entity.Value;
        if (ManagedPolicyUses.IsUsed(policy)) return new(IdentityRefusals.PolicyAttached());
        if (policy.Versions.Count > 1) return new(IdentityRefusals.PolicyHasVersions());
        IdentityRecords.ManagedPolicies.Delete(exchange.Changes, entity.Stored);
        return new(QueryResult.None);
    }
}
