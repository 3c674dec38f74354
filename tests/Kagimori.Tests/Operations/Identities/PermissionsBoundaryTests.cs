namespace Kagimori.Tests.Operations.Identities;

public sealed class PermissionsBoundaryTests : IamTest
{
    [Theory, InlineData("User"), InlineData("Role")]
    public async Task A_boundary_is_put_shown_counted_replaced_and_deleted(string kind)
    {
        var entity = ($"{kind}Name", "x");
        if (kind == "User") await AddUser("x");
        else await AddRole("x");
        await AddPolicy("one");
        await AddPolicy("two");
        await Done($"Put{kind}PermissionsBoundary", entity, ("PermissionsBoundary", PolicyArn("one")));
        await Done($"Put{kind}PermissionsBoundary", entity, ("PermissionsBoundary", PolicyArn("one")));
        Assert.Equal("1", await Count("one"));
        var shown = await Done($"Get{kind}", entity);
        Assert.Equal(["PermissionsBoundaryType", "PermissionsBoundaryArn"], shown.MembersOf("PermissionsBoundary"));
        Assert.Equal(("PermissionsBoundaryPolicy", PolicyArn("one")), (shown["PermissionsBoundaryType"], shown["PermissionsBoundaryArn"]));
        await Done($"Put{kind}PermissionsBoundary", entity, ("PermissionsBoundary", PolicyArn("two")));
        Assert.Equal(("0", "1"), (await Count("one"), await Count("two")));
        await Done($"Delete{kind}PermissionsBoundary", entity);
        Assert.Equal("0", await Count("two"));
        Assert.Equal("NoSuchEntity", (await Call($"Delete{kind}PermissionsBoundary", entity)).Refusal!.Code);

        async Task<string?> Count(string policy) => (await Call("GetPolicy", ("PolicyArn", PolicyArn(policy))))["PermissionsBoundaryUsageCount"];
    }

    [Fact]
    public async Task A_boundary_given_at_creation_is_counted_and_leaves_with_the_entity()
    {
        await AddPolicy("b");
        await Done("CreateUser", ("UserName", "u"), ("PermissionsBoundary", PolicyArn("b")));
        await Done("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TrustingRoot), ("PermissionsBoundary", PolicyArn("b")));
        Assert.Equal("2", (await Call("GetPolicy", ("PolicyArn", PolicyArn("b"))))["PermissionsBoundaryUsageCount"]);
        await Done("DeleteUser", ("UserName", "u"));
        await Done("DeleteRole", ("RoleName", "r"));
        await Done("DeletePolicy", ("PolicyArn", PolicyArn("b")));
    }

    [Fact]
    public async Task A_boundary_that_does_not_exist_is_refused()
    {
        (await Call("CreateUser", ("UserName", "u"), ("PermissionsBoundary", PolicyArn("no"))))
            .IsRefused("NoSuchEntity", $"Scope ARN: {PolicyArn("no")} does not exist or is not attachable.");
        (await Call("GetUser", ("UserName", "u"))).IsRefused("NoSuchEntity", "The user with name u cannot be found.");
    }

    [Fact]
    public async Task A_boundary_limits_its_user_from_the_next_request_on()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        await AddPolicy("only-s3", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""");
        await Done("PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", PolicyArn("only-s3")));
        (await CallAs(key, "ListUsers")).IsRefused("AccessDenied",
            "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: iam:ListUsers on resource: * because no permissions boundary allows the iam:ListUsers action");
    }
}
