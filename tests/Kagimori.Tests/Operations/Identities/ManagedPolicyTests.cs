namespace Kagimori.Tests.Operations.Identities;

public sealed class ManagedPolicyTests : IamTest
{
    [Fact]
    public async Task A_policy_is_created_and_described()
    {
        await Done("CreatePolicy", ("PolicyName", "Read"), ("Path", "/app/"), ("PolicyDocument", Everything), ("Description", "reads"),
            ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        var policy = await Done("GetPolicy", ("PolicyArn", PolicyArn("Read", "/app/")));
        Assert.Equal(
            ["PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId", "AttachmentCount", "PermissionsBoundaryUsageCount", "IsAttachable",
                "Description", "CreateDate", "UpdateDate", "Tags"],
            policy.MembersOf("Policy"));
        Assert.Matches("^ANPA[A-Z2-7]{17}$", policy["PolicyId"]);
        Assert.Equal(("v1", "0", "0", "true"),
            (policy["DefaultVersionId"], policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"], policy["IsAttachable"]));
        (await Call("CreatePolicy", ("PolicyName", "READ"), ("PolicyDocument", Everything)))
            .IsRefused("EntityAlreadyExists", "A policy called READ already exists. Duplicate names are not allowed.");
    }

    [Fact]
    public async Task Only_the_exact_ARN_finds_a_policy()
    {
        await Done("CreatePolicy", ("PolicyName", "Read"), ("Path", "/app/"), ("PolicyDocument", Everything));
        foreach (var arn in new[] { PolicyArn("read", "/app/"), PolicyArn("Read"), PolicyArn("Read", "/APP/") })
            (await Call("GetPolicy", ("PolicyArn", arn))).IsRefused("NoSuchEntity", $"Policy {arn} was not found.");
    }

    [Theory]
    [InlineData("this-is-no-arn-at-all"), InlineData("arn:aws:iam::111122223333:user/alice"), InlineData("arn:aws:iam::111122223333:policy/")]
    [InlineData("arn:aws:iam::1234:policy/short"), InlineData("arn:aws:iam:policy/x:policy/y"), InlineData("arn:aws:s3::111122223333:policy/x")]
    public async Task What_is_no_policy_ARN_is_refused(string arn)
    {
        await AddUser("alice");
        (await Call("GetPolicy", ("PolicyArn", arn))).IsRefused("InvalidInput", $"ARN {arn} is not valid.");
        (await Call("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", arn))).IsRefused("InvalidInput", $"ARN {arn} is not valid.");
    }

    [Fact]
    public async Task A_policy_of_another_account_is_not_to_be_had()
    {
        var answer = await Call("GetPolicy", ("PolicyArn", "arn:aws:iam::444455556666:policy/x"));
        Assert.Equal("AccessDenied", answer.Refusal!.Code);
    }

    [Fact]
    public async Task A_policy_has_at_most_6144_characters_without_white_space()
    {
        await AddPolicy("fits", new string('\n', 5_000) + PolicyOfSize(6_144));
        (await Call("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", PolicyOfSize(6_145))))
            .IsRefused("LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
        (await Call("CreatePolicyVersion", ("PolicyArn", PolicyArn("fits")), ("PolicyDocument", PolicyOfSize(6_145))))
            .IsRefused("LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    }

    [Fact]
    public async Task A_path_and_a_description_that_cannot_be_are_refused()
    {
        (await Call("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Everything), ("Path", "/a b/"))).IsRefused("ValidationError",
            "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
        (await Call("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", Everything), ("Description", "a\u0001b")))
            .IsRefused("ValidationError", "The specified value for description is invalid.");
    }

    [Fact]
    public async Task Versions_are_made_read_chosen_and_deleted()
    {
        await AddPolicy("p");
        var arn = ("PolicyArn", PolicyArn("p"));
        var version = await Done("CreatePolicyVersion", arn, ("PolicyDocument", Nothing));
        Assert.Equal(["VersionId", "IsDefaultVersion", "CreateDate"], version.MembersOf("PolicyVersion"));
        Assert.Equal(("v2", "false"), (version["VersionId"], version["IsDefaultVersion"]));
        Assert.Equal(Nothing, (await Call("GetPolicyVersion", arn, ("VersionId", "v2"))).Document("Document"));
        (await Call("DeletePolicyVersion", arn, ("VersionId", "v1"))).IsRefused("DeleteConflict", "Cannot delete the default version of a policy.");
        await Done("SetDefaultPolicyVersion", arn, ("VersionId", "v2"));
        Assert.Equal("v2", (await Call("GetPolicy", arn))["DefaultVersionId"]);
        await Done("DeletePolicyVersion", arn, ("VersionId", "v1"));
        Assert.Equal("true", (await Done("CreatePolicyVersion", arn, ("PolicyDocument", Everything), ("SetAsDefault", "true")))["IsDefaultVersion"]);
        Assert.Equal(["v3", "v2"], (await Call("ListPolicyVersions", arn)).All("VersionId"));
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_found()
    {
        await AddPolicy("p");
        foreach (var operation in new[] { "GetPolicyVersion", "DeletePolicyVersion", "SetDefaultPolicyVersion" })
        {
            (await Call(operation, ("PolicyArn", PolicyArn("p")), ("VersionId", "v9")))
                .IsRefused("NoSuchEntity", $"Policy {PolicyArn("p")} version v9 does not exist or is not attachable.");
        }
    }

    [Fact]
    public async Task A_policy_has_at_most_five_versions_and_never_uses_a_number_twice()
    {
        await AddPolicy("p");
        var arn = ("PolicyArn", PolicyArn("p"));
        for (var i = 2; i <= 5; i++) await Done("CreatePolicyVersion", arn, ("PolicyDocument", Everything));
        (await Call("CreatePolicyVersion", arn, ("PolicyDocument", Everything))).IsRefused("LimitExceeded",
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
        await Done("DeletePolicyVersion", arn, ("VersionId", "v5"));
        Assert.Equal("v6", (await Done("CreatePolicyVersion", arn, ("PolicyDocument", Everything)))["VersionId"]);
    }

    [Fact]
    public async Task A_policy_is_deleted_only_when_nothing_uses_it_and_one_version_is_left()
    {
        await AddPolicy("p");
        await AddUser("alice");
        var arn = ("PolicyArn", PolicyArn("p"));
        await Done("CreatePolicyVersion", arn, ("PolicyDocument", Everything));
        await Done("AttachUserPolicy", ("UserName", "alice"), arn);
        (await Call("DeletePolicy", arn)).IsRefused("DeleteConflict", "Cannot delete a policy attached to entities.");
        await Done("DetachUserPolicy", ("UserName", "alice"), arn);
        await Done("PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", PolicyArn("p")));
        (await Call("DeletePolicy", arn)).IsRefused("DeleteConflict", "Cannot delete a policy attached to entities.");
        await Done("DeleteUserPermissionsBoundary", ("UserName", "alice"));
        (await Call("DeletePolicy", arn)).IsRefused("DeleteConflict",
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        await Done("DeletePolicyVersion", arn, ("VersionId", "v2"));
        await Done("DeletePolicy", arn);
        (await Call("GetPolicy", arn)).IsRefused("NoSuchEntity", $"Policy {PolicyArn("p")} was not found.");
    }

    [Fact]
    public async Task A_policy_that_is_attached_while_it_is_deleted_is_not_deleted()
    {
        await AddPolicy("p");
        await AddUser("alice");
        Engine.Meanwhile = () => Done("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", PolicyArn("p")));
        (await Call("DeletePolicy", ("PolicyArn", PolicyArn("p")))).IsRefused("DeleteConflict", "Cannot delete a policy attached to entities.");
    }
}
