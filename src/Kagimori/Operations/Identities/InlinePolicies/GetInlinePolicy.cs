using Kagimori.Wire;

namespace Kagimori.Operations.Identities.InlinePolicies;

/// <summary>GetUserPolicy, GetGroupPolicy, GetRolePolicy. The answer names the policy as the request does.</summary>
internal static class GetInlinePolicy
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var policies = entity.Kind.InlinePolicies!.Get(entity.Value);
        var name = query.Text("PolicyName")!;
        if (InlinePolicyNames.FindStored(policies, name) is not { } stored)
            return new(IdentityRefusals.InlinePolicyNotFound(entity.Kind.Word, name));
        return new(new QueryResult(
            QueryElement.Text(entity.Kind.NameMember.Name, entity.Name),
            QueryElement.Text("PolicyName", name),
            QueryElement.Text("PolicyDocument", PolicyDocuments.Encode(policies[stored]))));
    }
}
