using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.InlinePolicies;

/// <summary>PutUserPolicy, PutGroupPolicy, PutRolePolicy: adds an inline policy or replaces its document.</summary>
internal static class PutInlinePolicy
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var document = query.Text("PolicyDocument")!;
        if (PolicyDocuments.CheckIdentityPolicy(document) is { } malformed) return new(malformed);
        var part = entity.Kind.InlinePolicies!;
        var policies = new Dictionary<string, string>(part.Get(entity.Value));
        policies[InlinePolicyNames.FindStored(policies, query.Text("PolicyName")!) ?? query.Text("PolicyName")!] = document;
        if (policies.Values.Sum(PolicySize.OfIdentityPolicy) > entity.Kind.MaxInlinePolicySize)
            return new(IdentityRefusals.InlinePoliciesTooLarge(entity.Kind.MaxInlinePolicySize, entity.Kind.Word, entity.Name));
        entity.Update(exchange, part.With(entity.Value, policies));
        return new(QueryResult.None);
    }
}
