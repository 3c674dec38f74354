using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.PolicyTools;

namespace Kagimori.Tests.PolicyTools;

/// <summary>Who gains and who loses what under a new key policy, told before it is put.</summary>
public sealed class ImpactTests
{
    private const string Root = "arn:aws:iam::123456789012:root";
    private const string Administrator = "arn:aws:iam::123456789012:role/Administrator";
    private const string Use = """["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"]""";
    private static readonly string[] KeyUse =
    [
        "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
        "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo",
    ];

    private static readonly string ConsolePolicy = Kagimori.Policies.ConsoleKeyPolicy.Create(TestService.Account, [Administrator], [UserArn("user1")]);

    [Fact]
    public async Task Without_the_first_statement_user2_loses_the_use_of_the_key_and_user1_keeps_it()
    {
        await using var service = await StoryAsync();
        var impact = await ComputeAsync(service, WithoutFirstStatement());

        var user2 = Of(impact, UserArn("user2"));
        Assert.Equal(KeyUse, user2.Of(ImpactChange.Loses));
        Assert.Equal(KeyUse, user2.Actions.Select(action => action.Action.Name));
        Assert.All(user2.Actions, action =>
        {
            Assert.Equal((Possibility.Always, Possibility.Never), (action.Before.Possibility, action.After.Possibility));
            Assert.Equal("Enable IAM User Permissions", action.Before.Decision.Statement!.Value.Statement.Sid);
            Assert.Equal("inline", action.Before.Decision.Second!.Value.Policy.Name);
            Assert.Equal((DecisionOutcome.ImplicitlyDenied, DecidedBy.ResourcePolicy), (action.After.Decision.Outcome, action.After.Decision.By));
        });

        var user1 = Of(impact, UserArn("user1"));
        Assert.Equal(KeyUse, user1.Of(ImpactChange.Keeps).Where(KeyUse.Contains));
        Assert.Empty(user1.Of(ImpactChange.Loses));
        Assert.Equal("Allow use of the key", user1.Actions.First(action => action.Action.Name == "Decrypt").After.Decision.Statement!.Value.Statement.Sid);
    }

    [Fact]
    public async Task The_storys_impact_is_told_in_words_and_comes_true()
    {
        await using var service = await StoryAsync();
        var policy = WithoutFirstStatement();
        var text = (await ComputeAsync(service, policy)).ToText();
        Assert.Contains(
            """
            user arn:aws:iam::123456789012:user/user2
              loses   Decrypt, DescribeKey, Encrypt, GenerateDataKey*, ReEncrypt*
                before  Allowed by an identity policy (delegated to the account): key policy, statement 1 "Enable IAM User Permissions" (line 4) and inline, statement 1 (line 1)
                after   Denied: no statement of the resource's policy allows it

            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.Contains("user arn:aws:iam::123456789012:user/user1 keeps", text, StringComparison.Ordinal);
        Assert.Contains("root user arn:aws:iam::123456789012:root\n  loses   every action\n", text, StringComparison.Ordinal);

        await PutAsync(service, policy);
        (await service.KmsAsync("user2", "DescribeKey", new { TestService.KeyId })).Refused("AccessDeniedException",
            $"User: {UserArn("user2")} is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no resource-based policy allows the kms:DescribeKey action");
        (await service.KmsAsync("user1", "DescribeKey", new { TestService.KeyId })).Succeeded();
    }

    [Fact]
    public async Task The_safety_check_is_foretold()
    {
        await using var service = await StoryAsync();
        var impact = await ComputeAsync(service, WithoutFirstStatement());
        Assert.Equal([Root], impact.FailingSafetyCheck.Select(one => one.Principal.Arn));
        Assert.Equal([Administrator], impact.PassingSafetyCheck.Select(one => one.Principal.Arn));
        Assert.Equal([Administrator], impact.Keepers.Select(principal => principal.Arn));
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = WithoutFirstStatement() })).Refused("MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future.");
        (await service.KmsAsync(await service.AssumeAsync("caller", "Administrator"), "PutKeyPolicy", new { TestService.KeyId, Policy = WithoutFirstStatement() })).Succeeded();

        var locked = await ComputeAsync(service, KeyPolicy(Statement("Allow", UserArn("user1"), "kms:Decrypt")));
        Assert.Empty(locked.Keepers);
        Assert.Contains("LOCKOUT", locked.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_request_brings_is_a_condition_and_what_is_known_is_not()
    {
        await using var service = await TestService.StartAsync(null, ("user1", null), ("user2", null));
        var impact = await ComputeAsync(service, KeyPolicy(
            Statement("Allow", Root, "kms:*"),
            Statement("Allow", UserArn("user1"), "kms:Decrypt", """{"StringEquals":{"kms:EncryptionContext:app":["a","b"],"kms:CallerAccount":"123456789012"}}"""),
            Statement("Allow", UserArn("user1"), "kms:DescribeKey", """{"StringEquals":{"kms:EncryptionContext:app":"a"}}"""),
            Statement("Allow", UserArn("user1"), "kms:Encrypt", """{"StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT","aws:username":"user1","aws:RequestedRegion":"ap-northeast-1"}}"""),
            Statement("Allow", UserArn("user2"), "kms:Encrypt"),
            Statement("Deny", UserArn("user2"), "kms:Encrypt", """{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""")));
        var user1 = Of(impact, UserArn("user1")).Actions.ToDictionary(action => action.Action.Name, action => action.After);
        Assert.Equal(["Decrypt", "Encrypt"], user1.Keys.Order());
        Assert.Equal(Possibility.Always, user1["Encrypt"].Possibility);
        Assert.Equal(Possibility.UnderConditions, user1["Decrypt"].Possibility);
        Assert.Equal(["StringEquals kms:EncryptionContext:app a or b"], user1["Decrypt"].Conditions);
        var user2 = Assert.Single(Of(impact, UserArn("user2")).Actions).After;
        Assert.Equal(["not (NotIpAddress aws:SourceIp 10.0.0.0/8)"], user2.Conditions);
    }

    [Fact]
    public async Task Other_conditions_are_a_change()
    {
        await using var service = await TestService.StartAsync(null, ("user1", null));
        string Policy(string app) => KeyPolicy(Statement("Allow", Root, "kms:*"), Statement("Allow", UserArn("user1"), "kms:Decrypt", $$$"""{"StringEquals":{"kms:EncryptionContext:app":"{{{app}}}"}}"""));
        await PutAsync(service, Policy("a"));
        Assert.Equal(["Decrypt"], Of(await ComputeAsync(service, Policy("b")), UserArn("user1")).Of(ImpactChange.Changes));
        Assert.Equal(["Decrypt"], Of(await ComputeAsync(service, Policy("a")), UserArn("user1")).Of(ImpactChange.Keeps));
        Assert.Equal(["Decrypt"], Of(await ComputeAsync(service, KeyPolicy(Statement("Allow", Root, "kms:*"), Statement("Allow", UserArn("user1"), "kms:Decrypt"))), UserArn("user1")).Of(ImpactChange.Gains));
    }

    [Fact]
    public async Task A_grant_outlives_the_policy_and_its_constraint_is_a_condition()
    {
        await using var service = await TestService.StartAsync(null, ("user1", null));
        (await service.KmsAsync("root", "CreateGrant", new
        {
            TestService.KeyId, GranteePrincipal = UserArn("user1"), Operations = new[] { "Decrypt", "DescribeKey" },
            Constraints = new { EncryptionContextSubset = new { app = "a" } },
        })).Succeeded();
        var user1 = Of(await ComputeAsync(service, KeyPolicy(Statement("Allow", Administrator, "kms:*"))), UserArn("user1"));
        Assert.Equal(["Decrypt", "DescribeKey"], user1.Of(ImpactChange.Keeps));
        Assert.Equal(Possibility.Always, user1.Actions[1].After.Possibility);
        Assert.EndsWith(": encryption context has app=a", Assert.Single(user1.Actions[0].After.Conditions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_gains_what_both_sides_allow_and_what_works_across_accounts()
    {
        var seed = TestService.SeedOf(null);
        seed["accounts"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "444455556666",
            ["users"] = new JsonArray(
                new JsonObject { ["name"] = "allowed", ["policies"] = new JsonObject { ["all"] = JsonNode.Parse(TestService.Allow("kms:*")) } },
                new JsonObject { ["name"] = "not-allowed" }),
        });
        await using var service = await TestService.StartAsync(seed);
        var impact = await ComputeAsync(service, KeyPolicy(Statement("Allow", Root, "kms:*"), Statement("Allow", "444455556666", "kms:De*"), Statement("Allow", "444455556666", "kms:ScheduleKeyDeletion")));
        Assert.Equal(["Decrypt", "DescribeKey"], Of(impact, "arn:aws:iam::444455556666:user/allowed").Of(ImpactChange.Gains));
        Assert.DoesNotContain(impact.Principals, principal => principal.Arn.EndsWith("not-allowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policies_of_the_organization_limit_both_sides()
    {
        var seed = TestService.SeedOf(null, ("user1", null));
        seed["accounts"]!.AsArray().Add(new JsonObject { ["id"] = "999999999999" });
        seed["organization"] = JsonNode.Parse("""
            {
              "managementAccount": "999999999999", "id": "o-exampleorg", "rootId": "r-ab12", "accounts": ["123456789012"],
              "policyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
              "policies": [
                { "name": "no-decrypt", "type": "SERVICE_CONTROL_POLICY", "targets": ["123456789012"],
                  "document": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*" } } },
                { "name": "no-encrypt", "type": "RESOURCE_CONTROL_POLICY", "targets": ["123456789012"],
                  "document": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "kms:Encrypt", "Resource": "*" } } }
              ]
            }
            """);
        await using var service = await TestService.StartAsync(seed);
        const string ofOrganization = """{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorg"}}""";
        string[] actions = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey", "kms:ListGrants"];
        var impact = await ComputeAsync(service, KeyPolicy(
            [Statement("Allow", Root, "kms:*"), .. actions.Select(action => Statement("Allow", UserArn("user1"), action, ofOrganization))]));
        Assert.Equal(["DescribeKey", "ListGrants"], Of(impact, UserArn("user1")).Of(ImpactChange.Gains));
    }

    [Fact]
    public async Task A_named_session_is_a_principal_too()
    {
        await using var service = await TestService.StartAsync();
        const string session = "arn:aws:sts::123456789012:assumed-role/Administrator/ops";
        var impact = await ComputeAsync(service, KeyPolicy(
            Statement("Allow", Administrator, "kms:PutKeyPolicy"), Statement("Allow", session, "kms:Decrypt")));
        Assert.Equal(["Decrypt", "PutKeyPolicy"], Of(impact, session).Actions.Where(action => action.After.Possibility == Possibility.Always).Select(action => action.Action.Name));
        Assert.DoesNotContain("Decrypt", Of(impact, Administrator).Actions.Where(action => action.After.Possibility != Possibility.Never).Select(action => action.Action.Name));
    }

    /// <summary>What is told as sure is what the service then does, for policies with all kinds of conditions on what is known.</summary>
    [Theory]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/user?"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalType":"User","aws:ResourceAccount":"123456789012"}}""")]
    [InlineData("""{"StringNotEquals":{"aws:username":"user1"}}""")]
    [InlineData("""{"StringEquals":{"kms:KeyUsage":"SIGN_VERIFY"}}""")]
    [InlineData("""{"Bool":{"kms:MultiRegion":"false","aws:PrincipalIsAWSService":"false"}}""")]
    [InlineData("""{"Null":{"kms:MultiRegionKeyType":"true"}}""")]
    [InlineData("""{"StringLike":{"aws:userid":"AIDA*"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"a"}}""")]
    [InlineData("""{"StringEqualsIfExists":{"kms:EncryptionContext:app":"a"}}""")]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"123456789012","kms:KeyOrigin":"AWS_KMS"}}""")]
    public async Task What_is_sure_comes_true(string condition)
    {
        await using var service = await TestService.StartAsync(null, ("user1", null), ("user2", TestService.Allow("kms:*")));
        var policy = KeyPolicy(Statement("Allow", Root, "kms:GetKeyPolicy"), Statement("Allow", "*", "kms:DescribeKey", condition), Statement("Deny", UserArn("user2"), "kms:GetKeyPolicy", condition));
        var impact = await ComputeAsync(service, policy);
        await PutAsync(service, policy);
        foreach (var user in new[] { "root", "user1", "user2" })
        {
            foreach (var operation in new[] { "DescribeKey", "GetKeyPolicy", "ListGrants" })
            {
                var told = impact.Principals.FirstOrDefault(principal => principal.Arn == (user == "root" ? Root : UserArn(user)))?.Actions.FirstOrDefault(action => action.Action.Name == operation)?.After.Possibility ?? Possibility.Never;
                Assert.NotEqual(Possibility.UnderConditions, told);
                Assert.Equal(told == Possibility.Always ? 200 : 400, (await service.KmsAsync(user, operation, new { TestService.KeyId })).Status);
            }
        }
    }

    [Fact]
    public async Task A_policy_that_PutKeyPolicy_refuses_and_a_key_that_is_not_there_are_refused_alike()
    {
        await using var service = await TestService.StartAsync();
        async Task<string> CodeAsync(string policy, string key = TestService.KeyId) =>
            (await ImpactAnalysis.ComputeAsync(service.Engine.Store, Arn(key), policy, TrustedCallers.None)).Refusal!.Code;
        Assert.Equal("MalformedPolicyDocumentException", await CodeAsync("{}"));
        Assert.Equal("MalformedPolicyDocumentException", await CodeAsync(KeyPolicy(Statement("Allow", UserArn("nobody"), "kms:*"))));
        Assert.Equal("NotFoundException", await CodeAsync(KeyPolicy(Statement("Allow", Root, "kms:*")), "99999999-2222-3333-4444-555555555555"));
    }

    [Fact]
    public async Task JSON_has_everything_the_text_has()
    {
        await using var service = await StoryAsync();
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output)) (await ComputeAsync(service, WithoutFirstStatement())).WriteTo(json);
        var root = JsonDocument.Parse(output.ToArray()).RootElement;
        var user2 = root.GetProperty("principals").EnumerateArray().Single(principal => principal.GetProperty("principal").GetString() == UserArn("user2"));
        Assert.Equal(KeyUse, user2.GetProperty("loses").EnumerateArray().Select(name => name.GetString()!));
        var before = user2.GetProperty("actions")[0].GetProperty("before");
        Assert.Equal("Always", before.GetProperty("allowed").GetString());
        Assert.Equal(["Enable IAM User Permissions", null], before.GetProperty("statements").EnumerateArray().Select(statement => statement.TryGetProperty("sid", out var sid) ? sid.GetString() : null));
        Assert.Equal(Root, root.GetProperty("safetyCheck").GetProperty("refuses")[0].GetString());
    }

    private static async Task<TestService> StoryAsync()
    {
        var use = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{Use}},"Resource":"{{TestService.KeyArn}}"}]}""";
        var service = await TestService.StartAsync(null, ("user1", null), ("user2", use), ("caller", TestService.Allow("sts:AssumeRole")));
        await PutAsync(service, ConsolePolicy);
        return service;
    }

    private static string WithoutFirstStatement()
    {
        var policy = JsonNode.Parse(ConsolePolicy)!;
        policy["Statement"]!.AsArray().RemoveAt(0);
        return policy.ToJsonString();
    }

    private static async Task PutAsync(TestService service, string policy) =>
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy, BypassPolicyLockoutSafetyCheck = true })).Succeeded();

    private static async Task<PolicyImpact> ComputeAsync(TestService service, string policy)
    {
        var outcome = await ImpactAnalysis.ComputeAsync(service.Engine.Store, Arn(TestService.KeyId), policy, TrustedCallers.None);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private static KeyArn Arn(string key) => new(AccountId.Parse(TestService.Account), Region.Parse(TestService.Region), KeyId.Parse(key));

    private static PrincipalImpact Of(PolicyImpact impact, string arn) => Assert.Single(impact.Principals, principal => principal.Arn == arn);

    private static string UserArn(string name) => $"arn:aws:iam::{TestService.Account}:user/{name}";

    private static string KeyPolicy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Statement(string effect, string principal, string action, string? condition = null) =>
        $$"""{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"*"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";
}
