namespace Kagimori.Tests.Operations.Identities;

public sealed class GroupTests : IamTest
{
    [Fact]
    public async Task A_group_is_created_found_and_deleted()
    {
        var group = await Done("CreateGroup", ("GroupName", "Admins"), ("Path", "/x/"));
        Assert.Equal(["Path", "GroupName", "GroupId", "Arn", "CreateDate"], group.MembersOf("Group"));
        Assert.Equal("arn:aws:iam::111122223333:group/x/Admins", group["Arn"]);
        Assert.Matches("^AGPA[A-Z2-7]{17}$", group["GroupId"]);
        (await Call("CreateGroup", ("GroupName", "ADMINS"))).IsRefused("EntityAlreadyExists", "Group with name ADMINS already exists.");
        await Done("DeleteGroup", ("GroupName", "admins"));
        (await Call("GetGroup", ("GroupName", "Admins"))).IsRefused("NoSuchEntity", "The group with name Admins cannot be found.");
    }

    [Fact]
    public async Task Membership_shows_on_both_sides_and_repeating_is_no_error()
    {
        await AddGroup("admins");
        await AddUser("alice");
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "ALICE"));
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "alice"));
        var group = await Done("GetGroup", ("GroupName", "admins"));
        Assert.Equal(["Group", "Users", "IsTruncated"], group.MembersOf("GetGroupResult"));
        Assert.Equal("alice", group["UserName"]);
        Assert.Equal(["admins"], (await Call("ListGroupsForUser", ("UserName", "alice"))).All("GroupName"));
        await Done("RemoveUserFromGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await Done("RemoveUserFromGroup", ("GroupName", "admins"), ("UserName", "alice"));
        Assert.Empty((await Call("ListGroupsForUser", ("UserName", "alice"))).All("GroupName"));
    }

    [Fact]
    public async Task Group_and_user_must_exist()
    {
        await AddGroup("admins");
        (await Call("AddUserToGroup", ("GroupName", "no"), ("UserName", "x"))).IsRefused("NoSuchEntity", "The group with name no cannot be found.");
        (await Call("AddUserToGroup", ("GroupName", "admins"), ("UserName", "x"))).IsRefused("NoSuchEntity", "The user with name x cannot be found.");
        (await Call("RemoveUserFromGroup", ("GroupName", "admins"), ("UserName", "x"))).IsRefused("NoSuchEntity", "The user with name x cannot be found.");
    }

    [Fact]
    public async Task A_user_is_in_at_most_ten_groups()
    {
        await AddUser("alice");
        for (var i = 0; i < 11; i++) await AddGroup($"g{i}");
        for (var i = 0; i < 10; i++) await Done("AddUserToGroup", ("GroupName", $"g{i}"), ("UserName", "alice"));
        (await Call("AddUserToGroup", ("GroupName", "g10"), ("UserName", "alice"))).IsRefused("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10");
    }

    [Fact]
    public async Task A_renamed_group_keeps_its_members_and_their_permissions()
    {
        await Done("CreateUser", ("UserName", "alice"));
        var key = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        await AddGroup("admins");
        await Done("PutGroupPolicy", ("GroupName", "admins"), ("PolicyName", "all"), ("PolicyDocument", Everything));
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await Done("UpdateGroup", ("GroupName", "admins"), ("NewGroupName", "operators"), ("NewPath", "/ops/"));
        Assert.Equal(["operators"], (await CallAs(key, "ListGroupsForUser", ("UserName", "alice"))).All("GroupName"));
        Assert.Equal("arn:aws:iam::111122223333:group/ops/operators", (await Call("GetGroup", ("GroupName", "operators"))).All("Arn")[0]);
        await AddGroup("admins");
        (await Call("UpdateGroup", ("GroupName", "admins"), ("NewGroupName", "Operators")))
            .IsRefused("EntityAlreadyExists", "Group with name Operators already exists.");
    }

    [Fact]
    public async Task A_group_is_deleted_only_when_nothing_hangs_on_it()
    {
        await AddGroup("admins");
        await AddUser("alice");
        await AddPolicy("p");
        await Done("AddUserToGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await Done("AttachGroupPolicy", ("GroupName", "admins"), ("PolicyArn", PolicyArn("p")));
        await Done("PutGroupPolicy", ("GroupName", "admins"), ("PolicyName", "i"), ("PolicyDocument", Everything));
        await IsInTheWay("Cannot delete entity, must remove users from group first.");
        await Done("RemoveUserFromGroup", ("GroupName", "admins"), ("UserName", "alice"));
        await IsInTheWay("Cannot delete entity, must detach all policies first.");
        await Done("DetachGroupPolicy", ("GroupName", "admins"), ("PolicyArn", PolicyArn("p")));
        await IsInTheWay("Cannot delete entity, must delete policies first.");
        await Done("DeleteGroupPolicy", ("GroupName", "admins"), ("PolicyName", "i"));
        await Done("DeleteGroup", ("GroupName", "admins"));

        async Task IsInTheWay(string text) => (await Call("DeleteGroup", ("GroupName", "admins"))).IsRefused("DeleteConflict", text);
    }
}
