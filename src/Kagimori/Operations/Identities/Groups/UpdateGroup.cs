using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>Gives a group another name or path; its members stay.</summary>
internal static class UpdateGroup
{
    public static readonly Member<QueryParameters>[] Members = [Query.Text("NewPath", Iam.PathType), Query.Text("NewGroupName", Iam.GroupNameType)];

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<GroupRecord> entity)
    {
        var before = entity.Value;
        var after = before with { Name = query.Text("NewGroupName") ?? before.Name, Path = query.Text("NewPath") ?? before.Path };
        if (after == before) return QueryResult.None;
        var id = IdentityRecords.IdOf(after.Name);
        if (id == entity.Stored.Key.Id) entity.Update(exchange, after);
        else
        {
            if (await EntityKinds.Group.FindAsync(exchange, after.Name) is not null) return IdentityRefusals.EntityExists("Group", after.Name);
            IdentityRecords.Groups.Delete(exchange.Changes, entity.Stored);
            IdentityRecords.Groups.Create(exchange.Changes, exchange.Caller.Account.ToString(), id, after);
        }
        if (after.Name == before.Name) return QueryResult.None;
        foreach (var member in before.Members)
        {
            var user = await EntityKinds.User.FindAsync(exchange, member)
                ?? throw new StoreException($"Group {before.Name} has the member {member}, who does not exist.");
            user.Update(exchange, user.Value with { Groups = [.. user.Value.Groups.Select(group => group == before.Name ? after.Name : group)] });
        }
        return QueryResult.None;
    }
}
