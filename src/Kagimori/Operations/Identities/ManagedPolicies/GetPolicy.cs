using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Describes a managed policy.</summary>
internal static class GetPolicy
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity) =>
        new(new QueryResult(ManagedPolicyElement.Of(entity.Value, exchange.Caller.Account, "Policy", withDescription: true, withTags: true)));
}
