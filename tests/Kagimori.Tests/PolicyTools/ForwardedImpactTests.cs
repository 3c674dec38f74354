using System.Text;
using System.Text.Json;
using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.PolicyTools;
using Kagimori.Tests.Forwarding;

namespace Kagimori.Tests.PolicyTools;

/// <summary>What a new key policy does to services, and to requests through services and VPC endpoints, as far as the configuration makes them possible.</summary>
public sealed class ForwardedImpactTests
{
    private const string Root = $"arn:aws:iam::{TestService.Account}:root";
    private const string StorageUser = $"arn:aws:iam::{TestService.Account}:user/storage";
    private const string Storage = "storage.example.com", S3 = "s3.amazonaws.com";
    private const string OnlyEncrypt = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*"}]}""";

    [Fact]
    public async Task A_configured_service_gains_and_loses_what_the_key_policy_says()
    {
        await using var service = await Forwarder.StartAsync(Policy(Allow(Root, "kms:*"), OfService("kms:Encrypt")));
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:*"), OfService("kms:Decrypt", """{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::bucket-*"}}""")));
        var storage = Assert.Single(impact.Principals, principal => principal.Kind == "service");
        Assert.Equal((Storage, null, null), (storage.Arn, storage.AccountId, storage.Through));
        AssertChanges(storage, gains: ["Decrypt"], loses: ["Encrypt"], keeps: []);
        Assert.Equal(["ArnLike aws:SourceArn arn:aws:s3:::bucket-*"], storage.Actions[0].After.Conditions);
        // The policy as it is has the lines that GetKeyPolicy answers.
        Assert.Contains(
            """
            service storage.example.com
              gains   Decrypt
                before  Denied: no statement of the resource's policy allows it
                after   Allowed by the resource's policy (the caller is named): new key policy, statement 2 (line 1), if ArnLike aws:SourceArn arn:aws:s3:::bucket-*
              loses   Encrypt
                before  Allowed by the resource's policy (the caller is named): key policy, statement 2 (line 10)
                after   Denied: no statement of the resource's policy allows it

            """.ReplaceLineEndings("\n"), impact.ToText(), StringComparison.Ordinal);
        Assert.Empty(impact.NotForwarded);
    }

    [Fact]
    public async Task A_service_that_nobody_may_be_does_not_count_and_is_named()
    {
        await using var service = await TestService.StartAsync();
        var policy = Policy(Allow(Root, "kms:Decrypt"), OfService("kms:*", service: S3),
            Allow(Root, "kms:Encrypt", """{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com","aws:SourceVpce":"vpce-1"}}"""));
        var impact = await ComputeAsync(service, policy, TrustedCallers.None);
        Assert.Equal([S3, "aws:SourceVpce", "kms:ViaService"], impact.NotForwarded);
        Assert.DoesNotContain(impact.Principals, principal => principal.Arn == S3);
        // It could not change the key policy either.
        Assert.Contains("LOCKOUT", impact.ToText(), StringComparison.Ordinal);
        Assert.EndsWith("Nobody is configured to forward s3.amazonaws.com, aws:SourceVpce, kms:ViaService: requests are taken as made without it (--trusted-callers).\n", impact.ToText(), StringComparison.Ordinal);
        Assert.Equal(["Decrypt"], Of(impact, Root).Actions.Where(action => action.After.Possibility != Possibility.Never).Select(action => action.Action.Name));

        var configured = await ComputeAsync(service, policy, Forwarder.Trusted());
        Assert.Empty(configured.NotForwarded);
        Assert.Contains("PutKeyPolicy", Of(configured, S3).Of(ImpactChange.Gains));
        Assert.DoesNotContain("LOCKOUT", configured.ToText(), StringComparison.Ordinal);

        var refused = await ImpactAnalysis.ComputeAsync(service.Engine.Store, Arn, Policy(Allow(Root, "kms:*"), OfService("kms:*")), TrustedCallers.None);
        Assert.Equal("Policy contains a statement with one or more invalid principals.", refused.Refusal!.Message);
    }

    [Fact]
    public async Task Through_a_service_is_told_what_is_not_as_it_is_directly()
    {
        await using var service = await Forwarder.StartAsync(Policy(Allow(Root, "kms:*"), Allow(Forwarder.User, "kms:DescribeKey")));
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:*"), Allow(Forwarder.User, "kms:DescribeKey"),
            Allow(Forwarder.User, "kms:Decrypt", """{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}"""),
            Allow(Forwarder.User, "kms:Encrypt", """{"ForAnyValue:StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}}"""),
            Deny(Forwarder.User, "kms:DescribeKey", """{"StringEquals":{"aws:CalledViaLast":"storage.example.com"}}""")));
        Assert.Equal(["DescribeKey"], Of(impact, Forwarder.User).Of(ImpactChange.Keeps));
        AssertChanges(Of(impact, Forwarder.User, S3), gains: ["Decrypt", "Encrypt"], loses: [], keeps: ["DescribeKey"]);
        AssertChanges(Of(impact, Forwarder.User, "athena.amazonaws.com"), gains: ["Encrypt"], loses: [], keeps: ["DescribeKey"]);
        AssertChanges(Of(impact, Forwarder.User, Storage), gains: ["Encrypt"], loses: ["DescribeKey"], keeps: []);
        var s3 = Of(impact, Forwarder.User, S3).Actions;
        Assert.Equal((Possibility.Always, Possibility.UnderConditions), (s3[0].After.Possibility, s3[2].After.Possibility));
        Assert.Equal(["ForAnyValue:StringEquals aws:CalledVia athena.amazonaws.com"], s3[2].After.Conditions);
        Assert.Contains($"\nuser {Forwarder.User} through s3.amazonaws.com\n  gains   Decrypt\n", impact.ToText(), StringComparison.Ordinal);
        Assert.Contains($"\n  user {Forwarder.User} keeps DescribeKey\n", impact.ToText(), StringComparison.Ordinal);
        // Who is not spoken for cannot come through anything.
        Assert.DoesNotContain((await ComputeAsync(service, Policy(Allow("*", "kms:*")), Forwarder.Trusted(Forwarder.Configuration(accounts: "\"222222222222\"")))).Principals,
            principal => principal.Through == S3);
    }

    [Fact]
    public async Task Through_an_endpoint_its_policy_limits_and_its_condition_keys_are_there()
    {
        var trusted = Forwarder.Trusted(Forwarder.Configuration(OnlyEncrypt));
        await using var service = await Forwarder.StartAsync(Policy(Allow(Root, "kms:*"), Allow(StorageUser, "kms:Encrypt"), Allow(StorageUser, "kms:Decrypt")));
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:*"), Allow(StorageUser, "kms:*"), Deny(StorageUser, "kms:*", $$$"""{"StringNotEquals":{"aws:SourceVpce":"{{{Forwarder.Vpce}}}"}}""")), trusted);
        AssertChanges(Of(impact, StorageUser), gains: [], loses: ["Decrypt", "Encrypt"], keeps: []);
        AssertChanges(Of(impact, StorageUser, Forwarder.Vpce), gains: [], loses: [], keeps: ["Encrypt"]);
        Assert.DoesNotContain(impact.Principals, principal => principal.Through == Forwarder.Vpce && principal.Arn != StorageUser);
    }

    [Fact]
    public async Task A_way_that_nothing_is_allowed_is_told_where_the_direct_one_is()
    {
        var viaNothing = Deny(Forwarder.User, "kms:*", """{"Bool":{"aws:ViaAWSService":"true"}}""");
        await using var service = await Forwarder.StartAsync(Policy(Allow(Root, "kms:*"), Allow(Forwarder.User, "kms:Decrypt"), viaNothing));
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:*"), Allow(Forwarder.User, "kms:Encrypt"), viaNothing));
        AssertChanges(Of(impact, Forwarder.User), gains: ["Encrypt"], loses: ["Decrypt"], keeps: []);
        Assert.Empty(Of(impact, Forwarder.User, S3).Actions);
        Assert.Contains($"  user {Forwarder.User} through s3.amazonaws.com is allowed nothing, before and after\n", impact.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_for_an_AWS_resource_is_one_through_a_service()
    {
        await using var service = await Forwarder.StartAsync();
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:PutKeyPolicy"), Allow(Forwarder.User, "kms:CreateGrant", """{"Bool":{"kms:GrantIsForAWSResource":"true"}}""")));
        Assert.DoesNotContain(impact.Principals, principal => principal.Arn == Forwarder.User && principal.Through is null);
        var put = Assert.Single(Of(impact, Forwarder.User, S3).Actions).After;
        Assert.Equal(Possibility.Always, put.Possibility);
    }

    [Fact]
    public async Task JSON_says_through_what()
    {
        await using var service = await Forwarder.StartAsync();
        var impact = await ComputeAsync(service, Policy(Allow(Root, "kms:*"), Allow(Forwarder.User, "kms:Decrypt", """{"Bool":{"aws:ViaAWSService":"true"}}""")));
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output)) impact.WriteTo(json);
        var root = JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).RootElement;
        Assert.Equal(["athena.amazonaws.com", S3, Storage], root.GetProperty("principals").EnumerateArray()
            .Where(principal => principal.GetProperty("principal").GetString() == Forwarder.User).Select(principal => principal.GetProperty("through").GetString()));
        Assert.Equal(0, root.GetProperty("notForwarded").GetArrayLength());
    }

    /// <summary>What is told as sure is what the service then does with requests that are forwarded so.</summary>
    [Theory]
    [InlineData("""{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}""")]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false","aws:PrincipalIsAWSService":"false"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalServiceName":"storage.example.com"}}""")]
    [InlineData("""{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}""")]
    [InlineData("""{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d","aws:VpceAccount":"123456789012"}}""")]
    [InlineData("""{"Null":{"aws:CalledViaLast":"true"}}""")]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:PrincipalServiceNamesList":"*"}}""")]
    [InlineData("""{"StringEqualsIfExists":{"aws:CalledViaLast":"athena.amazonaws.com"}}""")]
    [InlineData("""{"Null":{"aws:PrincipalArn":"false","aws:SourceVpcArn":"true"}}""")]
    public async Task What_is_sure_comes_true(string condition)
    {
        await using var service = await Forwarder.StartAsync(configuration: Forwarder.Configuration(OnlyEncrypt.Replace("kms:Encrypt", "kms:DescribeKey", StringComparison.Ordinal)));
        var policy = Policy(Allow(Root, "kms:ListGrants"), Allow("*", "kms:DescribeKey", condition), Allow("*", "kms:GetKeyPolicy"), Deny("*", "kms:GetKeyPolicy", condition));
        var impact = await ComputeAsync(service, policy);
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = policy, BypassPolicyLockoutSafetyCheck = true })).Succeeded();
        var ways = new (string Arn, string? Through, (string, string)[] Headers)[]
        {
            (StorageUser, null, []), (StorageUser, Forwarder.Vpce, [("vpc-endpoint", Forwarder.Vpce)]), (Storage, null, [("service-principal", Storage)]),
            (Forwarder.User, S3, [("called-via", S3), ("caller", Forwarder.User)]), (Forwarder.User, Storage, [("called-via", Storage), ("caller", Forwarder.User)]),
        };
        foreach (var (arn, through, headers) in ways)
        {
            foreach (var operation in new[] { "DescribeKey", "GetKeyPolicy" })
            {
                var told = (Find(impact, arn, through) ?? Find(impact, arn, null))?.Actions.FirstOrDefault(action => action.Action.Name == operation)?.After.Possibility ?? Possibility.Never;
                // Who forwards for a service may name an endpoint, or not.
                if (told == Possibility.UnderConditions && through is not null && condition.Contains("aws:SourceVp", StringComparison.Ordinal)) continue;
                Assert.NotEqual(Possibility.UnderConditions, told);
                Assert.Equal((arn, through, operation, told == Possibility.Always ? 200 : 400), (arn, through, operation, (await service.ForwardAsync(operation, new { KeyId = TestService.KeyArn }, headers)).Status));
            }
        }
    }

    // A way that is not there is as the direct one.
    private static PrincipalImpact? Find(PolicyImpact impact, string arn, string? through) =>
        impact.Principals.FirstOrDefault(principal => principal.Arn == arn && principal.Through == through);

    private static void AssertChanges(PrincipalImpact impact, string[] gains, string[] loses, string[] keeps)
    {
        Assert.Equal(gains, impact.Of(ImpactChange.Gains));
        Assert.Equal(loses, impact.Of(ImpactChange.Loses));
        Assert.Equal(keeps, impact.Of(ImpactChange.Keeps));
        Assert.Empty(impact.Of(ImpactChange.Changes));
    }

    private static PrincipalImpact Of(PolicyImpact impact, string arn, string? through = null) => Assert.Single(impact.Principals, principal => principal.Arn == arn && principal.Through == through);

    private static KeyArn Arn { get; } = new(AccountId.Parse(TestService.Account), Region.Parse(TestService.Region), KeyId.Parse(TestService.KeyId));

    private static async Task<PolicyImpact> ComputeAsync(TestService service, string policy, TrustedCallers? trusted = null)
    {
        var outcome = await ImpactAnalysis.ComputeAsync(service.Engine.Store, Arn, policy, trusted ?? service.Engine.TrustedCallers);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Allow(string principal, string action, string? condition = null) => Statement("Allow", "AWS", principal, action, condition);

    private static string Deny(string principal, string action, string condition) => Statement("Deny", "AWS", principal, action, condition);

    private static string OfService(string action, string? condition = null, string service = Storage) => Statement("Allow", "Service", service, action, condition);

    private static string Statement(string effect, string type, string principal, string action, string? condition) =>
        $$$"""{"Effect":"{{{effect}}}","Principal":{"{{{type}}}":"{{{principal}}}"},"Action":"{{{action}}}","Resource":"*"{{{(condition is null ? "" : $",\"Condition\":{condition}")}}}}""";
}
