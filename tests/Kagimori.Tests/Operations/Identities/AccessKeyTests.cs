using System.Text;
using Kagimori.Identities;

namespace Kagimori.Tests.Operations.Identities;

public sealed class AccessKeyTests : IamTest
{
    [Fact]
    public async Task A_secret_is_answered_once_and_stored_wrapped_for_its_own_key()
    {
        await AddUser("alice");
        var key = await Done("CreateAccessKey", ("UserName", "alice"));
        Assert.Equal(["UserName", "AccessKeyId", "Status", "SecretAccessKey", "CreateDate"], key.MembersOf("AccessKey"));
        Assert.Matches("^AKIA[A-Z2-7]{16}$", key["AccessKeyId"]);
        Assert.Matches("^[A-Za-z0-9+/]{40}$", key["SecretAccessKey"]);
        var record = (await IdentityRecords.AccessKeys.FindAsync(Store, "", key["AccessKeyId"]!))!.Value;
        Assert.True(Engine.Engine.RootKey.TryUnwrap(record.WrappedSecret, AccessKeyOwner.Of(record.Id), out var secret));
        using (secret)
        using (var revealed = secret.Reveal())
            Assert.Equal(key["SecretAccessKey"], Encoding.ASCII.GetString(revealed.Bytes));
        Assert.False((await Call("ListAccessKeys", ("UserName", "alice"))).Has("SecretAccessKey"));
        Assert.Equal(
            $$$"""[{"userName":"alice"},{"accessKey":{"userName":"alice","accessKeyId":"{{{record.Id}}}","status":"Active","createDate":"2026-03-01T12:00:00Z"}}]""",
            key.Audited);
    }

    [Fact]
    public async Task A_user_has_at_most_two_access_keys()
    {
        await AddUser("alice");
        var first = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        await Done("CreateAccessKey", ("UserName", "alice"));
        (await Call("CreateAccessKey", ("UserName", "alice"))).IsRefused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        await Done("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", first));
        await Done("CreateAccessKey", ("UserName", "alice"));
    }

    [Fact]
    public async Task Two_who_create_a_second_key_at_once_do_not_make_a_third()
    {
        await AddUser("alice");
        await Done("CreateAccessKey", ("UserName", "alice"));
        Engine.Meanwhile = () => Done("CreateAccessKey", ("UserName", "alice"));
        (await Call("CreateAccessKey", ("UserName", "alice"))).IsRefused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    [Fact]
    public async Task An_inactive_or_deleted_key_no_longer_calls()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        await Done("UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Inactive"));
        Assert.Null(await Engine.Engine.Callers.FindAsync(key, null));
        Assert.Equal("Inactive", (await Call("ListAccessKeys", ("UserName", "alice")))["Status"]);
        await Done("UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Active"));
        (await CallAs(key, "GetUser")).Accepted();
        await Done("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key));
        Assert.Null(await Engine.Engine.Callers.FindAsync(key, null));
    }

    [Fact]
    public async Task No_caller_can_make_a_key_expired()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        Assert.Equal("InvalidInput", (await Call("UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Expired"))).Refusal!.Code);
        (await Call("UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Off"))).IsRefused("ValidationError",
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]");
    }

    [Fact]
    public async Task The_key_of_another_user_is_not_found()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        await AddUser("bob");
        foreach (var operation in new[] { "DeleteAccessKey", "UpdateAccessKey" })
        {
            (await Call(operation, ("UserName", "bob"), ("AccessKeyId", key), ("Status", "Inactive")))
                .IsRefused("NoSuchEntity", $"The Access Key with id {key} cannot be found.");
        }
    }

    [Fact]
    public async Task A_user_manages_its_own_keys_without_naming_itself()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        var second = await CallAs(key, "CreateAccessKey");
        Assert.Equal("alice", second["UserName"]);
        Assert.Equal([key, second["AccessKeyId"]!], (await CallAs(key, "ListAccessKeys")).All("AccessKeyId"));
        (await CallAs(key, "DeleteAccessKey", ("AccessKeyId", second["AccessKeyId"]!))).Accepted();
    }

    [Fact]
    public async Task A_role_session_must_say_whose_keys_it_means()
    {
        var id = (await AddRole("r"))["RoleId"]!;
        await Done("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "all"), ("PolicyDocument", Everything));
        var token = Engine.Engine.SessionTokens.Seal(new SessionRecord(
            "ASIASESSIONSESSION00", "secret", TestEngine.Account, "r", id, "session", Engine.Clock.GetUtcNow(), Engine.Clock.GetUtcNow().AddHours(1)));
        foreach (var operation in new[] { "GetUser", "CreateAccessKey", "ListAccessKeys", "ListMFADevices" })
        {
            (await CallAs($"ASIASESSIONSESSION00 {token}", operation))
                .IsRefused("ValidationError", "Must specify userName when calling with non-User credentials");
        }
    }

    [Fact]
    public async Task The_root_user_has_keys_of_its_own()
    {
        var made = await Done("CreateAccessKey");
        Assert.False(made.Has("UserName"));
        Assert.Equal([TestEngine.RootAccessKeyId, made["AccessKeyId"]!], (await Call("ListAccessKeys")).All("AccessKeyId"));
        Assert.True((await Engine.Engine.Callers.FindAsync(made["AccessKeyId"]!, null))!.IsRoot);
        (await Call("CreateAccessKey")).IsRefused("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        await Done("DeleteAccessKey", ("AccessKeyId", made["AccessKeyId"]!));
        Assert.Equal([TestEngine.RootAccessKeyId], (await Call("ListAccessKeys")).All("AccessKeyId"));
    }

    [Fact]
    public async Task An_access_key_that_was_never_used_tells_its_user()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        var used = await Done("GetAccessKeyLastUsed", ("AccessKeyId", key));
        Assert.Equal(("alice", "N/A", "N/A"), (used["UserName"], used["ServiceName"], used["Region"]));
        Assert.False(used.Has("LastUsedDate"));
        Assert.Equal("N/A", (await Done("GetAccessKeyLastUsed", ("AccessKeyId", TestEngine.RootAccessKeyId)))["Region"]);
    }

    [Fact]
    public async Task The_key_of_another_account_is_as_unknown_as_none()
    {
        await Engine.AddAccountAsync("444455556666", "AKIAOTHEROTHEROTHERO");
        foreach (var id in new[] { "AKIAOTHEROTHEROTHERO", "AKIANOSUCHKEYNOSUCHK" })
        {
            (await Call("GetAccessKeyLastUsed", ("AccessKeyId", id))).IsRefused("NoSuchEntity", $"The Access Key with id {id} cannot be found.");
            (await Call("DeleteAccessKey", ("AccessKeyId", id))).IsRefused("NoSuchEntity", $"The Access Key with id {id} cannot be found.");
        }
    }
}
