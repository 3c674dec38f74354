using Kagimori.Identities;
using Kagimori.Storage;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Finds the managed policy that an ARN names.</summary>
internal static class ManagedPolicyLookup
{
    /// <summary>The policy, or null. INVARIANT: only the exact ARN finds it, so that a condition on the ARN cannot be evaded by its case.</summary>
    public static async ValueTask<Entity<ManagedPolicyRecord>?> FindAsync(Exchange exchange, PolicyArn arn)
    {
        if (AwsManagedPolicies.Find(arn.ToString()) is { } policy) return OfAws(policy);
        if (arn.Account != exchange.Caller.Account) return null;
        var found = await EntityKinds.ManagedPolicy.FindAsync(exchange, arn.Name);
        return found?.Value.ArnIn(exchange.Caller.Account) == arn.ToString() ? found : null;
    }

    // INVARIANT: it has no record, and version 0 makes sure that nothing ever updates one.
    private static Entity<ManagedPolicyRecord> OfAws(ManagedPolicyRecord policy) =>
        new(EntityKinds.ManagedPolicy, new Stored<ManagedPolicyRecord>(IdentityRecords.ManagedPolicies.KeyOf("aws", IdentityRecords.IdOf(policy.Name)), 0, policy));

    /// <summary>The policy with an ARN that a caller wants to attach.</summary>
    /// <param name="notFound">The refusal when there is none.</param>
    public static async ValueTask<Outcome<Entity<ManagedPolicyRecord>>> FindAttachableAsync(Exchange exchange, string arn, Func<string, Refusal> notFound)
    {
        if (!PolicyArn.TryParse(arn, out var parsed)) return IdentityRefusals.InvalidPolicyArn(arn);
        var found = await FindAsync(exchange, parsed);
        return found is null ? notFound(arn) : found;
    }
}
