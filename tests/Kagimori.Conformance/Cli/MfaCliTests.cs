using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Kagimori.Conformance.Cli;

/// <summary>Virtual MFA devices, OpenID Connect providers and federated users with the real aws CLI.</summary>
public sealed class MfaCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly KagimoriServer _server = fixture.Server;

    [Fact]
    public async Task A_device_is_enabled_and_gives_a_session()
    {
        using var files = new TempFolder();
        var seedFile = files.Of("seed");
        var root = _server.CliOf(Demo.Root);
        var created = (await root.RunAsync(
            "iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", "phone", "--outfile", seedFile, "--bootstrap-method", "Base32StringSeed")).Json;
        var serial = created.GetProperty("VirtualMFADevice").GetProperty("SerialNumber").GetString()!;
        var seed = await File.ReadAllTextAsync(seedFile);
        var step = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;
        await root.RunAsync("iam", "enable-mfa-device", "--user-name", Demo.User2.Name, "--serial-number", serial,
            "--authentication-code1", Code(seed, step - 1), "--authentication-code2", Code(seed, step));
        Assert.Equal(serial, (await root.RunAsync("iam", "list-mfa-devices", "--user-name", Demo.User2.Name)).Json.GetProperty("MFADevices")[0].GetProperty("SerialNumber").GetString());

        var code = Code(seed, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        await _server.CliOf(Demo.User2).RunAsync("sts", "get-session-token", "--serial-number", serial, "--token-code", code);
        Assert.Contains("(AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.",
            await _server.CliOf(Demo.User2).RefusedAsync("sts", "get-session-token", "--serial-number", serial, "--token-code", code));
        await root.RunAsync("iam", "deactivate-mfa-device", "--user-name", Demo.User2.Name, "--serial-number", serial);
        await root.RunAsync("iam", "delete-virtual-mfa-device", "--serial-number", serial);
    }

    [Fact]
    public async Task A_federated_user_is_who_it_is()
    {
        var answer = (await _server.CliOf(Demo.Root).RunAsync("sts", "get-federation-token", "--name", "Jane")).Json;
        var credentials = answer.GetProperty("Credentials");
        var jane = new Identity("Jane", Text("AccessKeyId"), Text("SecretAccessKey"), Text("SessionToken"));
        Assert.Equal($"arn:aws:sts::{Demo.Account}:federated-user/Jane",
            (await _server.CliOf(jane).RunAsync("sts", "get-caller-identity")).Json.GetProperty("Arn").GetString());
        Assert.Equal(Demo.Account, (await _server.CliOf(Demo.Root).RunAsync("sts", "get-access-key-info", "--access-key-id", jane.AccessKeyId)).Json.GetProperty("Account").GetString());

        string Text(string name) => credentials.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task A_provider_is_made_and_a_token_that_is_none_refused()
    {
        var root = _server.CliOf(Demo.Root);
        var arn = (await root.RunAsync("iam", "create-open-id-connect-provider", "--url", "https://idp.example.com", "--client-id-list", "app")).Json
            .GetProperty("OpenIDConnectProviderArn").GetString()!;
        Assert.Equal("idp.example.com", (await root.RunAsync("iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn)).Json.GetProperty("Url").GetString());
        Assert.Contains("(InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation", await root.RefusedAsync(
            "sts", "assume-role-with-web-identity", "--role-arn", Demo.RoleArn, "--role-session-name", "app", "--web-identity-token", "none"));
        await root.RunAsync("iam", "delete-open-id-connect-provider", "--open-id-connect-provider-arn", arn);
    }

    // RFC 6238.
    private static string Code(string base32, long step)
    {
        var bits = string.Concat(base32.Trim().Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var mac = HMACSHA1.HashData(key, counter);
        var value = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[19] & 15)) & int.MaxValue;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
