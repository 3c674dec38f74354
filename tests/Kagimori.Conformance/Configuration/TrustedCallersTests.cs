using System.Text.Json;

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

    public void Dispose() => _files.Dispose();
}
