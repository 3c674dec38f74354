using Kagimori.Identities;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>How many entities of the account use a managed policy: kept in the record of the account's own policies, counted when asked for of those of AWS.</summary>
internal static class ManagedPolicyUses
{
    private const string Boundary = "PermissionsBoundary";

    /// <summary>Adds to how many entities the policy is attached to, and how many it bounds.</summary>
    public static void Add(Exchange exchange, Entity<ManagedPolicyRecord> policy, int attachments = 0, int boundaries = 0)
    {
        if (policy.Value.IsOfAws) return;
        policy.Update(exchange, policy.Value with
        {
            AttachmentCount = policy.Value.AttachmentCount + attachments,
            BoundaryCount = policy.Value.BoundaryCount + boundaries,
        });
    }

    /// <summary>The policies of AWS with the counts of the caller's account, by name.</summary>
    public static async ValueTask<IReadOnlyList<ManagedPolicyRecord>> OfAwsAsync(Exchange exchange)
    {
        var counted = AwsManagedPolicies.All.ToDictionary(AwsManagedPolicies.ArnOf, StringComparer.Ordinal);
        await CountAsync(exchange, EntityKinds.User, counted);
        await CountAsync(exchange, EntityKinds.Group, counted);
        await CountAsync(exchange, EntityKinds.Role, counted);
        return [.. counted.Values.OrderBy(static policy => IdentityRecords.IdOf(policy.Name), StringComparer.Ordinal)];
    }

    /// <summary>The policy with its counts.</summary>
    public static async ValueTask<ManagedPolicyRecord> CountedAsync(Exchange exchange, ManagedPolicyRecord policy) =>
        policy.IsOfAws ? (await OfAwsAsync(exchange)).Single(counted => counted.Id == policy.Id) : policy;

    /// <param name="usage">PolicyUsageFilter; null for any use.</param>
    public static bool IsUsed(ManagedPolicyRecord policy, string? usage = null) =>
        usage != Boundary && policy.AttachmentCount > 0 || usage is null or Boundary && policy.BoundaryCount > 0;

    private static async ValueTask CountAsync<T>(Exchange exchange, EntityKind<T> kind, Dictionary<string, ManagedPolicyRecord> counted) where T : class
    {
        foreach (var entity in await kind.Records.ScanAsync(exchange.Engine.Store, exchange.Caller.Account.ToString()))
        {
            foreach (var arn in kind.AttachedPolicies!.Get(entity.Value))
            {
                if (counted.TryGetValue(arn, out var attached)) counted[arn] = attached with { AttachmentCount = attached.AttachmentCount + 1 };
            }
            if (kind.PermissionsBoundary?.Get(entity.Value) is { } boundary && counted.TryGetValue(boundary, out var bounding))
                counted[boundary] = bounding with { BoundaryCount = bounding.BoundaryCount + 1 };
        }
    }
}
