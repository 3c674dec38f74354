using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Describes a managed policy.</summary>
internal static class GetPolicy
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity) =>
        new QueryResult(ManagedPolicyElement.Of(
            await ManagedPolicyUses.CountedAsync(exchange, entity.Value), exchange.Caller.Account, "Policy", withDescription: true, withTags: true));
}
