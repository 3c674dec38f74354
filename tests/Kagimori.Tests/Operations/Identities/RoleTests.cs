namespace Kagimori.Tests.Operations.Identities;

public sealed class RoleTests : IamTest
{
    [Fact]
    public async Task A_created_role_is_answered_whole_and_in_order()
    {
        await Done("CreateRole", ("RoleName", "Reader"), ("Path", "/app/"), ("AssumeRolePolicyDocument", TrustingRoot), ("Description", "reads"),
            ("MaxSessionDuration", "7200"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        var role = await Done("GetRole", ("RoleName", "reader"));
        Assert.Equal(
            ["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Tags", "RoleLastUsed"],
            role.MembersOf("Role"));
        Assert.Equal("arn:aws:iam::111122223333:role/app/Reader", role["Arn"]);
        Assert.Matches("^AROA[A-Z2-7]{17}$", role["RoleId"]);
        Assert.Equal(("reads", "7200"), (role["Description"], role["MaxSessionDuration"]));
        Assert.Equal(TrustingRoot, role.Document("AssumeRolePolicyDocument"));
        Assert.NotNull(await Principal(role["RoleId"]!));
        (await Call("CreateRole", ("RoleName", "READER"), ("AssumeRolePolicyDocument", TrustingRoot)))
            .IsRefused("EntityAlreadyExists", "Role with name READER already exists.");
    }

    [Fact]
    public async Task A_document_is_percent_encoded_after_RFC_3986()
    {
        await AddRole("r");
        var encoded = (await Call("GetRole", ("RoleName", "r")))["AssumeRolePolicyDocument"]!;
        Assert.StartsWith("%7B%22Version%22%3A%222012-10-17%22%2C", encoded);
        Assert.DoesNotContain("+", encoded);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/ghost")]
    [InlineData("arn:aws:iam::999999999999:root")]
    [InlineData("arn:aws:iam::111122223333:role/*")]
    public async Task A_principal_that_does_not_exist_is_refused_by_name(string principal) =>
        (await Call("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trusting(principal))))
            .IsRefused("MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"{principal}\"");

    [Fact]
    public async Task A_trust_policy_says_only_who_may_assume_the_role()
    {
        const string withResource = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}
            """;
        const string otherAction = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}""";
        (await Call("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", withResource)))
            .IsRefused("MalformedPolicyDocument", "Has prohibited field Resource.");
        (await Call("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", otherAction))).IsRefused("MalformedPolicyDocument",
            "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity");
    }

    [Fact]
    public async Task A_trust_policy_has_at_most_2048_characters()
    {
        var sid = new string('a', 2_048);
        var trust = $$$"""{"Version":"2012-10-17","Statement":{"Sid":"{{{sid}}}","Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}""";
        (await Call("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust)))
            .IsRefused("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
    }

    [Fact]
    public async Task A_trust_policy_follows_a_renamed_user_and_shows_the_id_of_one_made_anew()
    {
        var id = (await AddUser("alice"))["UserId"]!;
        await AddRole("r", Trusting("arn:aws:iam::111122223333:user/alice"));
        await Done("UpdateUser", ("UserName", "alice"), ("NewUserName", "bob"));
        Assert.Equal(Trusting("arn:aws:iam::111122223333:user/bob"), await Trust());
        await Done("DeleteUser", ("UserName", "bob"));
        await AddUser("bob");
        Assert.Equal(Trusting(id), await Trust());
        (await Call("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Trusting(id))))
            .IsRefused("MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"{id}\"");

        async Task<string> Trust() => (await Call("GetRole", ("RoleName", "r"))).Document("AssumeRolePolicyDocument");
    }

    [Fact]
    public async Task A_trust_policy_is_replaced()
    {
        await AddRole("r");
        await AddUser("alice");
        await Done("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Trusting("arn:aws:iam::111122223333:user/alice")));
        Assert.Contains("user/alice", (await Call("GetRole", ("RoleName", "r"))).Document("AssumeRolePolicyDocument"));
    }

    [Fact]
    public async Task An_update_leaves_what_it_does_not_name()
    {
        await Done("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TrustingRoot), ("MaxSessionDuration", "7200"));
        await Done("UpdateRole", ("RoleName", "r"), ("Description", "changed"));
        await Done("UpdateRole", ("RoleName", "r"));
        Assert.Equal(("changed", "7200"), await State());
        await Done("UpdateRole", ("RoleName", "r"), ("MaxSessionDuration", "43200"), ("Description", ""));
        Assert.Equal(("", "43200"), await State());
        Assert.Equal("told", (await Done("UpdateRoleDescription", ("RoleName", "r"), ("Description", "told")))["Description"]);

        async Task<(string?, string?)> State()
        {
            var role = await Call("GetRole", ("RoleName", "r"));
            return (role["Description"], role["MaxSessionDuration"]);
        }
    }

    [Theory]
    [InlineData("3599", "greater than or equal to 3600"), InlineData("43201", "less than or equal to 43200")]
    public async Task A_session_lasts_between_one_and_twelve_hours(string seconds, string bound) =>
        (await Call("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TrustingRoot), ("MaxSessionDuration", seconds))).IsRefused("ValidationError",
            $"1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value {bound}");

    [Fact]
    public async Task A_role_is_deleted_with_its_principal_only_when_nothing_hangs_on_it()
    {
        var id = (await AddRole("r"))["RoleId"]!;
        await AddPolicy("p");
        await Done("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", PolicyArn("p")));
        await Done("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "i"), ("PolicyDocument", Everything));
        (await Call("DeleteRole", ("RoleName", "r"))).IsRefused("DeleteConflict", "Cannot delete entity, must detach all policies first.");
        await Done("DetachRolePolicy", ("RoleName", "r"), ("PolicyArn", PolicyArn("p")));
        (await Call("DeleteRole", ("RoleName", "r"))).IsRefused("DeleteConflict", "Cannot delete entity, must delete policies first.");
        await Done("DeleteRolePolicy", ("RoleName", "r"), ("PolicyName", "i"));
        await Done("DeleteRole", ("RoleName", "r"));
        Assert.Null(await Principal(id));
        (await Call("GetRole", ("RoleName", "r"))).IsRefused("NoSuchEntity", "The role with name r cannot be found.");
    }
}
