namespace Kagimori.Tests.Authorization;

/// <summary>The story this product exists for, and the other ways a caller of the key's own account is decided.</summary>
public sealed class StoryTests
{
    private const string User1 = "arn:aws:iam::123456789012:user/user1";
    private const string Use = """["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"]""";

    [Fact]
    public async Task An_IAM_policy_counts_only_while_the_key_policy_delegates_to_the_account()
    {
        var use = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{Use}},"Resource":"{{TestService.KeyArn}}"}]}""";
        await using var service = await TestService.StartAsync(null, ("user1", null), ("user2", use));
        var policy = Kagimori.Policies.ConsoleKeyPolicy.Create(TestService.Account, ["arn:aws:iam::123456789012:role/Administrator"], [User1]);
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy })).Succeeded();
        (await GenerateAsync(service, "user1")).Succeeded();
        (await GenerateAsync(service, "user2")).Succeeded();

        var withoutDelegation = System.Text.Json.Nodes.JsonNode.Parse(policy)!;
        withoutDelegation["Statement"]!.AsArray().RemoveAt(0);
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = withoutDelegation.ToJsonString(), BypassPolicyLockoutSafetyCheck = true })).Succeeded();
        (await GenerateAsync(service, "user2")).Refused("AccessDeniedException",
            $"User: arn:aws:iam::123456789012:user/user2 is not authorized to perform: kms:GenerateDataKey on resource: {TestService.KeyArn} because no resource-based policy allows the kms:GenerateDataKey action");
        (await GenerateAsync(service, "user1")).Succeeded();
    }

    [Fact]
    public async Task A_role_session_is_decided_by_the_roles_policies_and_limited_by_its_session_policy()
    {
        await using var service = await TestService.StartAsync(null, ("caller", TestService.Allow("sts:AssumeRole")));
        var session = await service.AssumeAsync("caller", "Administrator", "ops");
        (await GenerateAsync(service, session)).Succeeded();
        var identity = await service.QueryAsync(session, "sts", "GetCallerIdentity");
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/Administrator/ops", identity.Xml("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}:ops$", identity.Xml("UserId"));

        var limited = await service.AssumeAsync("caller", "Administrator", "ops", ("Policy", TestService.Allow("kms:DescribeKey")));
        (await service.KmsAsync(limited, "DescribeKey", new { TestService.KeyId })).Succeeded();
        (await GenerateAsync(service, limited)).Refused("AccessDeniedException",
            $"User: arn:aws:sts::123456789012:assumed-role/Administrator/ops is not authorized to perform: kms:GenerateDataKey on resource: {TestService.KeyArn} because no session policy allows the kms:GenerateDataKey action");
    }

    [Fact]
    public async Task A_session_ends_and_its_token_belongs_to_its_access_key()
    {
        await using var service = await TestService.StartAsync(null, ("caller", TestService.Allow("sts:AssumeRole")));
        var session = await service.AssumeAsync("caller", "Administrator", "ops", ("DurationSeconds", "900"));
        var parts = session.Split(' ');
        (await GenerateAsync(service, $"{parts[0]} {parts[1]} {parts[2][..^4]}AAAA")).Refused("UnrecognizedClientException", "The security token included in the request is invalid.");
        (await GenerateAsync(service, $"root root-secret {parts[2]}")).Refused("UnrecognizedClientException", "The security token included in the request is invalid.");
        service.Clock.Advance(TimeSpan.FromSeconds(899));
        (await GenerateAsync(service, session)).Succeeded();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GenerateAsync(service, session)).Refused("ExpiredTokenException", "The security token included in the request is expired");
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_caller_or_does_not_exist_is_answered_alike()
    {
        await using var service = await TestService.StartAsync(null, ("stranger", null));
        foreach (var role in new[] { "Administrator", "Missing" })
        {
            var answer = await service.QueryAsync("stranger", "sts", "AssumeRole", ("RoleArn", $"arn:aws:iam::123456789012:role/{role}"), ("RoleSessionName", "s1"));
            Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Xml("Code")));
            Assert.StartsWith($"User: arn:aws:iam::123456789012:user/stranger is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/{role}", answer.Xml("Message"), StringComparison.Ordinal);
        }
        (await service.QueryAsync("root", "sts", "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/Administrator"), ("RoleSessionName", "s1")))
            .RefusedXml(403, "AccessDenied", "Roles may not be assumed by root accounts.");
    }

    [Fact]
    public async Task GetSessionToken_gives_a_user_a_session_of_their_own_that_IAM_does_not_accept()
    {
        await using var service = await TestService.StartAsync(null, ("user", TestService.Allow("*")));
        var answer = await service.QueryAsync("user", "sts", "GetSessionToken");
        var session = $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
        Assert.Equal("arn:aws:iam::123456789012:user/user", (await service.QueryAsync(session, "sts", "GetCallerIdentity")).Xml("Arn"));
        (await GenerateAsync(service, session)).Succeeded();
        (await service.QueryAsync(session, "sts", "GetSessionToken")).RefusedXml(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
    }

    [Theory]
    [InlineData("""{"StringEquals":{"kms:EncryptionContext:App":"billing"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:EncryptionContext:app":"payroll"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["app"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":["other"]}}""", false)]
    [InlineData("""{"StringEquals":{"kms:RequestAlias":"alias/app"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/app"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:EncryptionAlgorithm":"SYMMETRIC_DEFAULT"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT","kms:KeyUsage":"ENCRYPT_DECRYPT","kms:KeyOrigin":"AWS_KMS","kms:CallerAccount":"123456789012"}}""", true)]
    [InlineData("""{"Bool":{"kms:MultiRegion":"false"}}""", true)]
    [InlineData("""{"Null":{"kms:MultiRegionKeyType":"true","kms:ViaService":"true"}}""", true)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false","aws:SecureTransport":"false"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"ap-northeast-1","aws:PrincipalAccount":"123456789012","aws:ResourceAccount":"123456789012","aws:username":"user","aws:PrincipalType":"User"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", false)]
    [InlineData("""{"StringLike":{"aws:UserAgent":"kagimori-*"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"red"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"red"}}""", false)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", false)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", true)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/user"}}""", true)]
    public async Task A_condition_sees_the_request_as_it_is(string condition, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("user", TestService.Allow("kms:Encrypt", "*", condition)));
        await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId });
        await service.KmsAsync("root", "TagResource", new { TestService.KeyId, Tags = new[] { new { TagKey = "Team", TagValue = "red" } } });
        var answer = await service.KmsAsync("user", "Encrypt", new { KeyId = "alias/app", Plaintext = "eA==", EncryptionContext = new { app = "billing" } });
        Assert.Equal(allowed ? 200 : 400, answer.Status);
        if (!allowed) Assert.Equal("AccessDeniedException", answer.Code);
    }

    [Fact]
    public async Task An_alias_ARN_in_an_IAM_policy_authorizes_no_use_of_the_key()
    {
        await using var service = await TestService.StartAsync(null, ("user", TestService.Allow("kms:*", "arn:aws:kms:*:*:alias/app")));
        await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId });
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "Encrypt", new { KeyId = "alias/app", Plaintext = "eA==" })).Code);
    }

    [Fact]
    public async Task ReEncrypt_needs_its_two_permissions_each_on_its_own_key()
    {
        var fromOnly = TestService.Allow("kms:ReEncryptFrom");
        var notOnSameKey = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"},{"Effect":"Deny","Action":"kms:ReEncrypt*","Resource":"*","Condition":{"Bool":{"kms:ReEncryptOnSameKey":"true"}}}]}""";
        await using var service = await TestService.StartAsync(null, ("fromonly", fromOnly), ("notsame", notOnSameKey));
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId });
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = "eA==" }))["CiphertextBlob"];
        (await service.KmsAsync("fromonly", "ReEncrypt", new { CiphertextBlob = blob, DestinationKeyId = other })).Refused("AccessDeniedException",
            $"User: arn:aws:iam::123456789012:user/fromonly is not authorized to perform: kms:ReEncryptTo on resource: {other} because no identity-based policy allows the kms:ReEncryptTo action");
        (await service.KmsAsync("notsame", "ReEncrypt", new { CiphertextBlob = blob, DestinationKeyId = other })).Succeeded();
        (await service.KmsAsync("notsame", "ReEncrypt", new { CiphertextBlob = blob, DestinationKeyId = "alias/app" })).Refused("AccessDeniedException",
            $"User: arn:aws:iam::123456789012:user/notsame is not authorized to perform: kms:ReEncryptFrom on resource: {TestService.KeyArn} with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task Permission_is_decided_before_the_key_state()
    {
        await using var service = await TestService.StartAsync(null, ("nobody", null));
        await service.KmsAsync("root", "DisableKey", new { TestService.KeyId });
        Assert.Equal("AccessDeniedException", (await GenerateAsync(service, "nobody")).Code);
        Assert.Equal("DisabledException", (await GenerateAsync(service, "root")).Code);
    }

    [Fact]
    public async Task Decrypt_without_a_key_id_is_decided_on_the_key_of_the_ciphertext()
    {
        await using var service = await TestService.StartAsync(null, ("user", TestService.Allow("kms:Decrypt", TestService.KeyArn)));
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        var mine = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = "eA==" }))["CiphertextBlob"];
        var others = (await service.KmsAsync("root", "Encrypt", new { KeyId = other, Plaintext = "eA==" }))["CiphertextBlob"];
        (await service.KmsAsync("user", "Decrypt", new { CiphertextBlob = mine })).Succeeded();
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "Decrypt", new { CiphertextBlob = others })).Code);
    }

    [Fact]
    public async Task An_operation_without_a_resource_is_not_allowed_by_a_policy_for_one_key()
    {
        await using var service = await TestService.StartAsync(null, ("one", TestService.Allow("kms:*", TestService.KeyArn)), ("all", TestService.Allow("kms:*")));
        foreach (var (operation, request) in new (string, object)[] { ("ListKeys", new { }), ("CreateKey", new { }), ("GenerateRandom", new { NumberOfBytes = 1 }), ("ListAliases", new { }) })
        {
            Assert.Equal("AccessDeniedException", (await service.KmsAsync("one", operation, request)).Code);
            (await service.KmsAsync("all", operation, request)).Succeeded();
        }
    }

    private static Task<TestAnswer> GenerateAsync(TestService service, string caller) =>
        service.KmsAsync(caller, "GenerateDataKey", new { TestService.KeyId, KeySpec = "AES_256" });
}
