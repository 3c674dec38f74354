namespace Kagimori.Tests.Operations.Identities;

public sealed class UserTests : IamTest
{
    [Fact]
    public async Task A_created_user_is_answered_whole_and_in_order()
    {
        var user = await Done("CreateUser", ("UserName", "Alice"), ("Path", "/team/"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        Assert.Equal(["Path", "UserName", "UserId", "Arn", "CreateDate", "Tags"], user.MembersOf("User"));
        Assert.Equal("/team/", user["Path"]);
        Assert.Equal("arn:aws:iam::111122223333:user/team/Alice", user["Arn"]);
        Assert.Matches("^AIDA[A-Z2-7]{17}$", user["UserId"]);
        Assert.Equal("2026-03-01T12:00:00Z", user["CreateDate"]);
        Assert.StartsWith("<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User>", user.Body);
    }

    [Fact]
    public async Task Names_are_taken_whatever_their_case()
    {
        await AddUser("Alice");
        (await Call("CreateUser", ("UserName", "ALICE"))).IsRefused("EntityAlreadyExists", "User with name ALICE already exists.");
    }

    [Fact]
    public async Task A_user_is_found_whatever_the_case_and_answers_its_own_spelling()
    {
        await AddUser("Alice");
        Assert.Equal("Alice", (await Call("GetUser", ("UserName", "aLICE")))["UserName"]);
    }

    [Theory]
    [InlineData("/team"), InlineData("team/"), InlineData("/ space/"), InlineData("/del\u007f/"), InlineData("/é/"), InlineData("//"), InlineData("/team/\n")]
    public async Task A_path_that_is_no_path_is_refused(string path) =>
        (await Call("CreateUser", ("UserName", "u"), ("Path", path))).IsRefused("ValidationError",
            "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");

    [Fact]
    public async Task A_path_may_hold_empty_parts() =>
        Assert.Equal("/a//b/", (await Done("CreateUser", ("UserName", "u"), ("Path", "/a//b/")))["Path"]);

    [Theory]
    [InlineData("a\n"), InlineData("é"), InlineData("a/b"), InlineData("a b")]
    public async Task A_name_with_other_characters_is_refused(string name)
    {
        const string text = "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-";
        (await Call("CreateUser", ("UserName", name))).IsRefused("ValidationError", text);
        (await Call("GetUser", ("UserName", name))).IsRefused("ValidationError", text);
    }

    [Fact]
    public async Task A_name_has_at_most_64_characters()
    {
        await AddUser(new string('a', 64));
        var name = new string('b', 65);
        (await Call("CreateUser", ("UserName", name))).IsRefused("ValidationError",
            "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64");
    }

    [Fact]
    public async Task A_missing_name_is_refused() => (await Call("CreateUser")).IsRefused("ValidationError",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null");

    [Fact]
    public async Task A_user_that_does_not_exist_is_not_found()
    {
        foreach (var operation in new[] { "GetUser", "UpdateUser", "DeleteUser", "ListUserPolicies", "ListGroupsForUser", "CreateAccessKey" })
            (await Call(operation, ("UserName", "ghost"))).IsRefused("NoSuchEntity", "The user with name ghost cannot be found.");
    }

    [Fact]
    public async Task The_root_user_sees_itself_without_a_name()
    {
        var root = await Done("GetUser");
        Assert.Equal("arn:aws:iam::111122223333:root", root["Arn"]);
        Assert.Equal("111122223333", root["UserId"]);
        Assert.False(root.Has("UserName"));
    }

    [Fact]
    public async Task A_user_sees_itself_without_a_name()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        Assert.Equal("alice", (await CallAs(key, "GetUser"))["UserName"]);
    }

    [Fact]
    public async Task A_renamed_user_keeps_id_groups_keys_and_principal()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        var id = (await Call("GetUser", ("UserName", "alice")))["UserId"]!;
        await AddGroup("admins");
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await Done("UpdateUser", ("UserName", "alice"), ("NewUserName", "Bob"), ("NewPath", "/new/"));

        var renamed = await Call("GetUser", ("UserName", "bob"));
        Assert.Equal((id, "arn:aws:iam::111122223333:user/new/Bob"), (renamed["UserId"], renamed["Arn"]));
        Assert.Equal(["Bob"], (await Call("GetGroup", ("GroupName", "admins"))).All("UserName"));
        Assert.Equal(["Bob"], (await Call("ListAccessKeys", ("UserName", "Bob"))).All("UserName"));
        Assert.Equal("Bob", (await CallAs(key, "GetUser"))["UserName"]);
        Assert.Equal("arn:aws:iam::111122223333:user/new/Bob", (await Principal(id))!.Arn);
        (await Call("GetUser", ("UserName", "alice"))).IsRefused("NoSuchEntity", "The user with name alice cannot be found.");
    }

    [Fact]
    public async Task A_user_can_change_the_case_of_its_name_but_not_take_another_name()
    {
        await AddUser("alice");
        await AddUser("bob");
        await Done("UpdateUser", ("UserName", "alice"), ("NewUserName", "ALICE"));
        Assert.Equal("ALICE", (await Call("GetUser", ("UserName", "alice")))["UserName"]);
        (await Call("UpdateUser", ("UserName", "alice"), ("NewUserName", "BOB"))).IsRefused("EntityAlreadyExists", "User with name BOB already exists.");
    }

    [Fact]
    public async Task A_user_is_deleted_only_when_nothing_hangs_on_it()
    {
        await AddUser("alice");
        await AddGroup("admins");
        await AddPolicy("p");
        var key = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        await Done("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", PolicyArn("p")));
        await Done("PutUserPolicy", ("UserName", "alice"), ("PolicyName", "inline"), ("PolicyDocument", Everything));
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "alice"));

        await IsInTheWay("Cannot delete entity, must delete access keys first.");
        await Done("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key));
        await IsInTheWay("Cannot delete entity, must detach all policies first.");
        await Done("DetachUserPolicy", ("UserName", "alice"), ("PolicyArn", PolicyArn("p")));
        await IsInTheWay("Cannot delete entity, must delete policies first.");
        await Done("DeleteUserPolicy", ("UserName", "alice"), ("PolicyName", "inline"));
        await IsInTheWay("Cannot delete entity, must remove users from group first.");
        await Done("RemoveUserFromGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await Done("DeleteUser", ("UserName", "alice"));

        async Task IsInTheWay(string text) => (await Call("DeleteUser", ("UserName", "alice"))).IsRefused("DeleteConflict", text);
    }

    [Fact]
    public async Task A_deleted_user_leaves_no_principal_and_one_made_anew_has_another_id()
    {
        var first = (await AddUser("alice"))["UserId"]!;
        Assert.NotNull(await Principal(first));
        await Done("DeleteUser", ("UserName", "alice"));
        Assert.Null(await Principal(first));
        Assert.NotEqual(first, (await AddUser("alice"))["UserId"]);
    }

    [Fact]
    public async Task A_user_that_gets_a_policy_while_it_is_deleted_is_not_deleted()
    {
        await AddUser("alice");
        Engine.Meanwhile = () => Done("PutUserPolicy", ("UserName", "alice"), ("PolicyName", "p"), ("PolicyDocument", Everything));
        (await Call("DeleteUser", ("UserName", "alice"))).IsRefused("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }

    [Fact]
    public async Task Of_two_who_create_the_same_user_one_is_refused_and_leaves_nothing()
    {
        Engine.Meanwhile = () => AddUser("alice");
        (await Call("CreateUser", ("UserName", "Alice"))).IsRefused("EntityAlreadyExists", "User with name Alice already exists.");
        Assert.Single(await Kagimori.Identities.IdentityRecords.Principals.ScanAsync(Store, ""));
    }
}
