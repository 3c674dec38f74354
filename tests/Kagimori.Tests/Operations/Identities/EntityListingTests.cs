namespace Kagimori.Tests.Operations.Identities;

public sealed class EntityListingTests : IamTest
{
    [Fact]
    public async Task Users_come_in_pages_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "Delta", "alpha", "Charlie", "bravo" }) await AddUser(name);
        var first = await Done("ListUsers", ("MaxItems", "3"));
        Assert.Equal(["Users", "IsTruncated", "Marker"], first.MembersOf("ListUsersResult"));
        Assert.Equal(["alpha", "bravo", "Charlie"], first.All("UserName"));
        var second = await Done("ListUsers", ("MaxItems", "3"), ("Marker", first["Marker"]!));
        Assert.Equal(["Delta"], second.All("UserName"));
        Assert.Equal(("false", null), (second["IsTruncated"], second["Marker"]));
    }

    [Theory]
    [InlineData("1", null), InlineData("01", null), InlineData("+1", null)]
    [InlineData(" 1 ", "MalformedInput"), InlineData("1.0", "MalformedInput"), InlineData("1e0", "MalformedInput"), InlineData("", "MalformedInput")]
    [InlineData("2147483648", "MalformedInput"), InlineData("0", "ValidationError"), InlineData("-1", "ValidationError"), InlineData("1001", "ValidationError")]
    public async Task A_number_is_read_as_IAM_reads_it(string maxItems, string? code) =>
        Assert.Equal(code, (await Call("ListUsers", ("MaxItems", maxItems))).Refusal?.Code);

    [Theory]
    [InlineData("true", null), InlineData("false", null), InlineData("1", null), InlineData("0", null)]
    [InlineData("True", "MalformedInput"), InlineData("FALSE", "MalformedInput"), InlineData(" true", "MalformedInput"), InlineData("", "MalformedInput")]
    public async Task A_flag_is_read_as_IAM_reads_it(string flag, string? code) =>
        Assert.Equal(code, (await Call("ListPolicies", ("OnlyAttached", flag))).Refusal?.Code);

    [Theory, InlineData("nonsense"), InlineData("YWZ0ZXI6AA"), InlineData("AAAA"), InlineData("%%%%")]
    public async Task A_marker_that_was_not_made_here_is_refused(string marker)
    {
        await AddUser("x");
        foreach (var operation in new[] { "ListUsers", "ListGroups", "ListRoles", "ListPolicies" })
            (await Call(operation, ("Marker", marker))).IsRefused("ValidationError", "Invalid Marker.");
        (await Call("ListUserTags", ("UserName", "x"), ("Marker", marker))).IsRefused("ValidationError", "Invalid Marker.");
    }

    [Theory, InlineData("User"), InlineData("Group"), InlineData("Role")]
    public async Task A_path_prefix_selects_and_pages_go_on_behind_it(string kind)
    {
        for (var i = 0; i < 6; i++)
        {
            await Done($"Create{kind}", ($"{kind}Name", $"n{i}"), ("Path", i % 2 == 0 ? "/even/" : "/odd/"), ("AssumeRolePolicyDocument", TrustingRoot));
        }
        var first = await Done($"List{kind}s", ("PathPrefix", "/odd"), ("MaxItems", "2"));
        Assert.Equal(["n1", "n3"], first.All($"{kind}Name"));
        Assert.Equal(["n5"], (await Done($"List{kind}s", ("PathPrefix", "/odd"), ("MaxItems", "2"), ("Marker", first["Marker"]!))).All($"{kind}Name"));
    }

    [Fact]
    public async Task A_listing_leaves_out_what_only_a_description_shows()
    {
        await AddPolicy("b");
        await Done("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TrustingRoot), ("PermissionsBoundary", PolicyArn("b")),
            ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        var role = await Done("ListRoles");
        Assert.Equal(["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument", "MaxSessionDuration"], role.MembersOf("member"));
    }

    [Theory]
    [InlineData(null, null, "attached,both,boundary,unused"), InlineData("false", "PermissionsPolicy", "attached,both,boundary,unused")]
    [InlineData("true", null, "attached,both,boundary"), InlineData("true", "PermissionsPolicy", "attached,both")]
    [InlineData("true", "PermissionsBoundary", "both,boundary")]
    public async Task Policies_are_listed_by_their_use(string? onlyAttached, string? usage, string expected)
    {
        foreach (var name in new[] { "unused", "attached", "boundary", "both" }) await AddPolicy(name);
        await AddUser("u");
        await AddRole("r");
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", PolicyArn("attached")));
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", PolicyArn("both")));
        await Done("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", PolicyArn("boundary")));
        await Done("PutRolePermissionsBoundary", ("RoleName", "r"), ("PermissionsBoundary", PolicyArn("both")));
        var filters = new List<(string, string)> { ("Scope", "Local") };
        if (onlyAttached is not null) filters.Add(("OnlyAttached", onlyAttached));
        if (usage is not null) filters.Add(("PolicyUsageFilter", usage));
        Assert.Equal(expected.Split(','), (await Done("ListPolicies", [.. filters])).All("PolicyName"));
    }

    [Fact]
    public async Task The_members_of_a_group_come_in_pages()
    {
        await AddGroup("g");
        foreach (var name in new[] { "c", "A", "b" })
        {
            await AddUser(name);
            await Done("AddUserToGroup", ("GroupName", "g"), ("UserName", name));
        }
        var first = await Done("GetGroup", ("GroupName", "g"), ("MaxItems", "2"));
        Assert.Equal(["A", "b"], first.All("UserName"));
        Assert.Equal(["c"], (await Done("GetGroup", ("GroupName", "g"), ("MaxItems", "2"), ("Marker", first["Marker"]!))).All("UserName"));
    }

    [Fact]
    public async Task Another_account_is_another_world()
    {
        await Engine.AddAccountAsync("444455556666", "AKIAOTHEROTHEROTHERO");
        await AddUser("alice");
        Assert.Empty((await CallAs("AKIAOTHEROTHEROTHERO", "ListUsers")).All("UserName"));
        (await CallAs("AKIAOTHEROTHEROTHERO", "CreateUser", ("UserName", "alice"))).Accepted();
    }
}
