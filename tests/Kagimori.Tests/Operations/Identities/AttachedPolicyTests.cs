namespace Kagimori.Tests.Operations.Identities;

public sealed class AttachedPolicyTests : IamTest
{
    public static TheoryData<string> Kinds => ["User", "Group", "Role"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_policy_is_attached_once_counted_and_detached(string kind)
    {
        var entity = await Add(kind);
        var arn = ("PolicyArn", PolicyArn("p"));
        await AddPolicy("p");
        await Done($"Attach{kind}Policy", entity, arn);
        await Done($"Attach{kind}Policy", entity, arn);
        Assert.Equal("1", (await Call("GetPolicy", arn))["AttachmentCount"]);
        var list = await Done($"ListAttached{kind}Policies", entity);
        Assert.Equal(("p", PolicyArn("p")), (list["PolicyName"], list["PolicyArn"]));
        Assert.Equal(["AttachedPolicies", "IsTruncated"], list.MembersOf($"ListAttached{kind}PoliciesResult"));
        await Done($"Detach{kind}Policy", entity, arn);
        Assert.Equal("0", (await Call("GetPolicy", arn))["AttachmentCount"]);
        (await Call($"Detach{kind}Policy", entity, arn)).IsRefused("NoSuchEntity", $"Policy {PolicyArn("p")} was not found.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_policy_that_does_not_exist_cannot_be_attached(string kind)
    {
        var entity = await Add(kind);
        foreach (var arn in new[] { PolicyArn("no"), "arn:aws:iam::aws:policy/NoSuchPolicy", "arn:aws:iam::444455556666:policy/x" })
        {
            (await Call($"Attach{kind}Policy", entity, ("PolicyArn", arn)))
                .IsRefused("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task At_most_ten_policies_are_attached(string kind)
    {
        var entity = await Add(kind);
        for (var i = 0; i < 11; i++) await AddPolicy($"p{i}");
        for (var i = 0; i < 10; i++) await Done($"Attach{kind}Policy", entity, ("PolicyArn", PolicyArn($"p{i}")));
        (await Call($"Attach{kind}Policy", entity, ("PolicyArn", PolicyArn("p10"))))
            .IsRefused("LimitExceeded", $"Cannot exceed quota for PoliciesPer{kind}: 10");
    }

    [Fact]
    public async Task Attached_policies_are_listed_by_path()
    {
        await AddUser("x");
        await Done("CreatePolicy", ("PolicyName", "b"), ("Path", "/team/"), ("PolicyDocument", Everything));
        await AddPolicy("a");
        await Done("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", PolicyArn("b", "/team/")));
        await Done("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", PolicyArn("a")));
        Assert.Equal(["a", "b"], (await Call("ListAttachedUserPolicies", ("UserName", "x"))).All("PolicyName"));
        Assert.Equal(["b"], (await Call("ListAttachedUserPolicies", ("UserName", "x"), ("PathPrefix", "/team/"))).All("PolicyName"));
    }

    [Fact]
    public async Task What_a_policy_is_used_for_is_told_by_kind_and_usage()
    {
        await AddUser("u");
        await AddGroup("g");
        await AddRole("r");
        await AddPolicy("both");
        var arn = ("PolicyArn", PolicyArn("both"));
        await Done("AttachGroupPolicy", ("GroupName", "g"), arn);
        await Done("PutRolePermissionsBoundary", ("RoleName", "r"), ("PermissionsBoundary", PolicyArn("both")));
        Assert.Equal(("g", "r"), await Users());
        Assert.Equal(("g", null), await Users(("PolicyUsageFilter", "PermissionsPolicy")));
        Assert.Equal((null, "r"), await Users(("PolicyUsageFilter", "PermissionsBoundary")));
        Assert.Equal((null, "r"), await Users(("EntityFilter", "Role")));
        Assert.Equal((null, null), await Users(("EntityFilter", "User")));
        Assert.Equal((null, null), await Users(("EntityFilter", "AWSManagedPolicy")));
        var policy = await Call("GetPolicy", arn);
        Assert.Equal(("1", "1"), (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"]));

        async Task<(string?, string?)> Users(params (string, string)[] filters)
        {
            var answer = await Done("ListEntitiesForPolicy", [arn, .. filters]);
            Assert.Empty(answer.All("UserName"));
            return (answer["GroupName"], answer["RoleName"]);
        }
    }

    [Fact]
    public async Task The_users_of_a_policy_come_in_pages_through_all_kinds()
    {
        await AddPolicy("p");
        var arn = ("PolicyArn", PolicyArn("p"));
        foreach (var name in new[] { "a", "b", "c" })
        {
            await AddUser($"u{name}");
            await AddGroup($"g{name}");
            await AddRole($"r{name}");
            await Done("AttachUserPolicy", ("UserName", $"u{name}"), arn);
            await Done("AttachGroupPolicy", ("GroupName", $"g{name}"), arn);
            await Done("AttachRolePolicy", ("RoleName", $"r{name}"), arn);
        }
        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await Done("ListEntitiesForPolicy", [arn, ("MaxItems", "2"), .. marker is null ? [] : new[] { ("Marker", marker) }]);
            names.AddRange([.. page.All("GroupName"), .. page.All("RoleName"), .. page.All("UserName")]);
            marker = page["Marker"];
        }
        while (marker is not null);
        Assert.Equal(["ga", "gb", "gc", "ra", "rb", "rc", "ua", "ub", "uc"], names);
    }

    private async Task<(string, string)> Add(string kind)
    {
        if (kind == "User") await AddUser("x");
        else if (kind == "Group") await AddGroup("x");
        else await AddRole("x");
        return ($"{kind}Name", "x");
    }
}
