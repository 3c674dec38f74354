using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>Deletes a group that has no members or policies left.</summary>
internal static class DeleteGroup
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<GroupRecord> entity)
    {
        var group = entity.Value;
        if (group.Members.Count > 0) return new(IdentityRefusals.HasMembers());
        if (group.AttachedPolicies.Count > 0) return new(IdentityRefusals.HasAttachedPolicies());
        if (group.InlinePolicies.Count > 0) return new(IdentityRefusals.HasInlinePolicies());
        IdentityRecords.Groups.Delete(exchange.Changes, entity.Stored);
        return new(QueryResult.None);
    }
}
