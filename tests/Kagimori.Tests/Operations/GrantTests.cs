using System.Text.Json.Nodes;
using Kagimori.Keys;

namespace Kagimori.Tests.Operations;

public sealed class GrantTests
{
    private const string User = $"arn:aws:iam::{TestService.Account}:user/user";
    private const string DenyDecrypt =
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}}""";

    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_grant_lets_its_grantee_do_what_it_names_until_it_is_revoked()
    {
        await using var service = await TestService.StartAsync(null, ("user", null), ("other", null));
        var blob = await EncryptAsync(service);
        Assert.Equal("AccessDeniedException", (await DecryptAsync(service, "user", blob)).Code);
        var grant = await GrantAsync(service, User, ["Decrypt"]);
        Assert.Matches("^[0-9a-f]{64}$", grant["GrantId"]);
        (await DecryptAsync(service, "user", blob)).Succeeded();
        Assert.Equal("AccessDeniedException", (await DecryptAsync(service, "other", blob)).Code);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "Encrypt", new { TestService.KeyId, Plaintext = Hello })).Code);
        (await service.KmsAsync("root", "RevokeGrant", new { TestService.KeyId, GrantId = grant["GrantId"] })).Succeeded();
        Assert.Equal("AccessDeniedException", (await DecryptAsync(service, "user", blob)).Code);
        (await service.KmsAsync("root", "RevokeGrant", new { TestService.KeyId, GrantId = grant["GrantId"] })).Refused("NotFoundException", $"Grant ID {grant["GrantId"]} not found");
    }

    [Fact]
    public async Task A_grant_on_a_key_without_encryption_context_has_no_constraints()
    {
        await using var service = await TestService.StartAsync();
        var key = (await service.KmsAsync("root", "CreateKey", new { KeySpec = "HMAC_256", KeyUsage = "GENERATE_VERIFY_MAC" })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        (await service.KmsAsync("root", "CreateGrant", new
        {
            KeyId = key, GranteePrincipal = TestService.Account, Operations = new[] { "GenerateMac" }, Constraints = new { EncryptionContextSubset = new { a = "1" } },
        })).Refused("ValidationException", "EncryptionContext is supported only when creating a grant for a symmetric encryption KMS key.");
    }

    [Fact]
    public async Task A_listed_grant_shows_its_principals_as_ARNs_and_unique_ids_when_they_are_gone()
    {
        await using var service = await TestService.StartAsync();
        const string Temp = $"arn:aws:iam::{TestService.Account}:user/temp";
        Assert.Equal(200, (await service.QueryAsync("root", "iam", "CreateUser", ("UserName", "temp"))).Status);
        await GrantAsync(service, Temp, ["Decrypt", "RetireGrant"], new { RetiringPrincipal = Temp, Name = "n", Constraints = new { EncryptionContextSubset = new { a = "1" } } });
        var listed = (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId, GranteePrincipal = Temp })).Succeeded().Json["Grants"]![0]!.AsObject();
        Assert.Equal(["KeyId", "GrantId", "Name", "CreationDate", "GranteePrincipal", "RetiringPrincipal", "IssuingAccount", "Operations", "Constraints"], listed.Select(pair => pair.Key));
        Assert.Equal((TestService.KeyArn, Temp, Temp, $"arn:aws:iam::{TestService.Account}:root"), (Text(listed, "KeyId"), Text(listed, "GranteePrincipal"), Text(listed, "RetiringPrincipal"), Text(listed, "IssuingAccount")));
        Assert.Equal("""{"EncryptionContextSubset":{"a":"1"}}""", listed["Constraints"]!.ToJsonString());
        var retirable = (await service.KmsAsync("root", "ListRetirableGrants", new { RetiringPrincipal = Temp })).Succeeded().Json["Grants"]!.AsArray();
        Assert.Equal(listed.ToJsonString(), Assert.Single(retirable)!.ToJsonString());

        Assert.Equal(200, (await service.QueryAsync("root", "iam", "DeleteUser", ("UserName", "temp"))).Status);
        var orphan = (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId })).Json["Grants"]![0]!;
        Assert.StartsWith("AIDA", Text(orphan, "GranteePrincipal"), StringComparison.Ordinal);
        (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId, GranteePrincipal = Text(orphan, "GranteePrincipal") })).Refused("InvalidArnException", "Input does not refer to a valid principal");
        (await service.KmsAsync("root", "ListRetirableGrants", new { RetiringPrincipal = Text(orphan, "GranteePrincipal") })).Refused("NotFoundException", $"Retiring principal {Text(orphan, "GranteePrincipal")} could not be found");
        (await CreateAsync(service, "root", Text(orphan, "GranteePrincipal"), ["Decrypt"])).Refused("InvalidArnException", "GranteePrincipal does not refer to a valid principal.");
        (await CreateAsync(service, "root", Temp, ["Decrypt"])).Refused("InvalidArnException", $"ARN does not refer to a valid principal: {Temp}");
        (await CreateAsync(service, "root", "arn:aws:sts::123456789012:assumed-role/path/Administrator/s1", ["Decrypt"])).Refused("InvalidArnException", "ARN is not valid: arn:aws:sts::123456789012:assumed-role/path/Administrator/s1");
    }

    /// <summary>The session itself is named: what its session policy and boundary leave out does not matter. Its role is named: they limit.</summary>
    [Theory]
    [InlineData("session", null, true, null)]
    [InlineData("session", "s3:*", true, null)]
    [InlineData("session", "deny", false, "with an explicit deny in a session policy")]
    [InlineData("sibling", null, false, "because no identity-based policy allows the kms:Decrypt action")]
    [InlineData("role", null, true, null)]
    [InlineData("role", "s3:*", false, "because no session policy allows the kms:Decrypt action")]
    [InlineData("role", "deny", false, "with an explicit deny in a session policy")]
    public async Task A_grant_to_a_session_and_one_to_its_role_are_limited_differently(string grantee, string? sessionPolicy, bool allowed, string? reason)
    {
        await using var service = await TestService.StartAsync(null, ("assumer", TestService.Allow("sts:AssumeRole")));
        var blob = await EncryptAsync(service);
        await CreateRoleAsync(service, "Bare");
        await GrantAsync(service, grantee == "role" ? $"arn:aws:iam::{TestService.Account}:role/Bare" : $"arn:aws:sts::{TestService.Account}:assumed-role/Bare/{(grantee == "session" ? "s1" : "s2")}", ["Decrypt"]);
        var policy = sessionPolicy == "deny" ? DenyDecrypt : sessionPolicy is null ? null : TestService.Allow(sessionPolicy);
        var session = await service.AssumeAsync("assumer", "Bare", "s1", policy is null ? [] : [("Policy", policy)]);
        var answer = await DecryptAsync(service, session, blob);
        if (allowed) answer.Succeeded();
        else answer.Refused("AccessDeniedException", $"User: arn:aws:sts::{TestService.Account}:assumed-role/Bare/s1 is not authorized to perform: kms:Decrypt on resource: {TestService.KeyArn} {reason}");
    }

    [Theory]
    [InlineData("session", true)]
    [InlineData("role", false)]
    public async Task A_boundary_limits_a_grant_to_a_role_and_not_one_to_a_session(string grantee, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("assumer", TestService.Allow("sts:AssumeRole")));
        var blob = await EncryptAsync(service);
        var boundary = (await service.QueryAsync("root", "iam", "CreatePolicy", ("PolicyName", "b"), ("PolicyDocument", TestService.Allow("s3:*")))).Xml("Arn");
        await CreateRoleAsync(service, "Bound");
        Assert.Equal(200, (await service.QueryAsync("root", "iam", "PutRolePermissionsBoundary", ("RoleName", "Bound"), ("PermissionsBoundary", boundary))).Status);
        await GrantAsync(service, grantee == "role" ? $"arn:aws:iam::{TestService.Account}:role/Bound" : $"arn:aws:sts::{TestService.Account}:assumed-role/Bound/s1", ["Decrypt"]);
        var answer = await DecryptAsync(service, await service.AssumeAsync("assumer", "Bound"), blob);
        if (allowed) answer.Succeeded();
        else Assert.Contains("because no permissions boundary allows the kms:Decrypt action", answer["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_made_anew_under_the_same_name_does_not_inherit_a_grant()
    {
        await using var service = await TestService.StartAsync(null, ("assumer", TestService.Allow("sts:AssumeRole")));
        var blob = await EncryptAsync(service);
        await CreateRoleAsync(service, "Again");
        const string Role = $"arn:aws:iam::{TestService.Account}:role/Again";
        var first = await GrantAsync(service, Role, ["Decrypt"], new { Name = "n" });
        Assert.Equal(200, (await service.QueryAsync("root", "iam", "DeleteRole", ("RoleName", "Again"))).Status);
        await CreateRoleAsync(service, "Again");
        var session = await service.AssumeAsync("assumer", "Again");
        Assert.Equal("AccessDeniedException", (await DecryptAsync(service, session, blob)).Code);
        Assert.NotEqual(first["GrantId"], (await GrantAsync(service, Role, ["Decrypt"], new { Name = "n" }))["GrantId"]);
        (await DecryptAsync(service, session, blob)).Succeeded();
    }

    [Fact]
    public async Task A_deny_in_the_key_policy_beats_a_grant()
    {
        const string Policy = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},
              {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:user/user"},"Action":"kms:Decrypt","Resource":"*"}]}
            """;
        await using var service = await TestService.StartAsync(Policy, ("user", null));
        var blob = await EncryptAsync(service);
        await GrantAsync(service, User, ["Decrypt"]);
        Assert.EndsWith("with an explicit deny in a resource-based policy", (await DecryptAsync(service, "user", blob))["Message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"EncryptionContextEquals":{"a":"1"}}""", """{"a":"1"}""", true)]
    [InlineData("""{"EncryptionContextEquals":{"a":"1"}}""", """{"A":"1"}""", true)]
    [InlineData("""{"EncryptionContextEquals":{"a":"1"}}""", """{"a":"1","b":"2"}""", false)]
    [InlineData("""{"EncryptionContextSubset":{"a":"1"}}""", """{"a":"1","b":"2"}""", true)]
    [InlineData("""{"EncryptionContextSubset":{"a":"1"}}""", """{"b":"2"}""", false)]
    [InlineData("""{"EncryptionContextSubset":{"a":"1"}}""", "{}", false)]
    public async Task A_constraint_binds_what_has_an_encryption_context_and_nothing_else(string constraint, string context, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("user", null));
        await GrantAsync(service, User, ["Encrypt", "DescribeKey"], new { Constraints = JsonNode.Parse(constraint) });
        var answer = await service.KmsAsync("user", "Encrypt", new { TestService.KeyId, Plaintext = Hello, EncryptionContext = JsonNode.Parse(context) });
        Assert.Equal(allowed ? 200 : 400, answer.Status);
        (await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId })).Succeeded();
    }

    /// <summary>One grant must hold CreateGrant and all that is passed on, with constraints at least as strict.</summary>
    [Theory]
    [InlineData("""["Decrypt"]""", """{"EncryptionContextSubset":{"a":"1"}}""", true)]
    [InlineData("""["Decrypt"]""", """{"EncryptionContextSubset":{"a":"1","b":"2"}}""", true)]
    [InlineData("""["Decrypt"]""", """{"EncryptionContextEquals":{"a":"1"}}""", true)]
    [InlineData("""["Decrypt"]""", """{"EncryptionContextEquals":{"b":"1"}}""", false)]
    [InlineData("""["Decrypt"]""", null, false)]
    [InlineData("""["Decrypt","Encrypt"]""", """{"EncryptionContextSubset":{"a":"1"}}""", false)]
    public async Task A_grantee_passes_on_no_more_than_one_grant_gives(string operations, string? constraints, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("user", null), ("other", null));
        await GrantAsync(service, User, ["CreateGrant", "Decrypt"], new { Constraints = new { EncryptionContextSubset = new { a = "1" } } });
        await GrantAsync(service, User, ["Encrypt"]);
        var request = new JsonObject
        {
            ["KeyId"] = TestService.KeyId, ["GranteePrincipal"] = $"arn:aws:iam::{TestService.Account}:user/other",
            ["Operations"] = JsonNode.Parse(operations), ["Constraints"] = constraints is null ? null : JsonNode.Parse(constraints),
        };
        var answer = await service.KmsAsync("user", "CreateGrant", request.ToJsonString());
        if (allowed) answer.Succeeded();
        else answer.Refused("AccessDeniedException", $"User: {User} is not authorized to perform: kms:CreateGrant on resource: {TestService.KeyArn} because no identity-based policy allows the kms:CreateGrant action");
    }

    [Fact]
    public async Task The_same_name_and_properties_make_one_grant_with_many_tokens()
    {
        await using var service = await TestService.StartAsync(null, ("user", null));
        var first = await GrantAsync(service, User, ["Decrypt", "DescribeKey"], new { Name = "n" });
        var second = await GrantAsync(service, User, ["DescribeKey", "Decrypt"], new { Name = "n" });
        Assert.Equal(first["GrantId"], second["GrantId"]);
        Assert.NotEqual(first["GrantToken"], second["GrantToken"]);
        Assert.NotEqual(first["GrantId"], (await GrantAsync(service, User, ["Decrypt"], new { Name = "n" }))["GrantId"]);
        Assert.NotEqual((await GrantAsync(service, User, ["Decrypt"]))["GrantId"], (await GrantAsync(service, User, ["Decrypt"]))["GrantId"]);
        var blob = await EncryptAsync(service);
        (await service.KmsAsync("user", "Decrypt", new { CiphertextBlob = blob, GrantTokens = new[] { first["GrantToken"], second["GrantToken"] } })).Succeeded();
        (await service.KmsAsync("user", "Decrypt", new { CiphertextBlob = blob, GrantTokens = new[] { "garbage" } })).Refused("InvalidGrantTokenException", null);
    }

    [Fact]
    public async Task A_token_does_not_make_anybody_the_grantee()
    {
        await using var service = await TestService.StartAsync(null, ("user", null), ("other", null));
        var grant = await GrantAsync(service, User, ["Decrypt"]);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("other", "Decrypt", new { CiphertextBlob = await EncryptAsync(service), GrantTokens = new[] { grant["GrantToken"] } })).Code);
    }

    [Theory]
    [InlineData("retiring", true)]
    [InlineData("grantee", true)]
    [InlineData("manager", true)]
    [InlineData("root", true)]
    [InlineData("other", false)]
    [InlineData("denied", false)]
    public async Task Who_may_retire_a_grant_stands_in_the_grant_or_in_the_policies_of_the_account_that_issued_it(string caller, bool allowed)
    {
        await using var service = await TestService.StartAsync(null,
            ("retiring", null), ("grantee", null), ("manager", TestService.Allow("kms:RetireGrant")), ("other", null),
            ("denied", """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kms:RetireGrant","Resource":"*"}}"""));
        var retiring = $"arn:aws:iam::{TestService.Account}:user/{(caller == "denied" ? "denied" : "retiring")}";
        var grant = await GrantAsync(service, $"arn:aws:iam::{TestService.Account}:user/grantee", ["Decrypt", "RetireGrant"], new { RetiringPrincipal = retiring });
        var answer = await service.KmsAsync(caller, "RetireGrant", new { GrantToken = grant["GrantToken"] });
        Assert.Equal(allowed ? 200 : 400, answer.Status);
        Assert.Equal(allowed ? 0 : 1, (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId })).Json["Grants"]!.AsArray().Count);
        Assert.Equal(allowed ? 0 : 1, (await service.KmsAsync("root", "ListRetirableGrants", new { RetiringPrincipal = retiring })).Json["Grants"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_grant_is_retired_by_key_ARN_and_grant_id_and_a_dry_run_leaves_it()
    {
        await using var service = await TestService.StartAsync(null, ("user", null));
        var grant = await GrantAsync(service, User, ["Decrypt"]);
        (await service.KmsAsync("root", "RetireGrant", new { TestService.KeyId, GrantId = grant["GrantId"] })).Refused("NotFoundException", $"Invalid arn {TestService.KeyId}");
        (await service.KmsAsync("root", "RetireGrant", new { GrantToken = "garbage" })).Refused("InvalidGrantTokenException", null);
        Assert.Equal("DryRunOperationException", (await service.KmsAsync("root", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant["GrantId"], DryRun = true })).Code);
        (await service.KmsAsync("root", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant["GrantId"] })).Succeeded();
        (await service.KmsAsync("root", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant["GrantId"] })).Refused("NotFoundException", $"Grant ID {grant["GrantId"]} not found");
    }

    [Theory]
    [InlineData("""{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt"]}}""", false)]
    [InlineData("""{"StringEquals":{"kms:GranteePrincipal":"arn:aws:iam::123456789012:user/user"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:GrantConstraintType":"EncryptionContextSubset"}}""", true)]
    [InlineData("""{"StringEquals":{"kms:EncryptionContext:a":"1"}}""", true)]
    [InlineData("""{"Bool":{"kms:GrantIsForAWSResource":"true"}}""", false)]
    public async Task The_condition_keys_of_CreateGrant_are_there(string condition, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("user", null), ("issuer", TestService.Allow("kms:CreateGrant", condition: condition)));
        var answer = await CreateAsync(service, "issuer", User, ["Decrypt"], new { Constraints = new { EncryptionContextSubset = new { a = "1" } } });
        Assert.Equal(allowed ? 200 : 400, answer.Status);
    }

    [Fact]
    public async Task What_a_grant_cannot_say_is_refused()
    {
        await using var service = await TestService.StartAsync(null, ("user", null));
        Assert.Equal("ValidationException", (await CreateAsync(service, "root", User, ["Sign"])).Code);
        Assert.Equal("ValidationException", (await CreateAsync(service, "root", User, ["Nonsense"])).Code);
        Assert.Equal("ValidationException", (await CreateAsync(service, "root", User, [])).Code);
        Assert.Equal("ValidationException", (await CreateAsync(service, "root", User, ["Decrypt"], new { Constraints = new { EncryptionContextSubset = new { a = new string('x', 400) } } })).Code);
        (await CreateAsync(service, "root", User, ["CreateGrant", "CreateGrant"])).Refused("ValidationException", "Grants must not contain only the CreateGrant operation.");
        var both = new { Constraints = new { EncryptionContextSubset = new { a = "1" }, EncryptionContextEquals = new { a = "1" } } };
        (await CreateAsync(service, "root", User, ["Decrypt"], both)).Refused("ValidationException", "More than one constraint supplied");
    }

    [Fact]
    public async Task An_empty_constraint_beside_another_is_none_and_one_alone_counts()
    {
        await using var service = await TestService.StartAsync();
        await GrantedAsync("""{"EncryptionContextSubset":{"a":"1"},"EncryptionContextEquals":{}}""", """{"EncryptionContextSubset":{"a":"1"}}""");
        await GrantedAsync("""{"EncryptionContextSubset":{},"EncryptionContextEquals":{"a":"1"}}""", """{"EncryptionContextEquals":{"a":"1"}}""");
        await GrantedAsync("""{"EncryptionContextSubset":{},"EncryptionContextEquals":{}}""", """{"EncryptionContextEquals":{}}""");

        async Task GrantedAsync(string constraints, string expected)
        {
            var id = (await CreateAsync(service, "root", TestService.Account, ["Decrypt"], new { Constraints = JsonNode.Parse(constraints) })).Succeeded()["GrantId"];
            var grants = (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId, GrantId = id })).Succeeded().Json["Grants"]!.AsArray();
            Assert.Equal(expected, Assert.Single(grants)!["Constraints"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("ListAliases")]
    [InlineData("ListGrants")]
    [InlineData("ListRetirableGrants")]
    public async Task A_page_of_aliases_or_grants_has_at_most_100(string operation)
    {
        await using var service = await TestService.StartAsync();
        JsonObject Request(int limit) => new() { ["KeyId"] = TestService.KeyId, ["RetiringPrincipal"] = TestService.Account, ["Limit"] = limit };
        (await service.KmsAsync("root", operation, Request(100).ToJsonString())).Succeeded();
        (await service.KmsAsync("root", operation, Request(101).ToJsonString())).Refused("ValidationException", "Limit must be between 1 and 100 inclusive.");
    }

    [Fact]
    public async Task Grants_are_listed_page_by_page_and_go_with_their_key()
    {
        await using var service = await TestService.StartAsync(null, ("user", null));
        for (var i = 0; i < 5; i++) await GrantAsync(service, User, ["Decrypt"], new { RetiringPrincipal = User });
        foreach (var (operation, request) in new[] { ("ListGrants", new JsonObject { ["KeyId"] = TestService.KeyId }), ("ListRetirableGrants", new JsonObject { ["RetiringPrincipal"] = User }) })
        {
            request["Limit"] = 3;
            var page = (await service.KmsAsync("root", operation, request.ToJsonString())).Succeeded();
            request["Marker"] = page["NextMarker"];
            Assert.Equal(2, (await service.KmsAsync("root", operation, request.ToJsonString())).Succeeded().Json["Grants"]!.AsArray().Count);
        }
        await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId, PendingWindowInDays = 7 });
        service.Clock.Advance(TimeSpan.FromDays(7));
        await new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);
        Assert.Empty((await service.KmsAsync("root", "ListRetirableGrants", new { RetiringPrincipal = User })).Json["Grants"]!.AsArray());
    }

    private static async Task CreateRoleAsync(TestService service, string name) => Assert.Equal(200, (await service.QueryAsync("root", "iam", "CreateRole",
        ("RoleName", name), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""))).Status);

    private static async Task<string> EncryptAsync(TestService service) => (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello })).Succeeded()["CiphertextBlob"];

    private static Task<TestAnswer> DecryptAsync(TestService service, string caller, string blob) => service.KmsAsync(caller, "Decrypt", new { CiphertextBlob = blob });

    private static async Task<TestAnswer> GrantAsync(TestService service, string grantee, string[] operations, object? more = null) =>
        (await CreateAsync(service, "root", grantee, operations, more)).Succeeded();

    private static Task<TestAnswer> CreateAsync(TestService service, string caller, string grantee, string[] operations, object? more = null)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        request["KeyId"] = TestService.KeyId;
        request["GranteePrincipal"] = grantee;
        request["Operations"] = new JsonArray([.. operations.Select(operation => JsonValue.Create(operation))]);
        return service.KmsAsync(caller, "CreateGrant", request.ToJsonString());
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
