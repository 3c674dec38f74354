using Kagimori.Wire;

namespace Kagimori.Operations.Identities.InlinePolicies;

/// <summary>ListUserPolicies, ListGroupPolicies, ListRolePolicies: the names.</summary>
internal static class ListInlinePolicies
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class =>
        new(EntityListing.ByName(query, "PolicyNames", entity.Kind.InlinePolicies!.Get(entity.Value).Keys,
            static name => name, static name => QueryElement.Text("member", name)!));
}
