using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Storage;

namespace Kagimori.Operations.Identities.PermissionsBoundaries;

/// <summary>Keeps each managed policy's count of the entities it bounds.</summary>
internal static class BoundaryCounts
{
    /// <summary>Counts a change of one entity's boundary, null for none before or none after.</summary>
    public static async ValueTask<Refusal?> ChangeAsync(Exchange exchange, string? before, string? after)
    {
        if (before == after) return null;
        if (after is not null)
        {
            var found = await ManagedPolicyLookup.FindAttachableAsync(exchange, after, IdentityRefusals.BoundaryNotAttachable);
            if (found.Refusal is { } refusal) return refusal;
            ManagedPolicyUses.Add(exchange, found.Value!, boundaries: 1);
        }
        if (before is not null)
        {
            var found = await ManagedPolicyLookup.FindAttachableAsync(exchange, before, IdentityRefusals.BoundaryNotAttachable);
            var policy = found.Value ?? throw new StoreException($"The permissions boundary {before} does not exist.");
            ManagedPolicyUses.Add(exchange, policy, boundaries: -1);
        }
        return null;
    }
}
