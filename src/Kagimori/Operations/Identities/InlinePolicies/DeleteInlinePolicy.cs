using Kagimori.Wire;

namespace Kagimori.Operations.Identities.InlinePolicies;

/// <summary>DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy.</summary>
internal static class DeleteInlinePolicy
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var part = entity.Kind.InlinePolicies!;
        var policies = new Dictionary<string, string>(part.Get(entity.Value));
        var name = query.Text("PolicyName")!;
        if (InlinePolicyNames.FindStored(policies, name) is not { } stored)
            return new(IdentityRefusals.InlinePolicyNotFound(entity.Kind.Word, name));
        policies.Remove(stored);
        entity.Update(exchange, part.With(entity.Value, policies));
        return new(QueryResult.None);
    }
}
