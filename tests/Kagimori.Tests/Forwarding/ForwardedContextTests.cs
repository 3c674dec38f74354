using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.Forwarding;

/// <summary>Forwarded context through the wire: what it makes of decisions, and that nobody gets it by asking.</summary>
public sealed class ForwardedContextTests
{
    private const string Account = TestService.Account;
    private const string Via = "called-via", Caller = "caller", Token = "caller-token", Service = "service-principal";
    private const string ForService = $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"{{Account}}"},"Action":["kms:PutKeyPolicy","kms:CreateGrant"],"Resource":"*"},
          {"Effect":"Allow","Principal":{"Service":"storage.example.com"},"Action":["kms:DescribeKey","kms:Encrypt"],"Resource":"*",
           "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::bucket-*"},"StringEquals":{"aws:SourceAccount":"{{Account}}"} } } ] }
        """;

    private static readonly (string, string)[] AsService = [(Service, "storage.example.com"), ("source-arn", "arn:aws:s3:::bucket-1"), ("source-account", Account)];
    private static readonly (string, string)[] ForUser = [(Via, "s3.amazonaws.com"), (Caller, Forwarder.User)];

    [Fact]
    public async Task A_service_principal_is_allowed_what_the_key_policy_allows_it_for_its_source()
    {
        await using var service = await Forwarder.StartAsync(ForService);
        (await service.DescribeAsync(AsService)).Succeeded();
        (await service.DescribeAsync()).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{Account}:user/storage is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no resource-based policy allows the kms:DescribeKey action");
        foreach (var headers in new (string, string)[][]
        {
            [(Service, "storage.example.com")], [(Service, "s3.amazonaws.com"), .. AsService[1..]], [(Service, "storage.example.com"), ("source-arn", "arn:aws:s3:::other"), ("source-account", Account)],
        })
            Assert.Equal("AccessDeniedException", (await service.DescribeAsync(headers)).Code);
        // A service has no policies of its own: what has no key is not allowed.
        Assert.Equal("AccessDeniedException", (await service.ForwardAsync("ListKeys", new { }, AsService)).Code);
        Assert.Equal("AccessDeniedException", (await service.ForwardAsync("CreateKey", new { }, AsService)).Code);
    }

    [Fact]
    public async Task A_key_policy_names_only_services_that_are_AWSs_or_configured()
    {
        await using var service = await Forwarder.StartAsync(ForService);
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = ForService })).Succeeded();
        (await service.KmsAsync("root", "PutKeyPolicy", new { TestService.KeyId, Policy = ForService.Replace("storage.example.com", "other.example.com", StringComparison.Ordinal) }))
            .Refused("MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals.");
    }

    /// <summary>The policy of an AWS managed key, which nobody can meet directly.</summary>
    [Fact]
    public async Task An_AWS_managed_key_is_used_through_its_service_by_whoever_called_that()
    {
        await using var service = await Forwarder.StartAsync();
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" })).Succeeded();
        var request = new { KeyId = "alias/aws/s3", KeySpec = "AES_256" };
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "GenerateDataKey", request)).Code);
        (await service.ForwardAsync("GenerateDataKey", request, ForUser)).Succeeded();
        Assert.Equal("AccessDeniedException", (await service.ForwardAsync("GenerateDataKey", request, (Via, "athena.amazonaws.com"), (Caller, Forwarder.User))).Code);
    }

    [Fact]
    public async Task The_original_callers_own_policies_decide()
    {
        await using var service = await Forwarder.StartAsync(userPolicy: TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}"""));
        (await service.DescribeAsync(ForUser)).Succeeded();
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId })).Code);
        (await service.ForwardAsync("Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==" }, ForUser)).Refused("AccessDeniedException",
            $"User: {Forwarder.User} is not authorized to perform: kms:Encrypt on resource: {TestService.KeyArn} because no identity-based policy allows the kms:Encrypt action");
    }

    [Fact]
    public async Task A_session_is_forwarded_by_its_token_with_its_session_policy_until_it_ends()
    {
        await using var service = await Forwarder.StartAsync();
        var limited = (await service.AssumeAsync("assumer", "Administrator", "s1", ("Policy", TestService.Allow("kms:Encrypt")), ("DurationSeconds", "900"))).Split(' ')[2];
        (string, string)[] headers = [(Via, "s3.amazonaws.com"), (Token, limited)];
        (await service.ForwardAsync("Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==" }, headers)).Succeeded();
        (await service.DescribeAsync(headers)).Refused("AccessDeniedException",
            $"User: arn:aws:sts::{Account}:assumed-role/Administrator/s1 is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no session policy allows the kms:DescribeKey action");
        (await service.DescribeAsync((Via, "s3.amazonaws.com"), (Token, limited[..^4] + "AAAA"))).IsNotForwarded("there is no such caller");
        // A session's ARN does not tell by what it is limited.
        (await service.DescribeAsync((Via, "s3.amazonaws.com"), (Caller, $"arn:aws:sts::{Account}:assumed-role/Administrator/s1"))).IsNotForwarded("there is no such caller");
        service.Clock.Advance(TimeSpan.FromSeconds(900));
        (await service.ForwardAsync("Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==" }, headers)).IsNotForwarded("there is no such caller");
        Assert.DoesNotContain(service.AuditRecords(), record => record.ToJsonString().Contains(limited, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user", """{"Bool":{"aws:ViaAWSService":"true","aws:PrincipalIsAWSService":"false"}}""", true)]
    [InlineData("user", """{"StringEquals":{"kms:ViaService":"s3.ap-northeast-1.amazonaws.com"}}""", true)]
    [InlineData("user", """{"ForAllValues:StringEquals":{"aws:CalledVia":["athena.amazonaws.com","s3.amazonaws.com"]},"StringEquals":{"aws:CalledViaFirst":"athena.amazonaws.com","aws:CalledViaLast":"s3.amazonaws.com"}}""", true)]
    [InlineData("user", """{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", true)]
    [InlineData("user", """{"Null":{"aws:SourceArn":"true","aws:PrincipalServiceName":"true","aws:SourceVpce":"true"}}""", true)]
    [InlineData("user", """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:user/user"},"StringEquals":{"kms:CallerAccount":"123456789012"}}""", true)]
    [InlineData("service", """{"Bool":{"aws:PrincipalIsAWSService":"true","aws:ViaAWSService":"false"}}""", true)]
    [InlineData("service", """{"StringEquals":{"aws:PrincipalServiceName":"storage.example.com","aws:SourceAccount":"123456789012"},"ForAnyValue:StringEquals":{"aws:PrincipalServiceNamesList":"storage.example.com"}}""", true)]
    [InlineData("service", """{"Null":{"kms:ViaService":"true","aws:CalledVia":"true","aws:SourceIp":"true","aws:PrincipalArn":"true","aws:userid":"true","kms:CallerAccount":"true","aws:PrincipalOrgID":"true"}}""", true)]
    [InlineData("service", """{"Null":{"aws:SourceOrgID":"false"}}""", false)]
    [InlineData("endpoint", """{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d","aws:SourceVpc":"vpc-1a2b3c4d","aws:VpceAccount":"123456789012"},"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"},"Null":{"aws:SourceIp":"true"}}""", true)]
    [InlineData("endpoint", """{"Bool":{"aws:ViaAWSService":"true"}}""", false)]
    public async Task A_condition_sees_what_was_forwarded_and_nothing_of_the_connection(string how, string condition, bool allowed)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{{condition}}}]}""";
        await using var service = await Forwarder.StartAsync(policy);
        (string, string)[] headers = how switch
        {
            "user" => [(Via, "athena.amazonaws.com, s3.amazonaws.com"), (Caller, Forwarder.User), ("source-ip", "203.0.113.9")],
            "service" => AsService,
            _ => [("vpc-endpoint", Forwarder.Vpce), ("vpc-source-ip", "10.1.2.3")],
        };
        Assert.Equal(allowed ? 200 : 400, (await service.DescribeAsync(headers)).Status);
    }

    [Fact]
    public async Task The_policy_of_the_endpoint_that_a_request_came_through_must_allow()
    {
        await using var service = await Forwarder.StartAsync(
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::{{Account}}:user/storage","{{Forwarder.User}}"]},"Action":"kms:*","Resource":"*"}]}""",
            configuration: Forwarder.Configuration("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*"}]}"""));
        (await service.DescribeAsync()).Succeeded();
        (await service.ForwardAsync("Encrypt", new { KeyId = TestService.KeyArn, Plaintext = "eA==" }, ("vpc-endpoint", Forwarder.Vpce))).Succeeded();
        (await service.DescribeAsync(("vpc-endpoint", Forwarder.Vpce))).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{Account}:user/storage is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no VPC endpoint policy allows the kms:DescribeKey action");
        // A service that was reached through the endpoint of another service calls KMS by itself.
        (await service.DescribeAsync([.. ForUser, ("vpc-endpoint", Forwarder.Vpce)])).Succeeded();
    }

    [Fact]
    public async Task A_grant_asked_for_through_a_service_is_for_an_AWS_resource()
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Forwarder.User}}"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"} } } ] }""";
        await using var service = await Forwarder.StartAsync(policy);
        var request = new { KeyId = TestService.KeyArn, GranteePrincipal = Forwarder.User, Operations = new[] { "Decrypt" } };
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "CreateGrant", request)).Code);
        (await service.ForwardAsync("CreateGrant", request, ForUser)).Succeeded();
    }

    [Fact]
    public async Task Whoever_is_not_trusted_is_refused_and_so_is_a_header_that_is_not_signed()
    {
        await using var service = await Forwarder.StartAsync();
        (await service.ForwardAsAsync("root", "DescribeKey", new { TestService.KeyId }, AsService)).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{Account}:root is not authorized to forward context: the caller is not configured as trusted");
        (await service.ForwardAsAsync("user", "DescribeKey", new { TestService.KeyId }, ("vpc-source-ip", "10.0.0.1"))).IsNotForwarded("the caller is not configured as trusted", "user");
        await using var other = await TestService.StartAsync(null, ("storage", TestService.Allow("*")));
        (await other.ForwardAsync("DescribeKey", new { TestService.KeyId }, AsService)).IsNotForwarded("the caller is not configured as trusted");

        // Added after signing, by somebody in between.
        var answer = await SendAddedAsync(service);
        Assert.Equal((400, "InvalidSignatureException"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("x-kagimori-other is not a header of forwarded context", "other=x")]
    [InlineData("x-kagimori-called-via needs x-kagimori-caller or x-kagimori-caller-token", "called-via=s3.amazonaws.com")]
    [InlineData("x-kagimori-caller needs x-kagimori-called-via", "caller=arn:aws:iam::123456789012:user/user")]
    [InlineData("x-kagimori-source-arn needs x-kagimori-service-principal", "source-arn=arn:aws:s3:::b")]
    [InlineData("x-kagimori-source-ip needs x-kagimori-called-via", "source-ip=203.0.113.9")]
    [InlineData("x-kagimori-vpc-source-ip needs x-kagimori-vpc-endpoint", "vpc-source-ip=10.0.0.1")]
    [InlineData("x-kagimori-service-principal and x-kagimori-called-via exclude each other", "service-principal=s3.amazonaws.com", "called-via=s3.amazonaws.com", "caller=arn:aws:iam::123456789012:user/user")]
    [InlineData("x-kagimori-caller and x-kagimori-caller-token exclude each other", "called-via=s3.amazonaws.com", "caller=arn:aws:iam::123456789012:user/user", "caller-token=x")]
    [InlineData("x-kagimori-service-principal may not be lambda.amazonaws.com", "service-principal=lambda.amazonaws.com")]
    [InlineData("x-kagimori-called-via may not be lambda.amazonaws.com", "called-via=lambda.amazonaws.com, s3.amazonaws.com", "caller=arn:aws:iam::123456789012:user/user")]
    [InlineData("x-kagimori-source-account may not be 222222222222", "service-principal=s3.amazonaws.com", "source-account=222222222222")]
    [InlineData("x-kagimori-source-arn may not be arn:aws:sqs:us-east-1:222222222222:q", "service-principal=s3.amazonaws.com", "source-arn=arn:aws:sqs:us-east-1:222222222222:q")]
    [InlineData("x-kagimori-vpc-endpoint may not be vpce-other", "vpc-endpoint=vpce-other")]
    [InlineData("x-kagimori-vpc-source-ip is not an address", "vpc-endpoint=vpce-1a2b3c4d", "vpc-source-ip=here")]
    [InlineData("there is no such caller", "called-via=s3.amazonaws.com", "caller=arn:aws:iam::123456789012:user/nobody")]
    [InlineData("x-kagimori-vpc-endpoint must have one value", "vpc-endpoint=")]
    public async Task What_a_trusted_caller_may_not_say_is_refused(string why, params string[] headers)
    {
        await using var service = await Forwarder.StartAsync();
        (await service.DescribeAsync([.. headers.Select(header => (header[..header.IndexOf('=', StringComparison.Ordinal)], header[(header.IndexOf('=', StringComparison.Ordinal) + 1)..]))])).IsNotForwarded(why);
    }

    [Fact]
    public async Task A_trusted_caller_speaks_for_the_accounts_that_are_listed()
    {
        await using var none = await Forwarder.StartAsync(userPolicy: TestService.Allow("kms:*"), configuration: Forwarder.Configuration(accounts: "\"222222222222\""));
        (await none.DescribeAsync(ForUser)).IsNotForwarded($"it may not be of account {Account}");
        await using var all = await Forwarder.StartAsync(userPolicy: TestService.Allow("kms:*"), configuration: Forwarder.Configuration(accounts: "\"*\""));
        (await all.DescribeAsync(ForUser)).Succeeded();
    }

    [Fact]
    public async Task The_audit_trail_names_who_asked_through_what_and_who_said_so()
    {
        await using var service = await Forwarder.StartAsync(ForService, TestService.Allow("kms:*"));
        await service.DescribeAsync([.. ForUser, ("source-ip", "203.0.113.9")]);
        var record = service.AuditRecords()[^1];
        Assert.Equal((Forwarder.User, "s3.amazonaws.com", null), (Text(record, "userIdentity", "arn"), Text(record, "userIdentity", "invokedBy"), Text(record, "userIdentity", "accessKeyId")));
        Assert.Equal($$"""{"by":"arn:aws:iam::{{Account}}:user/storage","accessKeyId":"storage","calledVia":"s3.amazonaws.com","sourceIp":"203.0.113.9"}""", record["additionalEventData"]!["forwarded"]!.ToJsonString());
        await service.DescribeAsync(AsService);
        record = service.AuditRecords()[^1];
        Assert.Equal("""{"invokedBy":"storage.example.com"}""", record["userIdentity"]!.ToJsonString());
        Assert.Equal("arn:aws:s3:::bucket-1", Text(record, "additionalEventData", "forwarded", "sourceArn"));
        await service.DescribeAsync(("other", "x"));
        record = service.AuditRecords()[^1];
        Assert.Equal($"arn:aws:iam::{Account}:user/storage", Text(record, "userIdentity", "arn"));
        Assert.Equal("AccessDeniedException", Text(record, "errorCode"));
    }

    private static string? Text(JsonNode record, params string[] path) => path.Aggregate((JsonNode?)record, (node, member) => node?[member])?.GetValue<string>();

    private static Task<TestAnswer> SendAddedAsync(TestService service)
    {
        var headers = new HeaderDictionary { ["Host"] = "127.0.0.1", ["X-Amz-Target"] = "TrentService.DescribeKey", ["Content-Type"] = "application/x-amz-json-1.1" };
        var body = Encoding.UTF8.GetBytes($$"""{"KeyId":"{{TestService.KeyArn}}"}""");
        Tests.Authentication.ReferenceSigner.SignInHeader(new("POST", "/", "", headers, body), TestService.Identity("storage", TestService.Region, "kms"), TimeProvider.System.GetUtcNow());
        return service.SendAsync(null, "POST", body, added =>
        {
            foreach (var (name, value) in headers) added[name] = value;
            added["x-kagimori-vpc-endpoint"] = Forwarder.Vpce;
        });
    }
}
