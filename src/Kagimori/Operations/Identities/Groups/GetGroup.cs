using Kagimori.Identities;
using Kagimori.Operations.Identities.Users;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>Describes a group and lists its members.</summary>
internal static class GetGroup
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<GroupRecord> entity)
    {
        if (!EntityListing.TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        var account = exchange.Caller.Account;
        var (names, next) = page.CutAll(entity.Value.Members.Select(IdentityRecords.IdOf).Order(StringComparer.Ordinal), name => name);
        var users = new List<QueryElement>(names.Count);
        foreach (var name in names)
        {
            // A member that was deleted or renamed since the group was read is left out.
            if (await EntityKinds.User.FindAsync(exchange, name) is { } user) users.Add(UserElement.Of(user.Value, account, "member", isWhole: false));
        }
        return new QueryResult(
            GroupElement.Of(entity.Value, account, "Group"),
            QueryElement.List("Users", users),
            QueryElement.Flag("IsTruncated", next is not null),
            QueryElement.Text("Marker", next));
    }
}
