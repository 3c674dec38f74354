using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AttachedPolicies;

/// <summary>DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy.</summary>
internal static class DetachPolicy
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var arn = query.Text("PolicyArn")!;
        var found = await ManagedPolicyLookup.FindAttachableAsync(exchange, arn, IdentityRefusals.PolicyNotFound);
        if (found.Refusal is { } refusal) return refusal;
        var part = entity.Kind.AttachedPolicies!;
        var attached = part.Get(entity.Value);
        if (!attached.Contains(arn)) return IdentityRefusals.PolicyNotFound(arn);
        entity.Update(exchange, part.With(entity.Value, [.. attached.Where(other => other != arn)]));
        ManagedPolicyUses.Add(exchange, found.Value!, attachments: -1);
        return QueryResult.None;
    }
}
