using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AttachedPolicies;

/// <summary>AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy. Attaching what is attached changes nothing.</summary>
internal static class AttachPolicy
{
    public const int MaxPolicies = 10;

    public static async ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var found = await ManagedPolicyLookup.FindAttachableAsync(exchange, query.Text("PolicyArn")!, IdentityRefusals.PolicyNotAttachable);
        if (found.Refusal is { } refusal) return refusal;
        var policy = found.Value!;
        var part = entity.Kind.AttachedPolicies!;
        var attached = part.Get(entity.Value);
        var arn = policy.Value.ArnIn(exchange.Caller.Account);
        if (attached.Contains(arn)) return QueryResult.None;
        if (attached.Count >= MaxPolicies) return IdentityRefusals.QuotaExceeded($"PoliciesPer{entity.Kind.Title}", MaxPolicies);
        entity.Update(exchange, part.With(entity.Value, [.. attached, arn]));
        ManagedPolicyUses.Add(exchange, policy, attachments: 1);
        return QueryResult.None;
    }
}
