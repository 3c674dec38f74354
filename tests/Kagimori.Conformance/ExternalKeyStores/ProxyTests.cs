using System.Globalization;
using System.Text.Json;

namespace Kagimori.Conformance.ExternalKeyStores;

/// <summary>The proxy with curl, which signs by itself: the way the API's own appendix tries a proxy.</summary>
public sealed class ProxyTests
{
    private const string Metadata = """
        "requestMetadata":{"awsPrincipalArn":"arn:aws:iam::999988887777:user/alice","kmsKeyArn":"arn:aws:kms:eu-central-1:999988887777:key/1","kmsOperation":"Encrypt","kmsRequestId":"4112f4d6"}
        """;

    [Fact]
    public async Task A_KMS_of_another_maker_uses_a_key_and_the_trail_tells_of_it()
    {
        Client.RequireCurl();
        await using var server = await ProxyServer.StartAsync();
        var (health, status) = await CallAsync(server, "health", $"{{{Metadata}}}");
        Assert.Equal((200, "ACTIVE"), (status, health.GetProperty("ekmFleetDetails")[0].GetProperty("healthStatus").GetString()));

        var (key, _) = await CallAsync(server, $"keys/{ProxyServer.KeyName}/metadata", $"{{{Metadata}}}");
        Assert.Equal(("AES_256", "ENABLED"), (key.GetProperty("keySpec").GetString(), key.GetProperty("keyStatus").GetString()));

        const string text = """
            "additionalAuthenticatedData":"cHJvamVjdD1uaWxlLGRlcGFydG1lbnQ9bWFya2V0aW5n","encryptionAlgorithm":"AES_GCM"
            """;
        var (encrypted, _) = await CallAsync(server, $"keys/{ProxyServer.KeyName}/encrypt", $"{{{Metadata},{text},\"plaintext\":\"SGVsbG8gV29ybGQh\"}}");
        var parts = string.Join(',', encrypted.EnumerateObject().Select(part => $"\"{part.Name}\":\"{part.Value.GetString()}\""));
        var (decrypted, _) = await CallAsync(server, $"keys/{ProxyServer.KeyName}/decrypt", $"{{{Metadata},{text},{parts}}}");
        Assert.Equal("SGVsbG8gV29ybGQh", decrypted.GetProperty("plaintext").GetString());

        var (refused, code) = await CallAsync(server, "health", $"{{{Metadata}}}", secret: ProxyServer.Secret.Replace('a', 'b'));
        Assert.Equal((401, "AuthenticationFailedException"), (code, refused.GetProperty("errorName").GetString()));

        using (var http = new HttpClient())
        {
            var metrics = await http.GetStringAsync(new Uri(server.Process.Url, "/metrics"));
            Assert.Matches("kagimori_requests_total\\{[^}]*operation=\"Decrypt\"[^}]*service=\"kms-xks-proxy\"[^}]*\\} 1", metrics);
        }
        var trail = string.Concat(Directory.GetFiles(DataAudit(server), "*.jsonl").Select(ReadShared));
        Assert.Contains("\"eventSource\":\"kms-xks-proxy.amazonaws.com\",\"eventName\":\"Decrypt\"", trail);
        Assert.Contains("\"kmsRequestId\":\"4112f4d6\"", trail);
        Assert.Contains($"\"arn\":\"{Demo.UserArn(Demo.User2)}\"", trail);
        Assert.DoesNotContain("SGVsbG8gV29ybGQh", trail);
    }

    [Fact]
    public async Task A_configuration_that_others_can_read_or_that_is_wrong_stops_the_start()
    {
        using var files = new TempFolder();
        var file = files.Write("proxy.json", """{ "keyStores": [ { "region": "moon" } ] }""");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("is open to others (mode 0404)", await RefusedAsync(files, "--xks-proxy", file));
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }
        var refused = await RefusedAsync(files, "--xks-proxy", file, "--external-key-store-timeout", "0", "--external-key-store-address", "x=y", "--external-key-store-ca", file);
        Assert.Contains("xks-proxy: keyStores[0].region: 'moon' is not a Region name.", refused);
        Assert.Contains("xks-proxy: keyStores[0].user: is required.", refused);
        Assert.Contains("external-key-store-timeout: must be a number of milliseconds from 1 to 60000.", refused);
        Assert.Contains("external-key-store-address: 'x=y' is not a host name, =, an IP address, : and a port.", refused);
        Assert.Contains("external-key-store-ca: the file", refused);
        Assert.Contains("xks-proxy: the file", await RefusedAsync(files, "--xks-proxy", files.Of("nowhere")));
    }

    private static async Task<string> RefusedAsync(TempFolder files, params string[] arguments)
    {
        var result = await KagimoriProgram.RunAsync(["serve", "--data", files.Of("data"), .. arguments]);
        Assert.Equal(2, result.ExitCode);
        return result.Error;
    }

    private static async Task<(JsonElement Body, int Status)> CallAsync(ProxyServer server, string path, string body, string secret = ProxyServer.Secret)
    {
        var port = server.TlsPort.ToString(CultureInfo.InvariantCulture);
        var start = Command.StartInfo(
            "curl", "-sS", "--cacert", server.Certificates.RootFile, "--connect-to", $"{ProxyServer.HostName}:443:127.0.0.1:{port}",
            "--aws-sigv4", $"aws:amz:{ProxyServer.CallingRegion}:kms-xks-proxy", "--user", $"{ProxyServer.AccessKeyId}:{secret}",
            "-H", "Content-Type:application/json", "--data-binary", body, "-w", "\n%{http_code}", $"https://{ProxyServer.HostName}{ProxyServer.UriPath}/{path}");
        var output = (await Command.RunAsync(start)).Succeed().Output.Split('\n');
        return (JsonDocument.Parse(output[0]).RootElement, int.Parse(output[1], CultureInfo.InvariantCulture));
    }

    private static string DataAudit(ProxyServer server) => Path.Combine(server.Data, "audit");

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
