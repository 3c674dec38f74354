namespace Kagimori.Tests.Operations.Sessions;

/// <summary>Federated users: no more than their maker and the session policies allow together, and what resources give to them by name.</summary>
public sealed class FederationTokenTests : SessionTest
{
    private const string FederatedArn = $"arn:aws:sts::{A}:federated-user/Jane";

    protected override (string Name, string? Policy)[] Users =>
    [
        ("alice", TestService.Allow("kms:*")),
        ("broker", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:GetFederationToken","sts:TagSession"],"Resource":"arn:aws:sts::123456789012:federated-user/Jane"},{"Effect":"Allow","Action":["kms:Describe*","kms:List*","iam:*"],"Resource":"*"}]}"""),
    ];

    [Fact]
    public async Task It_tells_who_the_federated_user_is()
    {
        var answer = await FederateAsync("broker", ("Policy", AnyAction));
        Assert.Equal((FederatedArn, $"{A}:Jane", "2026-01-02T15:04:05Z"), (answer.Xml("Arn"), answer.Xml("FederatedUserId"), answer.Xml("Expiration")));
        var identity = await Service.QueryAsync(Credentials(answer), "sts", "GetCallerIdentity");
        Assert.Equal((FederatedArn, $"{A}:Jane", A), (identity.Xml("Arn"), identity.Xml("UserId"), identity.Xml("Account")));
        var audited = Service.AuditRecords()[^1]["userIdentity"]!;
        Assert.Equal(("FederatedUser", "IAMUser", "broker"), (audited["type"]!.GetValue<string>(),
            audited["sessionContext"]!["sessionIssuer"]!["type"]!.GetValue<string>(), audited["sessionContext"]!["sessionIssuer"]!["userName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task It_may_do_what_its_maker_and_the_session_policies_both_allow()
    {
        var session = Credentials(await FederateAsync("broker", ("Policy", TestService.Allow("kms:DescribeKey"))));
        (await DescribeKeyAsync(session)).Succeeded();
        (await Service.KmsAsync(session, "ListKeys")).Refused("AccessDeniedException",
            $"User: {FederatedArn} is not authorized to perform: kms:ListKeys on resource: * because no session policy allows the kms:ListKeys action");
        var wide = Credentials(await FederateAsync("broker", ("Policy", AnyAction)));
        (await Service.KmsAsync(wide, "CreateKey")).Refused("AccessDeniedException",
            $"User: {FederatedArn} is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action");
    }

    /// <summary>Scenario 48 of the facts on authorization.</summary>
    [Fact]
    public async Task Without_a_session_policy_it_has_only_what_a_resource_gives_it_by_name()
    {
        var session = Credentials(await FederateAsync("broker"));
        (await DescribeKeyAsync(session)).Refused("AccessDeniedException",
            $"User: {FederatedArn} is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no session policy allows the kms:DescribeKey action");
        await NameInKeyPolicyAsync(FederatedArn);
        (await DescribeKeyAsync(session)).Succeeded();
    }

    [Fact]
    public async Task A_resource_that_names_its_maker_reaches_it_within_the_session_policy()
    {
        await NameInKeyPolicyAsync(UserArn("broker"));
        (await DescribeKeyAsync(Credentials(await FederateAsync("broker", ("Policy", TestService.Allow("kms:DescribeKey")))))).Succeeded();
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await FederateAsync("broker", ("Policy", TestService.Allow("kms:ListKeys")))))).Code);
    }

    [Fact]
    public async Task Of_the_root_user_it_may_do_what_the_session_policies_allow()
    {
        var answer = await FederateAsync(RootA, ("Policy", TestService.Allow("kms:DescribeKey")));
        Assert.Equal("2026-01-02T04:04:05Z", answer.Xml("Expiration"));
        (await DescribeKeyAsync(Credentials(answer))).Succeeded();
        Assert.Equal("AccessDeniedException", (await Service.KmsAsync(Credentials(answer), "ListKeys")).Code);
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await FederateAsync(RootA)))).Code);
    }

    [Fact]
    public async Task Its_tags_are_its_makers_and_the_sessions()
    {
        (await Service.QueryAsync(RootA, "iam", "TagUser", [("UserName", "broker"), .. Tag(1, "team", "red"), .. Tag(2, "floor", "1")])).Succeeded();
        var policy = TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"aws:PrincipalTag/team":"red","aws:PrincipalTag/floor":"2"}}""");
        (await DescribeKeyAsync(Credentials(await FederateAsync("broker", [("Policy", policy), .. Tag(1, "Floor", "2")])))).Succeeded();
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await FederateAsync("broker", ("Policy", policy))))).Code);
    }

    [Fact]
    public async Task Making_one_needs_the_permission_for_its_name()
    {
        (await Service.QueryAsync("broker", "sts", "GetFederationToken", ("Name", "Joe"))).RefusedXml(403, "AccessDenied",
            $"User: {UserArn("broker")} is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::{A}:federated-user/Joe because no identity-based policy allows the sts:GetFederationToken action");
        Assert.Equal("AccessDenied", (await FederateAsync("alice")).Xml("Code"));
    }

    [Fact]
    public async Task It_cannot_call_IAM_nor_make_further_sessions()
    {
        await AddRoleAsync("r", Trust("*"));
        var session = Credentials(await FederateAsync("broker", ("Policy", AnyAction)));
        (await Service.QueryAsync(session, "iam", "ListUsers")).RefusedXml(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        (await AssumeAsync(session, RoleArn("r"))).RefusedXml(403, "AccessDenied", "Cannot call AssumeRole with session credentials");
        (await FederateAsync(session)).RefusedXml(403, "AccessDenied", "Cannot call GetFederationToken with session credentials");
        (await Service.QueryAsync(session, "sts", "GetSessionToken")).RefusedXml(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
    }

    [Fact]
    public async Task Its_requests_are_bounded_as_the_model_says()
    {
        Assert.Equal("ValidationError", (await FederateAsync("broker", ("DurationSeconds", "899"))).Xml("Code"));
        Assert.Equal("2026-01-03T15:04:05Z", (await FederateAsync("broker", ("DurationSeconds", "129600"))).Xml("Expiration"));
        Assert.Equal("ValidationError", (await FederateAsync("broker", ("Policy", new string(' ', 2049)))).Xml("Code"));
        Assert.Equal("MalformedPolicyDocument", (await FederateAsync("broker", ("Policy", "{}"))).Xml("Code"));
    }

    [Fact]
    public async Task A_user_made_anew_under_the_same_name_does_not_inherit_its_sessions()
    {
        var session = Credentials(await FederateAsync("broker", ("Policy", AnyAction)));
        (await Service.QueryAsync(RootA, "iam", "DeleteAccessKey", ("UserName", "broker"), ("AccessKeyId", "broker"))).RefusedXml(400, "ValidationError",
            "1 validation error detected: Value at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16");
        (await Service.QueryAsync(RootA, "iam", "UpdateUser", ("UserName", "broker"), ("NewUserName", "other"))).Succeeded();
        (await DescribeKeyAsync(session)).Refused("UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    private Task<TestAnswer> FederateAsync(string caller, params (string Name, string Value)[] parameters) =>
        Service.QueryAsync(caller, "sts", "GetFederationToken", [("Name", "Jane"), .. parameters]);

    private async Task NameInKeyPolicyAsync(string principal)
    {
        var policy = $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{A}}}"},"Action":"kms:PutKeyPolicy","Resource":"*"},
             {"Effect":"Allow","Principal":{"AWS":"{{{principal}}}"},"Action":"kms:DescribeKey","Resource":"*"}]}
            """;
        (await Service.KmsAsync(RootA, "PutKeyPolicy", new { KeyId = TestService.KeyArn, Policy = policy })).Succeeded();
    }
}
