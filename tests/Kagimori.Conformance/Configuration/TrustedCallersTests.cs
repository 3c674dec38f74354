using System.Text.Json;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace Kagimori.Conformance.Configuration;

/// <summary>Forwarded context with the real server: an AWS managed key, whose policy asks for its service.</summary>
public sealed class TrustedCallersTests : IDisposable
{
    private readonly TempFolder _files = new();

    [Fact]
    public async Task A_configured_caller_uses_an_AWS_managed_key_for_its_caller_as_the_service_would()
    {
        var trusted = _files.Write("trusted.json", JsonSerializer.Serialize(new
        {
            trustedCallers = new[] { new { principal = Demo.UserArn(Demo.User1), services = new[] { "s3.amazonaws.com" }, accounts = new[] { Demo.Account } } },
        }));
        var seed = _files.Write("seed.json", JsonSerializer.Serialize(Demo.Seed()));
        await using var server = await ServerProcess.StartAsync(
            ["--url", "http://127.0.0.1:0", "--data", _files.Of("data"), "--seed", seed, "--trusted-callers", trusted, "--grant-propagation", "60"]);
        using var client = new SigningClient(server.Url, Demo.Root, Demo.Region);
        await client.CallAsync("DescribeKey", new { KeyId = "alias/aws/s3" });
        var request = SignedRequest.Kms(Demo.User1, "GenerateDataKey", """{"KeyId":"alias/aws/s3","KeySpec":"AES_256"}""") with
        {
            Additional = new Dictionary<string, string> { ["x-kagimori-called-via"] = "s3.amazonaws.com", ["x-kagimori-caller"] = Demo.UserArn(Demo.User2) },
        };
        (await client.SendAsync(request)).Succeed();
        (await client.SendAsync(request with { Identity = Demo.User2 })).IsRefused("AccessDeniedException",
            $"User: {Demo.UserArn(Demo.User2)} is not authorized to forward context: the caller is not configured as trusted");
        Assert.Equal("InvalidSignatureException", (await client.SendAsync(request with { Unsigned = ["x-kagimori-caller"] })).Json.GetProperty("__type").GetString());
        Assert.Equal("AccessDeniedException", (await client.SendAsync(request with { Additional = new Dictionary<string, string>() })).Json.GetProperty("__type").GetString());

        // A new grant of this server counts only with its token.
        var key = (await client.CallAsync("CreateKey", new { })).GetProperty("KeyMetadata").GetProperty("KeyId").GetString();
        var grant = await client.CallAsync("CreateGrant", new { KeyId = key, GranteePrincipal = Demo.UserArn(Demo.User1), Operations = new[] { "DescribeKey" } });
        using var user = new SigningClient(server.Url, Demo.User1, Demo.Region);
        Assert.Equal(400, (int)(await user.KmsAsync("DescribeKey", new { KeyId = key })).Status);
        await user.CallAsync("DescribeKey", new { KeyId = key, GrantTokens = new[] { grant.GetProperty("GrantToken").GetString() } });
    }

    /// <summary>The AWS SDK for .NET, which signs every header that it is given.</summary>
    [Fact]
    public async Task An_endpoint_policy_and_the_service_in_between_decide_requests_of_the_AWS_SDK()
    {
        const string vpce = "vpce-1a2b3c4d";
        var trusted = _files.Write("trusted.json", JsonSerializer.Serialize(new
        {
            trustedCallers = new[]
            {
                new
                {
                    principal = Demo.UserArn(Demo.User1), services = new[] { "s3.amazonaws.com", "ec2.amazonaws.com" }, accounts = new[] { Demo.Account },
                    vpcEndpoints = new[] { new { id = vpce, vpc = "vpc-1a2b3c4d", account = Demo.Account, policy = Allow("kms:Encrypt", "*") } },
                },
            },
        }));
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(user2Keys: Demo.FixedKeyArn), "--trusted-callers", trusted);
        using var root = server.ClientOf(Demo.Root);
        var (user1, user2) = (Demo.UserArn(Demo.User1), Demo.UserArn(Demo.User2));
        var policy = new
        {
            Version = "2012-10-17",
            Statement = new object[]
            {
                new { Effect = "Allow", Principal = new { AWS = Demo.Account }, Action = "kms:*", Resource = "*" },
                new { Effect = "Allow", Principal = new { AWS = user1 }, Action = "kms:*", Resource = "*" },
                new { Effect = "Allow", Principal = new { AWS = user2 }, Action = "kms:Decrypt", Resource = "*", Condition = new { StringEquals = new Dictionary<string, string> { ["kms:ViaService"] = $"s3.{Demo.Region}.amazonaws.com" } } },
            },
        };
        var key = (await root.CallAsync("CreateKey", new { Policy = JsonSerializer.Serialize(policy) })).GetProperty("KeyMetadata").GetProperty("Arn").GetString()!;
        var headers = new Dictionary<string, string> { ["x-kagimori-vpc-endpoint"] = vpce };
        using var kms = new AmazonKeyManagementServiceClient(new BasicAWSCredentials(Demo.User1.AccessKeyId, Demo.User1.SecretAccessKey),
            new AmazonKeyManagementServiceConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = Demo.Region, MaxErrorRetry = 0, UseHttp = true });
        kms.BeforeRequestEvent += (_, request) =>
        {
            foreach (var (name, value) in headers) ((WebServiceRequestEventArgs)request).Headers[name] = value;
        };
        var blob = (await kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream([1, 2, 3]) })).CiphertextBlob.ToArray();
        async Task<string?> DecryptAsync()
        {
            try
            {
                Assert.Equal([1, 2, 3], (await kms.DecryptAsync(new DecryptRequest { KeyId = key, CiphertextBlob = new MemoryStream(blob) })).Plaintext.ToArray());
                return null;
            }
            catch (AmazonKeyManagementServiceException e) when (e.ErrorCode == "AccessDeniedException")
            {
                return e.Message;
            }
        }
        static string Denied(string user, string key, string reason) => $"User: {user} is not authorized to perform: kms:Decrypt on resource: {key} because no {reason} allows the kms:Decrypt action";

        Assert.Equal(Denied(user1, key, "VPC endpoint policy"), await DecryptAsync());
        headers = new() { ["x-kagimori-called-via"] = "s3.amazonaws.com", ["x-kagimori-caller"] = user2 };
        Assert.Null(await DecryptAsync());
        headers["x-kagimori-called-via"] = "ec2.amazonaws.com";
        Assert.Equal(Denied(user2, key, "identity-based policy"), await DecryptAsync());
        headers.Clear();
        Assert.Null(await DecryptAsync());

        Assert.Equal(0, await server.Process.TerminateAsync());
        var told = (await server.AuditAsync("explain")).Succeed().Output.ReplaceLineEndings("\n");
        Assert.StartsWith($"Decrypt by {user2} through ec2.amazonaws.com at ", told, StringComparison.Ordinal);
        Assert.Contains($"\nForwarded by {user1}, who says: calledVia ec2.amazonaws.com\n", told, StringComparison.Ordinal);
        Assert.Contains($"expected s3.{Demo.Region}.amazonaws.com; the request has ec2.{Demo.Region}.amazonaws.com\n", told, StringComparison.Ordinal);
    }

    private static object Allow(string action, string principal) => new
    {
        Version = "2012-10-17", Statement = new[] { new { Effect = "Allow", Principal = principal, Action = action, Resource = "*" } },
    };

    public void Dispose() => _files.Dispose();
}
