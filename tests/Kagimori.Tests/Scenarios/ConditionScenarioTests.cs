using Kagimori.Tests.Forwarding;
using Kagimori.Tests.Operations.Sessions;
using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenarios 33 to 40 and 45 to 48: what conditions, variables and NotPrincipal see of a real request.</summary>
public sealed class ConditionScenarioTests
{
    private const string NoIdentity = "because no identity-based policy allows the {0} action";
    private const string NoResource = "because no resource-based policy allows the {0} action";
    private const string DenyInResource = "with an explicit deny in a resource-based policy";
    private static readonly string[] Delegates = [Allow("kms:*", RootA)];
    private static readonly string User = Arn("user/u"), R = SessionArn("R");

    [Fact]
    public async Task Scenario_33_a_multivalued_key_needs_a_set_operator()
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*", condition: """{"StringEquals":{"aws:TagKeys":"team"}}""")]),
            new Person("v", [Allow("kms:*", condition: """{"StringNotEquals":{"aws:TagKeys":"team"}}""")]),
            new Person("w", [Allow("kms:*", condition: """{"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}}""")]));
        var request = new { Tags = new[] { new { TagKey = "team", TagValue = "x" } } };
        await world.DeniedAsync("u", "TagResource", User, NoIdentity, request);
        await world.DeniedAsync("v", "TagResource", Arn("user/v"), NoIdentity, request);
        await world.AllowedAsync("w", "TagResource", request);
        await world.AllowedAsync("v", "DescribeKey");
    }

    [Fact]
    public async Task Scenario_34_IfExists_holds_where_the_key_is_missing()
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*"), Deny("kms:*", condition: """{"StringNotEqualsIfExists":{"kms:EncryptionAlgorithm":"SYMMETRIC_DEFAULT"}}""")]));
        await world.DeniedAsync("u", "DescribeKey", User, "with an explicit deny in an identity-based policy");
        await world.AllowedAsync("u", "Encrypt");
    }

    [Fact]
    public async Task Scenario_35_ForAllValues_holds_without_an_encryption_context()
    {
        const string Keys = "\"ForAllValues:StringEquals\":{\"kms:EncryptionContextKeys\":[\"AppName\"]}";
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*", condition: $"{{{Keys}}}")]),
            new Person("v", [Allow("kms:*", condition: $"{{{Keys},\"StringEquals\":{{\"kms:EncryptionContext:AppName\":\"x\"}}}}")]));
        await world.AllowedAsync("u", "Encrypt");
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity, new { EncryptionContext = new { Other = "x" } });
        await world.DeniedAsync("v", "Encrypt", Arn("user/v"), NoIdentity);
        await world.AllowedAsync("v", "Encrypt", new { EncryptionContext = new { AppName = "x" } });
        var policy = Policy([Allow("kms:*", RootA), Allow("kms:Encrypt", "*", """{"ForAllValues:StringEquals":{"kms:EncryptionContext:AppName":"x"}}""")]);
        (await world.KmsAsync("owner", "PutKeyPolicy", new { Policy = policy })).Refused("MalformedPolicyDocumentException",
            "OverlyPermissiveCondition:EncryptionContext: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified encryption context or with an unspecified encryption context. To fix, remove ForAllValues.");
    }

    [Fact]
    public async Task Scenario_36_a_variable_without_a_value_equals_nothing()
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*", condition: """{"StringNotEquals":{"aws:PrincipalTag/t":"${aws:ResourceTag/t}"}}""")], Tags: """{"t":"x"}"""),
            new Person("v", [Allow("kms:*", condition: """{"StringEquals":{"aws:PrincipalTag/t":"${aws:ResourceTag/t}"}}""")], Tags: """{"t":"x"}"""),
            new Person("w", [Allow("kms:*", resource: "arn:aws:kms:*:*:key/${aws:ResourceTag/t}")]));
        await world.AllowedAsync("u", "Encrypt");
        await world.DeniedAsync("v", "Encrypt", Arn("user/v"), NoIdentity);
        await world.DeniedAsync("w", "Encrypt", Arn("user/w"), NoIdentity);
        await world.AllowedAsync("owner", "TagResource", new { Tags = new[] { new { TagKey = "t", TagValue = "x" } } });
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity);
        await world.AllowedAsync("v", "Encrypt");
    }

    [Theory]
    [InlineData("2012-10-17", true)]
    [InlineData("2008-10-17", false)]
    [InlineData(null, false)]
    public async Task Scenario_37_only_the_version_of_2012_knows_variables(string? version, bool known)
    {
        await using var world = await StartAsync([
            Allow("kms:DescribeKey", "*", resource: $"arn:aws:kms:*:{A}:key/${{aws:username}}"),
            Allow("kms:Encrypt", Arn($"user/{KeyId}"), """{"StringLike":{"kms:EncryptionContext:k":"a${*}"}}""")], version, null, new Person(KeyId));
        async Task IsAllowed(bool allowed, string operation, object request)
        {
            var caller = KeyId.Replace("-", "", StringComparison.Ordinal);
            if (allowed) await world.AllowedAsync(caller, operation, request);
            else await world.DeniedAsync(caller, operation, Arn($"user/{KeyId}"), NoResource, request);
        }
        await IsAllowed(known, "DescribeKey", new { });
        await IsAllowed(known, "Encrypt", new { EncryptionContext = new { k = "a*" } });
        await IsAllowed(false, "Encrypt", new { EncryptionContext = new { k = "ab" } });
        await IsAllowed(!known, "Encrypt", new { EncryptionContext = new { k = "a${b}" } });
    }

    [Theory]
    [InlineData("""{"ArnLike":{"kms:EncryptionContext:k":"arn:aws:kms:*:111111111111:key/*"}}""", "arn:aws:kms:us-east-1:999999999999:x:111111111111:key/1", false)]
    [InlineData("""{"StringLike":{"kms:EncryptionContext:k":"arn:aws:kms:*:111111111111:key/*"}}""", "arn:aws:kms:us-east-1:999999999999:x:111111111111:key/1", true)]
    [InlineData("""{"IpAddress":{"kms:EncryptionContext:k":"2001:db8::1/32"}}""", "2001:db8::1", false)]
    [InlineData("""{"IpAddress":{"kms:EncryptionContext:k":"2001:db8::/32"}}""", "2001:db8::1", true)]
    [InlineData("""{"NotIpAddress":{"kms:EncryptionContext:k":"10.0.0.0/8"}}""", "nowhere", false)]
    [InlineData("""{"NotIpAddress":{"kms:EncryptionContext:k":"10.0.0.0/8"}}""", "192.168.0.1", true)]
    public async Task Scenario_38_wildcards_stay_in_their_part_of_an_ARN_and_addresses_have_their_quirks(string condition, string value, bool allowed)
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:Encrypt", condition: condition)]));
        var request = new { EncryptionContext = new { k = value } };
        if (allowed) await world.AllowedAsync("u", "Encrypt", request);
        else await world.DeniedAsync("u", "Encrypt", User, NoIdentity, request);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scenario_40_NotPrincipal_spares_who_is_listed_unless_there_is_a_boundary(bool bounded)
    {
        var deny = $$$"""{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*","NotPrincipal":{"AWS":"{{{User}}}"}}""";
        string[] kms = [Allow("kms:*")];
        await using var world = await StartAsync([Allow("kms:*", RootA), deny], new Person("u", kms, bounded ? kms : null), new Person("v", kms), Person.Role("R", kms));
        if (bounded) await world.DeniedAsync("u", "Decrypt", User, DenyInResource);
        else await world.AllowedAsync("u", "Decrypt");
        await world.AllowedAsync("u", "Encrypt");
        foreach (var (caller, arn) in new[] { ("v", Arn("user/v")), ("root", RootA), ("owner", Arn("user/owner")), (await world.AssumeAsync("R"), R) })
            await world.DeniedAsync(caller, "Decrypt", arn, DenyInResource);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}""", false)]
    [InlineData("""{"Null":{"kms:ViaService":"true"}}""", true)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"123456789012"}}""", true)]
    public async Task Scenario_45_a_direct_call_comes_through_no_service(string condition, bool allowed)
    {
        await using var world = await StartAsync([Allow("kms:*", "*", condition)], new Person("u"));
        if (allowed) await world.AllowedAsync("u", "DescribeKey");
        else await world.DeniedAsync("u", "DescribeKey", User, NoResource);
    }

    [Theory]
    [InlineData("DescribeKey")]
    [InlineData("Encrypt")]
    [InlineData("Decrypt")]
    [InlineData("GenerateDataKey")]
    [InlineData("GetKeyPolicy")]
    [InlineData("ListGrants")]
    public async Task Scenario_45_every_operation_on_a_key_has_the_callers_account(string operation)
    {
        await using var world = await StartAsync([Allow("kms:*", "*", $$$"""{"StringEquals":{"kms:CallerAccount":"{{{A}}}"}}""")], new Person("u"), new Person("b", [Allow("kms:*")], Account: B));
        await world.AllowedAsync("u", operation);
        Assert.Equal("AccessDeniedException", (await world.KmsAsync("b", operation)).Code);
    }

    /// <summary>The same conditions on a request that comes through S3, as the user storage forwards it.</summary>
    [Theory]
    [InlineData("""{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:ViaService":"ec2.ap-northeast-1.amazonaws.com"}}""", false)]
    [InlineData("""{"Null":{"kms:ViaService":"true"}}""", false)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"true"}}""", true)]
    [InlineData("""{"Bool":{"aws:ViaAWSService":"false"}}""", false)]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"123456789012"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"222222222222"}}""", false)]
    public async Task Scenario_45_a_call_through_a_service_has_it(string condition, bool allowed)
    {
        await using var world = await StartAsync([Allow("kms:*", "*", condition)], Trusting, new Person("u"), new Person("storage"));
        var answer = await world.Service.ForwardAsync("DescribeKey", new { KeyId = KeyArn }, ("called-via", "s3.amazonaws.com"), ("caller", User));
        if (allowed) answer.Succeeded();
        else answer.Refused("AccessDeniedException", $"User: {User} is not authorized to perform: kms:DescribeKey on resource: {KeyArn} because no resource-based policy allows the kms:DescribeKey action");
    }

    [Fact]
    public async Task Scenario_46_conditions_see_the_role_behind_a_session()
    {
        await using var world = await StartAsync([
            Allow("kms:DescribeKey", "*", $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{R}}}"}}"""),
            Allow("kms:Encrypt", "*", $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{Arn("role/app/R")}}}"}}"""),
            Allow("kms:Decrypt", "*", """{"StringLike":{"aws:userid":"AROA*:s1"}}""")], Person.Role("R", path: "/app/"));
        var session = await world.AssumeAsync("app/R");
        await world.DeniedAsync(session, "DescribeKey", R, NoResource);
        await world.AllowedAsync(session, "Encrypt");
        await world.AllowedAsync(session, "Decrypt");
        await world.DeniedAsync(await world.AssumeAsync("app/R", "s2"), "Decrypt", SessionArn("R", "s2"), NoResource);
    }

    [Theory]
    [InlineData("Bool", "false", false)]
    [InlineData("BoolIfExists", "false", true)]
    [InlineData("Bool", "true", false)]
    public async Task Scenario_46_multi_factor_authentication_is_unknown_for_long_term_keys(string op, string value, bool allowed)
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:*", condition: $$$"""{"{{{op}}}":{"aws:MultiFactorAuthPresent":"{{{value}}}"}}""")]));
        if (allowed) await world.AllowedAsync("u", "DescribeKey");
        else await world.DeniedAsync("u", "DescribeKey", User, NoIdentity);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"kms:EncryptionContext:appname":"x"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:EncryptionContext:appname":"X"}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"kms:EncryptionContext:appname":"X"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"appname"}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"AppName"}}""", true)]
    public async Task Scenario_47_names_of_the_encryption_context_compare_whatever_their_case(string condition, bool allowed)
    {
        await using var world = await StartAsync(Delegates, new Person("u", [Allow("kms:Encrypt", condition: condition)]));
        var request = new { EncryptionContext = new { AppName = "x" } };
        if (allowed) await world.AllowedAsync("u", "Encrypt", request);
        else await world.DeniedAsync("u", "Encrypt", User, NoIdentity, request);
    }

    [Fact]
    public async Task Scenario_46_a_session_knows_whether_it_was_authenticated_with_two_factors()
    {
        string[] protectedByMfa = [Allow("kms:*", condition: """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")];
        await using var world = await StartAsync(Delegates, new Person("u", protectedByMfa));
        var device = Authenticator.Scan(await world.Service.QueryAsync("root", "iam", "CreateVirtualMFADevice", ("VirtualMFADeviceName", "phone")));
        string Code(int steps) => device.CodeAt(world.Service.Clock.GetUtcNow(), steps);
        await world.IamAsync("EnableMFADevice", ("UserName", "u"), ("SerialNumber", device.SerialNumber), ("AuthenticationCode1", Code(-1)), ("AuthenticationCode2", Code(0)));
        world.Service.Clock.Advance(TimeSpan.FromSeconds(30));
        var one = await world.CredentialsAsync("u", "GetSessionToken");
        var two = await world.CredentialsAsync("u", "GetSessionToken", ("SerialNumber", device.SerialNumber), ("TokenCode", Code(0)));
        await world.DeniedAsync("u", "DescribeKey", User, NoIdentity);
        await world.DeniedAsync(one, "DescribeKey", User, NoIdentity);
        await world.AllowedAsync(two, "DescribeKey");
    }

    [Fact]
    public async Task Scenario_48_a_federated_user_without_a_session_policy_has_only_what_names_it()
    {
        const string Jane = $"arn:aws:sts::{A}:federated-user/Jane";
        await using var world = await StartAsync([Allow("kms:*", RootA), Allow("kms:Decrypt", Jane)], new Person("u", [Allow("kms:*"), Allow("sts:GetFederationToken")]));
        var bare = await world.CredentialsAsync("u", "GetFederationToken", ("Name", "Jane"));
        await world.DeniedAsync(bare, "Encrypt", Jane, "because no session policy allows the {0} action");
        await world.AllowedAsync(bare, "Decrypt");
        await world.AllowedAsync(await world.CredentialsAsync("u", "GetFederationToken", ("Name", "Jane"), ("Policy", Policy([Allow("kms:*")]))), "Encrypt");
    }

    private static DataFolderSettings Trusting(DataFolderSettings settings) => settings with { TrustedCallers = Forwarder.Trusted() };
}
