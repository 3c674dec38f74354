using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser. What is so already is no error.</summary>
/// <remarks>INVARIANT: a group lists a user exactly when the user lists the group; both change in one change set.</remarks>
internal static class GroupMembership
{
    public const int MaxGroups = 10;

    public static async ValueTask<Outcome<QueryResult>> AddAsync(Exchange exchange, QueryParameters query, Entity<GroupRecord> entity)
    {
        var group = entity.Value;
        if (await EntityKinds.User.FindAsync(exchange, query.Text("UserName")!) is not { } user) return NoUser(query);
        if (group.Members.Contains(user.Name)) return QueryResult.None;
        if (user.Value.Groups.Count >= MaxGroups) return IdentityRefusals.QuotaExceeded("GroupsPerUser", MaxGroups);
        entity.Update(exchange, group with { Members = [.. group.Members, user.Name] });
        user.Update(exchange, user.Value with { Groups = [.. user.Value.Groups, group.Name] });
        return QueryResult.None;
    }

    public static async ValueTask<Outcome<QueryResult>> RemoveAsync(Exchange exchange, QueryParameters query, Entity<GroupRecord> entity)
    {
        var group = entity.Value;
        if (await EntityKinds.User.FindAsync(exchange, query.Text("UserName")!) is not { } user) return NoUser(query);
        if (!group.Members.Contains(user.Name)) return QueryResult.None;
        entity.Update(exchange, group with { Members = [.. group.Members.Where(member => member != user.Name)] });
        user.Update(exchange, user.Value with { Groups = [.. user.Value.Groups.Where(name => name != group.Name)] });
        return QueryResult.None;
    }

    public static async ValueTask<Outcome<QueryResult>> ListAsync(Exchange exchange, QueryParameters query, Entity<UserRecord> entity)
    {
        var groups = new List<GroupRecord>();
        foreach (var name in entity.Value.Groups)
        {
            if (await EntityKinds.Group.FindAsync(exchange, name) is { } group) groups.Add(group.Value);
        }
        return EntityListing.ByName(
            query, "Groups", groups, static group => group.Name, group => GroupElement.Of(group, exchange.Caller.Account, "member"));
    }

    private static Refusal NoUser(QueryParameters query) => EntityKinds.User.NotFound(query.Text("UserName")!);
}
