using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>Gives a user another name or path. The unique id stays, so policies that name the user go on to apply.</summary>
internal static class UpdateUser
{
    public static readonly Member<QueryParameters>[] Members = [Query.Text("NewPath", Iam.PathType), Query.Text("NewUserName", Iam.UserNameType)];

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<UserRecord> entity)
    {
        var before = entity.Value;
        var after = before with { Name = query.Text("NewUserName") ?? before.Name, Path = query.Text("NewPath") ?? before.Path };
        if (after == before) return QueryResult.None;
        var id = IdentityRecords.IdOf(after.Name);
        if (id == entity.Stored.Key.Id) entity.Update(exchange, after);
        else
        {
            if (await EntityKinds.User.FindAsync(exchange, after.Name) is not null) return IdentityRefusals.EntityExists("User", after.Name);
            IdentityRecords.Users.Delete(exchange.Changes, entity.Stored);
            IdentityRecords.Users.Create(exchange.Changes, exchange.Caller.Account.ToString(), id, after);
        }
        await PrincipalRecords.RenameAsync(exchange, after.Id, after.Path, after.Name);
        if (after.Name != before.Name) await RenameReferencesAsync(exchange, before, after.Name);
        return QueryResult.None;
    }

    // The name of a user stands in its groups and its access keys.
    private static async ValueTask RenameReferencesAsync(Exchange exchange, UserRecord user, string name)
    {
        foreach (var groupName in user.Groups)
        {
            var group = await EntityKinds.Group.FindAsync(exchange, groupName)
                ?? throw new StoreException($"User {user.Name} is in the group {groupName}, which does not exist.");
            group.Update(exchange, group.Value with { Members = [.. group.Value.Members.Select(member => member == user.Name ? name : member)] });
        }
        foreach (var keyId in user.AccessKeyIds)
        {
            var key = await IdentityRecords.AccessKeys.FindAsync(exchange.Engine.Store, "", keyId)
                ?? throw new StoreException($"User {user.Name} has the access key {keyId}, which does not exist.");
            IdentityRecords.AccessKeys.Update(exchange.Changes, key, key.Value with { UserName = name });
        }
    }
}
