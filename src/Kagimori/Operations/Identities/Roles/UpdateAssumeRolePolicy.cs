using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>Replaces a role's trust policy.</summary>
internal static class UpdateAssumeRolePolicy
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<RoleRecord> entity)
    {
        var trust = await PolicyDocuments.BindTrustPolicyAsync(exchange, query.Text("PolicyDocument")!);
        if (trust.Refusal is { } refusal) return refusal;
        entity.Update(exchange, entity.Value with { TrustPolicy = trust.Value! });
        return QueryResult.None;
    }
}
