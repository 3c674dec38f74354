using Kagimori.Identities;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Finds the managed policy that an ARN names.</summary>
internal static class ManagedPolicyLookup
{
    /// <summary>The policy, or null. INVARIANT: only the exact ARN finds it, so that a condition on the ARN cannot be evaded by its case.</summary>
    public static async ValueTask<Entity<ManagedPolicyRecord>?> FindAsync(Exchange exchange, PolicyArn arn)
    {
        if (arn.Account != exchange.Caller.Account) return null;
        var found = await EntityKinds.ManagedPolicy.FindAsync(exchange, arn.Name);
        return found?.Value.ArnIn(exchange.Caller.Account) == arn.ToString() ? found : null;
    }

    /// <summary>The policy with an ARN that a caller wants to attach.</summary>
    /// <param name="notFound">The refusal when there is none.</param>
    public static async ValueTask<Outcome<Entity<ManagedPolicyRecord>>> FindAttachableAsync(Exchange exchange, string arn, Func<string, Refusal> notFound)
    {
        if (!PolicyArn.TryParse(arn, out var parsed)) return IdentityRefusals.InvalidPolicyArn(arn);
        var found = await FindAsync(exchange, parsed);
        return found is null ? notFound(arn) : found;
    }
}
