namespace Kagimori.Tests.Operations.Identities;

public sealed class EntityConditionTests : IamTest
{
    [Fact]
    public async Task Permission_is_on_the_ARN_with_its_path_and_the_stored_spelling()
    {
        var key = await Engine.AddUserAsync("admin", Allow("iam:*", "arn:aws:iam::111122223333:user/team/*"));
        (await CallAs(key, "CreateUser", ("UserName", "Bob"), ("Path", "/team/"))).Accepted();
        (await CallAs(key, "GetUser", ("UserName", "bob"))).Accepted();
        Assert.Equal("AccessDenied", (await CallAs(key, "CreateUser", ("UserName", "eve"))).Refusal!.Code);
        (await CallAs(key, "GetUser", ("UserName", "ghost"))).IsRefused("AccessDenied",
            "User: arn:aws:iam::111122223333:user/admin is not authorized to perform: iam:GetUser on resource: arn:aws:iam::111122223333:user/ghost"
            + " because no identity-based policy allows the iam:GetUser action");
    }

    [Fact]
    public async Task Renaming_needs_permission_on_both_names()
    {
        var key = await Engine.AddUserAsync("admin", Allow("iam:*", "arn:aws:iam::111122223333:user/a*"));
        await AddUser("alice");
        Assert.Equal("AccessDenied", (await CallAs(key, "UpdateUser", ("UserName", "alice"), ("NewUserName", "bob"))).Refusal!.Code);
        (await CallAs(key, "UpdateUser", ("UserName", "alice"), ("NewUserName", "anna"))).Accepted();
    }

    [Fact]
    public async Task Creating_with_tags_needs_the_permission_to_tag()
    {
        var key = await Engine.AddUserAsync("admin", Allow("iam:CreateUser", "*"));
        (await CallAs(key, "CreateUser", ("UserName", "x"))).Accepted();
        var refused = await CallAs(key, "CreateUser", ("UserName", "y"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        Assert.Contains("is not authorized to perform: iam:TagUser on resource: arn:aws:iam::111122223333:user/y", refused.Refusal!.Message);
    }

    [Fact]
    public async Task The_tags_of_the_entity_and_of_the_request_decide()
    {
        var key = await Engine.AddUserAsync("admin", """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Team":"a"}}},
              {"Effect":"Allow","Action":"iam:DeleteUser","Resource":"*","Condition":{"StringEquals":{"iam:ResourceTag/team":"a"}}},
              {"Effect":"Allow","Action":"iam:TagUser","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/cost":"1"},
                "ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}},
              {"Effect":"Allow","Action":"iam:UntagUser","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}}]}
            """);
        await Done("CreateUser", ("UserName", "a"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a"));
        await AddUser("b");
        (await CallAs(key, "GetUser", ("UserName", "a"))).Accepted();
        await Denied("GetUser", ("UserName", "b"));
        await Denied("GetUser", ("UserName", "b"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a"));
        (await CallAs(key, "TagUser", ("UserName", "b"), ("Tags.member.1.Key", "cost"), ("Tags.member.1.Value", "1"))).Accepted();
        await Denied("TagUser", ("UserName", "b"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a"));
        (await CallAs(key, "UntagUser", ("UserName", "b"), ("TagKeys.member.1", "cost"))).Accepted();
        await Denied("UntagUser", ("UserName", "a"), ("TagKeys.member.1", "team"));
        (await CallAs(key, "DeleteUser", ("UserName", "a"))).Accepted();

        async Task Denied(string operation, params (string, string)[] parameters) =>
            Assert.Equal("AccessDenied", (await CallAs(key, operation, parameters)).Refusal?.Code);
    }

    [Fact]
    public async Task The_policy_that_is_attached_decides()
    {
        await AddPolicy("safe");
        await AddPolicy("Admin");
        await AddRole("r");
        var key = await Engine.AddUserAsync("helper", $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},
             {"Effect":"Deny","Action":"iam:AttachRolePolicy","Resource":"*","Condition":{"ArnEquals":{"iam:PolicyARN":"{{{PolicyArn("Admin")}}}"} } }]}
            """);
        (await CallAs(key, "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", PolicyArn("safe")))).Accepted();
        Assert.Equal("AccessDenied", (await CallAs(key, "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", PolicyArn("Admin")))).Refusal?.Code);
        Assert.Equal("NoSuchEntity", (await CallAs(key, "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", PolicyArn("ADMIN")))).Refusal?.Code);
    }

    [Fact]
    public async Task Users_can_be_made_and_given_policies_only_within_a_boundary()
    {
        await AddPolicy("boundary");
        await AddUser("free");
        var key = await Engine.AddUserAsync("delegate", $$$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:CreateUser","iam:PutUserPolicy","iam:TagUser"],"Resource":"*",
             "Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{{PolicyArn("boundary")}}}"} } } }
            """);
        await Denied("CreateUser", ("UserName", "x"));
        (await CallAs(key, "CreateUser", ("UserName", "x"), ("PermissionsBoundary", PolicyArn("boundary")))).Accepted();
        (await CallAs(key, "PutUserPolicy", ("UserName", "x"), ("PolicyName", "p"), ("PolicyDocument", Everything))).Accepted();
        await Denied("PutUserPolicy", ("UserName", "free"), ("PolicyName", "p"), ("PolicyDocument", Everything));
        // A parameter that the operation does not have satisfies nothing.
        await Denied("PutUserPolicy",
            ("UserName", "free"), ("PolicyName", "p"), ("PolicyDocument", Everything), ("PermissionsBoundary", PolicyArn("boundary")));
        await Denied("TagUser", ("UserName", "x"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));

        async Task Denied(string operation, params (string, string)[] parameters) =>
            Assert.Equal("AccessDenied", (await CallAs(key, operation, parameters)).Refusal?.Code);
    }

    [Fact]
    public async Task Attaching_counts_for_the_members_of_a_group_from_the_next_request_on()
    {
        await AddUser("alice");
        var key = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        await AddGroup("g");
        await AddPolicy("p", Allow("iam:ListUsers", "*"));
        await Done("AddUserToGroup", ("GroupName", "g"), ("UserName", "alice"));
        Assert.Equal("AccessDenied", (await CallAs(key, "ListUsers")).Refusal?.Code);
        await Done("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", PolicyArn("p")));
        (await CallAs(key, "ListUsers")).Accepted();
        await Done("CreatePolicyVersion", ("PolicyArn", PolicyArn("p")), ("PolicyDocument", Nothing), ("SetAsDefault", "true"));
        Assert.Equal("AccessDenied", (await CallAs(key, "ListUsers")).Refusal?.Code);
    }

    private static string Allow(string action, string resource) => $$$"""
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","Resource":"{{{resource}}}"}}
        """;
}
