using System.Text.Json.Nodes;
using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenarios 26 to 32 and 41 to 44: what each operation needs, and what is checked first.</summary>
public sealed class OperationScenarioTests
{
    private const string NoIdentity = "because no identity-based policy allows the {0} action";
    private const string AliasArn = $"arn:aws:kms:{TestService.Region}:{A}:alias/x";
    private const string Lockout = "The new key policy will not allow you to update the key policy in the future.";
    private const string InvalidPrincipals = "Policy contains a statement with one or more invalid principals.";
    private static readonly string[] Delegates = [Allow("kms:*", RootA)];
    private static readonly string User = Arn("user/u");

    [Fact]
    public async Task Scenario_26_ReEncrypt_needs_both_keys()
    {
        await using var world = await StartAsync([Allow("kms:ReEncryptFrom", User)], new Person("u"));
        var destination = await NewKeyAsync(world, [Allow("kms:*", RootA)]);
        var request = new { CiphertextBlob = world.Ciphertext, DestinationKeyId = destination };
        (await world.KmsAsync("u", "ReEncrypt", request)).Refused("AccessDeniedException",
            $"User: {User} is not authorized to perform: kms:ReEncryptTo on resource: {destination} because no identity-based policy allows the kms:ReEncryptTo action");
        await world.AllowedAsync("root", "PutKeyPolicy", new { KeyId = destination, Policy = Policy([Allow("kms:*", RootA), Allow("kms:ReEncrypt*", User)]) });
        await world.AllowedAsync("u", "ReEncrypt", request);

        await world.AllowedAsync("owner", "PutKeyPolicy", new { Policy = Policy([Allow("kms:*", RootA), Allow("kms:*", Arn("user/owner")), Allow("kms:ReEncrypt*", User), Deny("kms:ReEncrypt*", User, """{"Bool":{"kms:ReEncryptOnSameKey":"true"}}""")]) });
        (await world.Service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/x", TargetKeyId = KeyId })).Succeeded();
        await world.AllowedAsync("u", "ReEncrypt", request);
        (await world.KmsAsync("u", "ReEncrypt", new { CiphertextBlob = world.Ciphertext, DestinationKeyId = "alias/x" })).Refused("AccessDeniedException",
            $"User: {User} is not authorized to perform: kms:ReEncryptFrom on resource: {KeyArn} with an explicit deny in a resource-based policy");
    }

    [Fact]
    public async Task Scenario_27_UpdateAlias_needs_the_alias_and_both_keys()
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:UpdateAlias", resource: AliasArn)]));
        var target = await NewKeyAsync(world, [Allow("kms:*", RootA), Allow("kms:UpdateAlias", User)]);
        (await world.Service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/x", TargetKeyId = KeyId })).Succeeded();
        var request = new { AliasName = "alias/x", TargetKeyId = target };
        (await world.Service.KmsAsync("u", "UpdateAlias", request)).Refused("AccessDeniedException",
            $"User: {User} is not authorized to perform: kms:UpdateAlias on resource: {KeyArn} because no identity-based policy allows the kms:UpdateAlias action");
        await world.AllowedAsync("owner", "PutKeyPolicy", new { Policy = Policy([Allow("kms:*", Arn("user/owner")), Allow("kms:*", RootA), Allow("kms:UpdateAlias", User)]) });
        (await world.Service.KmsAsync("u", "UpdateAlias", request)).Succeeded();
    }

    [Fact]
    public async Task Scenario_28_tags_of_a_new_key_need_TagResource_from_the_caller()
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:CreateKey")]), new Person("v", [Allow("kms:CreateKey"), Allow("kms:TagResource")]));
        var request = new { Policy = Policy([Allow("kms:*", User), Allow("kms:*", Arn("user/v"))]), Tags = new[] { new { TagKey = "t", TagValue = "x" } } };
        (await world.KmsAsync("u", "CreateKey", request)).Refused("AccessDeniedException",
            $"User: {User} is not authorized to perform: kms:TagResource because no identity-based policy allows the kms:TagResource action");
        await world.AllowedAsync("v", "CreateKey", request);
    }

    [Theory]
    [InlineData($"arn:aws:kms:*:{A}:key/*", null)]
    [InlineData($"arn:aws:kms:{TestService.Region}:{A}:key/*", "eu-west-1")]
    [InlineData($"arn:aws:kms:eu-*:{A}:key/mrk-*", TestService.Region)]
    [InlineData(KeyArn, "")]
    public async Task Scenario_28_TagResource_may_be_for_all_keys_of_the_account_and_of_a_Region(string resource, string? deniedIn)
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:CreateKey"), Allow("kms:PutKeyPolicy"), Allow("kms:ReplicateKey"), Allow("kms:TagResource", resource: resource)]));
        var tags = new[] { new { TagKey = "t", TagValue = "x" } };
        var created = await world.KmsAsync("u", "CreateKey", new { MultiRegion = true, Tags = tags });
        Check(created, TestService.Region);
        var primary = (await world.KmsAsync("u", "CreateKey", new { MultiRegion = true })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        Check(await world.KmsAsync("u", "ReplicateKey", new { KeyId = primary, ReplicaRegion = "eu-west-1", Tags = tags }), "eu-west-1");

        void Check(TestAnswer answer, string region)
        {
            if (deniedIn == "" || deniedIn == region) Assert.Equal("AccessDeniedException", answer.Code);
            else answer.Succeeded();
        }
    }

    [Fact]
    public async Task Scenario_29_a_new_key_policy_must_let_its_maker_change_it()
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:CreateKey")]), new Person("v", [Allow("kms:CreateKey"), Allow("kms:PutKeyPolicy")]),
            new Person("w", [Allow("kms:CreateKey"), Deny("kms:CreateKey", condition: """{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}""")]));
        var excluding = Policy([Allow("kms:*", Arn("user/owner"))]);
        (await world.KmsAsync("u", "CreateKey", new { Policy = excluding })).Refused("MalformedPolicyDocumentException", Lockout);
        await world.AllowedAsync("u", "CreateKey", new { Policy = excluding, BypassPolicyLockoutSafetyCheck = true });
        (await world.KmsAsync("w", "CreateKey", new { Policy = excluding, BypassPolicyLockoutSafetyCheck = true })).Refused("AccessDeniedException",
            $"User: {Arn("user/w")} is not authorized to perform: kms:CreateKey on resource: * with an explicit deny in an identity-based policy");
        (await world.KmsAsync("u", "CreateKey", new { Policy = Policy(Delegates) })).Refused("MalformedPolicyDocumentException", Lockout);
        await world.AllowedAsync("v", "CreateKey", new { Policy = Policy(Delegates) });
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/nobody")]
    [InlineData("999999999999")]
    [InlineData("arn:aws:iam::123456789012:role/*")]
    [InlineData("deleted")]
    public async Task Scenario_30_a_principal_that_does_not_exist_is_refused(string principal)
    {
        await using var world = await StartAsync(Delegates);
        if (principal == "deleted")
        {
            await world.IamAsync("CreateUser", ("UserName", "u"));
            await world.AllowedAsync("owner", "PutKeyPolicy", new { Policy = Policy([Allow("kms:*", Arn("user/owner")), Allow("kms:Decrypt", User)]) });
            await world.IamAsync("DeleteUser", ("UserName", "u"));
            var policy = JsonNode.Parse((await world.KmsAsync("owner", "GetKeyPolicy")).Succeeded()["Policy"])!;
            principal = policy["Statement"]![1]!["Principal"]!["AWS"]!.GetValue<string>();
            Assert.Matches("^AIDA[A-Z0-9]{17}$", principal);
        }
        (await world.KmsAsync("owner", "PutKeyPolicy", new { Policy = Policy([Allow("kms:*", Arn("user/owner")), Allow("kms:Decrypt", principal)]) }))
            .Refused("MalformedPolicyDocumentException", InvalidPrincipals);
    }

    [Fact]
    public async Task Scenario_31_a_statement_without_resource_is_accepted_and_never_applies()
    {
        await using var world = await StartAsync(Delegates, new Person("u"));
        var inert = $$$"""{"Effect":"Allow","Action":"kms:*","Principal":{"AWS":["{{{User}}}","{{{Arn("user/owner")}}}"]}}""";
        await world.AllowedAsync("owner", "PutKeyPolicy", new { Policy = Policy([Allow("kms:*", Arn("user/owner")), inert]) });
        await world.DeniedAsync("u", "Decrypt", User, "because no resource-based policy allows the {0} action");
        (await world.KmsAsync("owner", "PutKeyPolicy", new { Policy = Policy([inert]) })).Refused("MalformedPolicyDocumentException", Lockout);
    }

    [Fact]
    public async Task Scenario_32_an_alias_is_reached_by_condition_and_not_by_resource()
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*", resource: AliasArn)]),
            new Person("v", [Allow("kms:*", condition: """{"StringEquals":{"kms:RequestAlias":"alias/x"}}""")]),
            new Person("w", [Allow("kms:*", condition: """{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/x"}}""")]));
        (await world.Service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/x", TargetKeyId = KeyId })).Succeeded();
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity, new { KeyId = "alias/x" });
        await world.AllowedAsync("v", "Encrypt", new { KeyId = "alias/x" });
        await world.DeniedAsync("v", "Encrypt", Arn("user/v"), NoIdentity);
        await world.AllowedAsync("w", "Encrypt", new { KeyId = "alias/x" });
        await world.AllowedAsync("w", "Encrypt");
    }

    [Theory]
    [InlineData("ListKeys")]
    [InlineData("CreateKey")]
    [InlineData("GenerateRandom")]
    public async Task Scenario_41_an_action_without_resource_is_only_covered_by_a_star(string operation)
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*", resource: KeyArn)]), new Person("v", [Allow("kms:*")]),
            new Person("w", [Allow("kms:*"), $$"""{"Effect":"Deny","Action":"kms:*","NotResource":"{{KeyArn}}"}"""]));
        object request = operation == "GenerateRandom" ? new { NumberOfBytes = 8 } : new { };
        await world.DeniedAsync("u", operation, User, NoIdentity, request, "resource: *");
        await world.AllowedAsync("v", operation, request);
        await world.DeniedAsync("w", operation, Arn("user/w"), "with an explicit deny in an identity-based policy", request, "resource: *");
        await world.AllowedAsync("w", "DescribeKey");
    }

    [Fact]
    public async Task Scenario_42_authorization_comes_before_the_state_and_the_state_before_the_algorithm()
    {
        await using var world = await StartAsync(Delegates, new Person("u"));
        await world.AllowedAsync("owner", "DisableKey");
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity);
        (await world.KmsAsync("owner", "Encrypt")).Refused("DisabledException", $"{KeyArn} is disabled.");
        (await world.KmsAsync("owner", "Encrypt", new { EncryptionAlgorithm = "RSAES_OAEP_SHA_256" })).Refused("DisabledException", $"{KeyArn} is disabled.");
    }

    [Fact]
    public async Task Scenario_43_a_dry_run_is_refused_as_the_request_would_be()
    {
        await using var world = await StartAsync(Delegates, new Person("u"));
        const string WouldHave = "The request would have succeeded, but the DryRun option is set.";
        (await world.KmsAsync("owner", "Encrypt", new { DryRun = true })).Refused("DryRunOperationException", WouldHave);
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity, new { DryRun = true });
        var mac = (await world.KmsAsync("root", "CreateKey", new { KeySpec = "HMAC_256", KeyUsage = "GENERATE_VERIFY_MAC" })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        (await world.KmsAsync("root", "VerifyMac", new { KeyId = mac, Message = "eA==", Mac = Convert.ToBase64String(new byte[32]), MacAlgorithm = "HMAC_SHA_256", DryRun = true }))
            .Refused("KMSInvalidMacException", null);
    }

    [Fact]
    public async Task Scenario_44_Decrypt_without_a_key_id_is_authorized_on_the_ciphertexts_key()
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:Decrypt", resource: KeyArn)]), new Person("v", [Allow("kms:Decrypt", resource: KeyArn + "0")]));
        var request = new { CiphertextBlob = world.Ciphertext };
        (await world.Service.KmsAsync("u", "Decrypt", request)).Succeeded();
        (await world.Service.KmsAsync("v", "Decrypt", request)).Refused("AccessDeniedException",
            $"User: {Arn("user/v")} is not authorized to perform: kms:Decrypt on resource: {KeyArn} because no identity-based policy allows the kms:Decrypt action");
    }

    private static async Task<string> NewKeyAsync(World world, string[] policy) =>
        (await world.KmsAsync("root", "CreateKey", new { Policy = Policy(policy) })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
}
