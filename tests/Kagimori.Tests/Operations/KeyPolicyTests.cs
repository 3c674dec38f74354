using System.Text.Json.Nodes;
using Kagimori.Policies;

namespace Kagimori.Tests.Operations;

public sealed class KeyPolicyTests
{
    private const string Lockout = "The new key policy will not allow you to update the key policy in the future.";
    private const string InvalidPrincipals = "Policy contains a statement with one or more invalid principals.";

    [Fact]
    public async Task A_policy_is_read_back_in_canonical_form_with_account_ids_as_root_ARNs()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["{{TestService.Account}}","arn:aws:iam::{{TestService.Account}}:user/alice"]},"Action":"kms:*","Resource":"*"}]}""";
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy })).Succeeded();
        var read = (await service.KmsAsync("root", "GetKeyPolicy", new { TestService.KeyId })).Succeeded();
        Assert.Equal("default", read["PolicyName"]);
        Assert.Equal($$"""
            {
              "Version" : "2012-10-17",
              "Statement" : [ {
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : [ "arn:aws:iam::{{TestService.Account}}:root", "arn:aws:iam::{{TestService.Account}}:user/alice" ]
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }
            """.ReplaceLineEndings("\n"), read["Policy"]);
    }

    [Fact]
    public async Task A_policy_that_locks_its_author_out_is_refused_unless_the_check_is_bypassed()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        var onlyAlice = Statement("arn:aws:iam::123456789012:user/alice", "kms:*");
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = onlyAlice })).Refused("MalformedPolicyDocumentException", Lockout);
        (await service.KmsAsync("root", "CreateKey", new { Policy = onlyAlice })).Refused("MalformedPolicyDocumentException", Lockout);
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = onlyAlice, BypassPolicyLockoutSafetyCheck = true })).Succeeded();
        (await service.KmsAsync("root", "GetKeyPolicy", new { TestService.KeyId })).Refused("AccessDeniedException",
            $"User: arn:aws:iam::123456789012:root is not authorized to perform: kms:GetKeyPolicy on resource: {TestService.KeyArn} because no resource-based policy allows the kms:GetKeyPolicy action");
        (await service.KmsAsync("alice", "GetKeyPolicy", new { TestService.KeyId })).Succeeded();
    }

    [Fact]
    public async Task Delegation_to_the_account_satisfies_the_lockout_check_only_for_who_may_put_key_policies()
    {
        await using var service = await TestService.StartAsync(null, ("maker", TestService.Allow("kms:CreateKey")), ("keeper", TestService.Allow("kms:*")));
        var delegating = Statement("arn:aws:iam::123456789012:root", "kms:*");
        (await service.KmsAsync("maker", "CreateKey", new { Policy = delegating })).Refused("MalformedPolicyDocumentException", Lockout);
        (await service.KmsAsync("keeper", "CreateKey", new { Policy = delegating })).Succeeded();
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/nobody")]
    [InlineData("arn:aws:iam::123456789012:user/*")]
    [InlineData("arn:aws:iam::999999999999:root")]
    [InlineData("999999999999")]
    [InlineData("AIDAAAAAAAAAAAAAAAAAA")]
    [InlineData("arn:aws:iam::123456789012:group/g")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/nobody/s")]
    public async Task A_principal_that_does_not_exist_is_refused(string principal)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = Statement(principal, "kms:*") })).Refused("MalformedPolicyDocumentException", InvalidPrincipals);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"Statement\":[]}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Version\":\"2012-10-17\",\"Statement\":[]}")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\",\"Condition\":{\"StringIs\":{\"a\":\"b\"}}}]}")]
    public async Task A_malformed_policy_is_refused(string policy)
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal("MalformedPolicyDocumentException", (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy })).Code);
    }

    [Fact]
    public async Task ForAllValues_on_the_encryption_context_is_refused_as_overly_permissive()
    {
        await using var service = await TestService.StartAsync();
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContext:app":"x"}}}]}""";
        var answer = await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy });
        Assert.Equal("MalformedPolicyDocumentException", answer.Code);
        Assert.StartsWith("OverlyPermissiveCondition:EncryptionContext:", answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"red"}}""")]
    [InlineData("""{"StringEquals":{"kms:resourcetag/team":"red"}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"KMS:resourceAliases":"alias/app"}}""")]
    public async Task A_condition_that_tells_keys_apart_is_refused_but_in_a_policy_that_is_there(string condition)
    {
        var policy = Statement(TestService.Account, "kms:*").Replace("\"Resource\":\"*\"", $"\"Resource\":\"*\",\"Condition\":{condition}", StringComparison.Ordinal);
        await using var service = await TestService.StartAsync();
        foreach (var operation in new[] { "PutKeyPolicy", "CreateKey" })
        {
            (await service.KmsAsync("root", operation, operation == "CreateKey" ? new { Policy = policy } : new { TestService.KeyId, Policy = policy })).Refused(
                "MalformedPolicyDocumentException", "These condition keys are not permitted in a key policy: aws:ResourceTag, kms:ResourceTag, kms:ResourceAliases");
        }
        Assert.True(Policy.TryParseStored(policy, PolicyGrammar.KeyPolicy, out _, out _));
    }

    [Fact]
    public async Task Too_large_a_policy_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var large = Statement("*", "kms:*").Replace("\"kms:*\"", "\"kms:" + new string('x', 33_000) + "\"", StringComparison.Ordinal);
        Assert.Equal("LimitExceededException", (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = large })).Code);
        var huge = new string(' ', 131_073);
        Assert.StartsWith("1 validation error detected: Value '", (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = huge }))["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_policies_have_one_name()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal("""["default"]""", (await service.KmsAsync("root", "ListKeyPolicies", new { TestService.KeyId })).Json["PolicyNames"]!.ToJsonString());
        (await service.KmsAsync("root", "GetKeyPolicy", new { TestService.KeyId, PolicyName = "other" })).Refused("NotFoundException", "No such policy exists");
        Assert.Equal("ValidationException", (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, PolicyName = "other", Policy = DefaultKeyPolicy.Create(TestService.Account) })).Code);
    }

    [Fact]
    public async Task The_bypass_parameter_is_a_condition_key_that_is_absent_when_omitted()
    {
        var deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"Bool":{"kms:BypassPolicyLockoutSafetyCheck":"true"}}}]}""";
        await using var service = await TestService.StartAsync(null, ("careful", deny));
        (await service.KmsAsync("careful", "CreateKey")).Succeeded();
        (await service.KmsAsync("careful", "CreateKey", new { BypassPolicyLockoutSafetyCheck = false })).Succeeded();
        (await service.KmsAsync("careful", "CreateKey", new { BypassPolicyLockoutSafetyCheck = true })).Refused("AccessDeniedException",
            "User: arn:aws:iam::123456789012:user/careful is not authorized to perform: kms:CreateKey on resource: * with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task A_policy_change_counts_from_the_moment_it_is_acknowledged()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        var policy = JsonNode.Parse(DefaultKeyPolicy.Create(TestService.Account))!;
        for (var i = 0; i < 20; i++)
        {
            var withAlice = policy.DeepClone();
            withAlice["Statement"]!.AsArray().Add(JsonNode.Parse(Statement("arn:aws:iam::123456789012:user/alice", "kms:DescribeKey"))!["Statement"]![0]!.DeepClone());
            (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = withAlice.ToJsonString() })).Succeeded();
            (await service.KmsAsync("alice", "DescribeKey", new { TestService.KeyId })).Succeeded();
            (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy.ToJsonString() })).Succeeded();
            Assert.Equal("AccessDeniedException", (await service.KmsAsync("alice", "DescribeKey", new { TestService.KeyId })).Code);
        }
    }

    private static string Statement(string principal, string action) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":\"" + action + "\",\"Resource\":\"*\"}]}";
}
