using System.Text;
using System.Text.Json;
using Kagimori.Forwarding;

namespace Kagimori.Tests.Forwarding;

/// <summary>A service with a trusted caller, the user <c>storage</c>, and others who are not.</summary>
internal static class Forwarder
{
    public const string Vpce = "vpce-1a2b3c4d";
    public const string User = $"arn:aws:iam::{TestService.Account}:user/user";

    public static string Configuration(string endpointPolicy = "null", string accounts = $"\"{TestService.Account}\"") => $$"""
        { "trustedCallers": [ {
            "principal": "arn:aws:iam::{{TestService.Account}}:user/storage",
            "services": [ "storage.example.com", "s3.amazonaws.com", "athena.amazonaws.com" ],
            "accounts": [ {{accounts}} ],
            "vpcEndpoints": [ { "id": "{{Vpce}}", "vpc": "vpc-1a2b3c4d", "account": "{{TestService.Account}}", "policy": {{endpointPolicy}} } ]
        } ] }
        """;

    public static async Task<TestService> StartAsync(string? keyPolicy = null, string? userPolicy = null, string? configuration = null)
    {
        var trusted = Trusted(configuration);
        return await TestService.StartAsync(
            TestService.SeedOf(keyPolicy, ("storage", null), ("user", userPolicy), ("assumer", TestService.Allow("sts:AssumeRole"))),
            configure: settings => settings with { TrustedCallers = trusted });
    }

    public static TrustedCallers Trusted(string? configuration = null)
    {
        var trusted = TrustedCallersFile.Read(Encoding.UTF8.GetBytes(configuration ?? Configuration()), out var errors);
        Assert.Empty(errors);
        return trusted!;
    }

    /// <summary>A request to KMS that the user <c>storage</c> signs with headers of forwarded context; their names without the prefix.</summary>
    public static Task<TestAnswer> ForwardAsync(this TestService service, string operation, object request, params (string Name, string Value)[] headers) =>
        ForwardAsAsync(service, "storage", operation, request, headers);

    public static Task<TestAnswer> ForwardAsAsync(this TestService service, string caller, string operation, object request, params (string Name, string Value)[] headers) =>
        service.SendAsync(TestService.Identity(caller, TestService.Region, "kms"), "POST", JsonSerializer.SerializeToUtf8Bytes(request), added =>
        {
            added["X-Amz-Target"] = $"TrentService.{operation}";
            added.ContentType = "application/x-amz-json-1.1";
            foreach (var (name, value) in headers) added[$"x-kagimori-{name}"] = value;
        });

    public static Task<TestAnswer> DescribeAsync(this TestService service, params (string Name, string Value)[] headers) =>
        ForwardAsync(service, "DescribeKey", new { KeyId = TestService.KeyArn }, headers);

    public static void IsNotForwarded(this TestAnswer answer, string why, string caller = "storage") => answer.Refused("AccessDeniedException",
        $"User: arn:aws:iam::{TestService.Account}:user/{caller} is not authorized to forward context: {why}");
}
