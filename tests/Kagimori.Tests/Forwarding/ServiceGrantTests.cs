using System.Text.Json.Nodes;
using Kagimori.PolicyTools;

namespace Kagimori.Tests.Forwarding;

/// <summary>Grants to services, which act on behalf of a resource: who may make them, what they give, and how they end.</summary>
public sealed class ServiceGrantTests
{
    private const string Storage = "storage.example.com";
    private const string Table = $"arn:aws:dynamodb:ap-northeast-1:{TestService.Account}:table/one", OtherTable = Table + "2";
    private static readonly string[] Operations = ["Encrypt", "Decrypt", "DescribeKey", "CreateGrant"];
    private static readonly object SourceConstraint = new { SourceArn = Table };

    private static (string, string)[] As(string service, string? source = Table) =>
        source is null ? [("service-principal", service)] : [("service-principal", service), ("source-arn", source), ("source-account", TestService.Account)];

    private static object ToStorage(object? constraints = null, string? retiring = Storage) => new
    {
        KeyId = TestService.KeyArn, GranteeServicePrincipal = Storage, RetiringServicePrincipal = retiring, Operations, Constraints = constraints ?? SourceConstraint,
    };

    private static Task<TestAnswer> EncryptAsync(TestService service, (string, string)[] headers, object? context = null) =>
        service.ForwardAsync("Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==", EncryptionContext = context }, headers);

    private static async Task DeniedAsync(Task<TestAnswer> answer) => Assert.Equal("AccessDeniedException", (await answer).Code);

    [Fact]
    public async Task A_service_uses_a_key_by_a_grant_on_behalf_of_its_resource_alone()
    {
        await using var service = await Forwarder.StartAsync();
        await DeniedAsync(EncryptAsync(service, As(Storage)));
        (await service.KmsAsync("root", "CreateGrant", ToStorage())).Succeeded();
        (await EncryptAsync(service, As(Storage))).Succeeded();
        (await service.DescribeAsync(As(Storage))).Succeeded();
        await DeniedAsync(EncryptAsync(service, As(Storage, OtherTable)));
        await DeniedAsync(EncryptAsync(service, As(Storage, null)));
        await DeniedAsync(service.DescribeAsync(As(Storage, OtherTable)));
        await DeniedAsync(EncryptAsync(service, As("s3.amazonaws.com")));
        await DeniedAsync(service.KmsAsync("storage", "Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==" }));
    }

    [Fact]
    public async Task Both_kinds_of_constraint_bind_together()
    {
        await using var service = await Forwarder.StartAsync();
        (await service.KmsAsync("root", "CreateGrant", ToStorage(new { SourceArn = Table, EncryptionContextSubset = new { app = "x" } }))).Succeeded();
        (await EncryptAsync(service, As(Storage), new { app = "x" })).Succeeded();
        await DeniedAsync(EncryptAsync(service, As(Storage)));
        await DeniedAsync(EncryptAsync(service, As(Storage, OtherTable), new { app = "x" }));
    }

    [Fact]
    public async Task A_service_passes_on_no_grant_that_is_for_more_resources()
    {
        await using var service = await Forwarder.StartAsync();
        (await service.KmsAsync("root", "CreateGrant", ToStorage())).Succeeded();
        (await service.ForwardAsync("CreateGrant", ToStorage(), As(Storage))).Succeeded();
        await DeniedAsync(service.ForwardAsync("CreateGrant", ToStorage(new { SourceArn = OtherTable }), As(Storage)));
        await DeniedAsync(service.ForwardAsync("CreateGrant", new { KeyId = TestService.KeyArn, GranteePrincipal = Forwarder.User, Operations }, As(Storage)));
    }

    /// <summary>KMS developer guide, "SourceArn constraint": it is evaluated when a service asks.</summary>
    [Fact]
    public async Task The_resource_does_not_bind_a_grantee_who_is_no_service()
    {
        await using var service = await Forwarder.StartAsync();
        (await service.KmsAsync("root", "CreateGrant", new { TestService.KeyId, GranteePrincipal = Forwarder.User, Operations = new[] { "Encrypt" }, Constraints = SourceConstraint })).Succeeded();
        (await service.KmsAsync("user", "Encrypt", new { TestService.KeyId, Plaintext = "eA==" })).Succeeded();
    }

    [Fact]
    public async Task Listings_name_services_as_such_and_services_find_their_own()
    {
        const string Lists = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{TestService.Account}}"},"Action":"kms:*","Resource":"*"},
              {"Effect":"Allow","Principal":{"Service":["{{Storage}}","s3.amazonaws.com"]},"Action":"kms:ListGrants","Resource":"*"}]}
            """;
        await using var service = await Forwarder.StartAsync(Lists);
        var id = (await service.KmsAsync("root", "CreateGrant", ToStorage())).Succeeded()["GrantId"];
        (await service.KmsAsync("root", "CreateGrant", new { TestService.KeyId, GranteePrincipal = Forwarder.User, Operations = new[] { "Encrypt" } })).Succeeded();
        var listed = (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId, GrantId = id })).Succeeded().Json["Grants"]![0]!;
        Assert.Equal((Storage, Storage, Table), ((string?)listed["GranteeServicePrincipal"], (string?)listed["RetiringServicePrincipal"], (string?)listed["Constraints"]!["SourceArn"]));
        Assert.Null(listed["GranteePrincipal"] ?? listed["RetiringPrincipal"]);

        var filter = new { KeyId = TestService.KeyArn, GranteeServicePrincipal = Storage };
        Assert.Equal(id, Assert.Single((await service.ForwardAsync("ListGrants", filter, As(Storage))).Succeeded().Json["Grants"]!.AsArray())!["GrantId"]!.GetValue<string>());
        (await service.KmsAsync("root", "ListGrants", filter)).Refused("ValidationException", "GranteeServicePrincipal can be used only by callers in a service principal.");
        (await service.ForwardAsync("ListGrants", new { KeyId = TestService.KeyArn, GranteeServicePrincipal = Storage, GranteePrincipal = Forwarder.User }, As(Storage)))
            .Refused("ValidationException", "You can specify either GranteePrincipal or GranteeServicePrincipal, but not both.");

        var retirable = new { RetiringServicePrincipal = Storage };
        Assert.Equal(id, Assert.Single((await service.ForwardAsync("ListRetirableGrants", retirable, As(Storage))).Succeeded().Json["Grants"]!.AsArray())!["GrantId"]!.GetValue<string>());
        await DeniedAsync(service.ForwardAsync("ListRetirableGrants", retirable, As("s3.amazonaws.com")));
        (await service.KmsAsync("root", "ListRetirableGrants", retirable)).Refused("ValidationException", "RetiringServicePrincipal can be used only by callers in a service principal.");
        (await service.KmsAsync("root", "ListRetirableGrants", new { })).Refused(
            "ValidationException", "1 validation error detected: Value null at 'retiringPrincipal' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task The_retiring_service_ends_a_grant_whatever_it_asks_on_behalf_of()
    {
        await using var service = await Forwarder.StartAsync();
        var grant = (await service.KmsAsync("root", "CreateGrant", ToStorage(retiring: "s3.amazonaws.com"))).Succeeded()["GrantId"];
        var request = new { KeyId = TestService.KeyArn, GrantId = grant };
        await DeniedAsync(service.ForwardAsync("RetireGrant", request, As(Storage)));
        (await service.ForwardAsync("RetireGrant", request, As("s3.amazonaws.com", null))).Succeeded();
        await DeniedAsync(EncryptAsync(service, As(Storage)));
    }

    [Theory]
    [InlineData("""{"GranteeServicePrincipal":"storage.example.com","RetiringServicePrincipal":"storage.example.com"}""", "A SourceArn constraint is required when GranteeServicePrincipal is specified.")]
    [InlineData("""{"GranteeServicePrincipal":"storage.example.com","Constraints":{"SourceArn":"TABLE"}}""", "RetiringPrincipal or RetiringServicePrincipal is required when GranteeServicePrincipal is specified.")]
    [InlineData("""{"GranteeServicePrincipal":"storage.example.com","GranteePrincipal":"USER"}""", "You can specify either GranteePrincipal or GranteeServicePrincipal, but not both.")]
    [InlineData("""{"GranteePrincipal":"USER","RetiringPrincipal":"USER","RetiringServicePrincipal":"storage.example.com"}""", "You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.")]
    [InlineData("""{"GranteeServicePrincipal":"other.example.com","RetiringPrincipal":"USER","Constraints":{"SourceArn":"TABLE"}}""", "other.example.com is not a valid service principal.")]
    [InlineData("""{"GranteePrincipal":"USER","Constraints":{"SourceArn":"arn:aws:s3:::bucket-without-account"}}""", "1 validation error detected: Value 'arn:aws:s3:::bucket-without-account' at 'constraints.sourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$")]
    [InlineData("{}", "1 validation error detected: Value null at 'granteePrincipal' failed to satisfy constraint: Member must not be null")]
    public async Task What_does_not_go_together_is_refused(string members, string message)
    {
        await using var service = await Forwarder.StartAsync();
        var request = JsonNode.Parse(members.Replace("USER", Forwarder.User, StringComparison.Ordinal).Replace("TABLE", Table, StringComparison.Ordinal))!;
        request["KeyId"] = TestService.KeyArn;
        request["Operations"] = new JsonArray("Encrypt");
        (await service.KmsAsync("root", "CreateGrant", request.ToJsonString())).Refused("ValidationException", message);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"kms:GranteeServicePrincipal":"storage.example.com","kms:RetiringServicePrincipal":"storage.example.com","kms:GrantConstraintType":"SourceArn"}}""", true)]
    [InlineData("""{"ArnLike":{"kms:GrantConstraintSourceArn":"arn:aws:dynamodb:*:123456789012:table/*"},"Null":{"kms:GranteePrincipal":"true","kms:RetiringPrincipal":"true"}}""", true)]
    [InlineData("""{"ArnLike":{"kms:GrantConstraintSourceArn":"arn:aws:s3:*:123456789012:*"}}""", false)]
    [InlineData("""{"StringEquals":{"kms:GranteeServicePrincipal":"s3.amazonaws.com"}}""", false)]
    public async Task Policies_say_to_which_services_and_for_which_resources_grants_may_be(string condition, bool allowed)
    {
        await using var service = await Forwarder.StartAsync(userPolicy: TestService.Allow("kms:CreateGrant", condition: condition));
        var answer = await service.KmsAsync("user", "CreateGrant", ToStorage());
        if (allowed) answer.Succeeded();
        else Assert.Equal("AccessDeniedException", answer.Code);
    }

    [Fact]
    public async Task A_named_grant_is_made_once_for_each_resource()
    {
        await using var service = await Forwarder.StartAsync();
        async Task<string> CreateAsync(string source) => (await service.KmsAsync("root", "CreateGrant", new
        {
            TestService.KeyId, Name = "n", GranteeServicePrincipal = Storage, RetiringServicePrincipal = Storage, Operations, Constraints = new { SourceArn = source },
        })).Succeeded()["GrantId"];
        var first = await CreateAsync(Table);
        Assert.Equal(first, await CreateAsync(Table));
        Assert.NotEqual(first, await CreateAsync(OtherTable));
    }

    [Theory]
    [InlineData("Service", Storage, Table, "Allowed")]
    [InlineData("Service", Storage, OtherTable, "ImplicitlyDenied")]
    [InlineData("Service", Storage, null, "ImplicitlyDenied")]
    [InlineData("Service", "s3.amazonaws.com", Table, "ImplicitlyDenied")]
    public void Evaluation_holds_the_resource_of_a_grant_against_the_context(string type, string caller, string? source, string decision)
    {
        var line = new JsonObject
        {
            ["id"] = 1,
            ["request"] = new JsonObject
            {
                ["principal"] = new JsonObject { ["arn"] = caller, ["type"] = type }, ["action"] = "kms:DescribeKey", ["resource"] = TestService.KeyArn,
                ["resourceAccount"] = TestService.Account, ["context"] = source is null ? [] : new JsonObject { ["aws:SourceArn"] = source },
            },
            ["resourcePolicy"] = JsonNode.Parse($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{TestService.Account}}"},"Action":"kms:*","Resource":"*"}]}"""),
            ["grants"] = new JsonArray(new JsonObject
            {
                ["granteePrincipal"] = Storage, ["issuingAccount"] = TestService.Account, ["operations"] = new JsonArray("DescribeKey"), ["constraints"] = new JsonObject { ["sourceArn"] = Table },
            }),
        };
        using var output = new MemoryStream();
        EvaluationLine.Answer(line.ToJsonString(), output);
        Assert.Equal(decision, JsonNode.Parse(output.ToArray())!["decision"]?.GetValue<string>());
    }
}
