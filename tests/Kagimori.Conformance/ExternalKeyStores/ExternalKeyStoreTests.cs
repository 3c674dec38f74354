using System.Text;
using System.Text.Json;

namespace Kagimori.Conformance.ExternalKeyStores;

/// <summary>Two servers against each other, driven by the aws CLI: one with an external key store, the other its proxy.</summary>
public sealed class ExternalKeyStoreTests
{
    private const string InvalidState = "An error occurred (KMSInvalidStateException) when calling the Decrypt operation: ";

    [Fact]
    public async Task The_life_of_an_external_key_store()
    {
        Client.RequireAwsCli();
        await using var proxy = await ProxyServer.StartAsync();
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), [.. proxy.ClientArguments, "--external-key-store-timeout", "30000"]);
        var cli = server.CliOf(Demo.Root, ProxyServer.CallingRegion);

        Assert.Contains("(XksProxyIncorrectAuthenticationCredentialException)", await cli.RefusedAsync(Create(server, ProxyServer.Secret.Replace('a', 'b'))));
        var store = (await cli.RunAsync(Create(server, ProxyServer.Secret))).Json.GetProperty("CustomKeyStoreId").GetString()!;
        await cli.RunAsync("kms", "connect-custom-key-store", "--custom-key-store-id", store);
        await ConnectedAsync(server, store);

        var created = (await cli.RunAsync(
            "kms", "create-key", "--origin", "EXTERNAL_KEY_STORE", "--custom-key-store-id", store, "--xks-key-id", ProxyServer.KeyName)).Json.GetProperty("KeyMetadata");
        Assert.Equal(ProxyServer.KeyName, created.GetProperty("XksKeyConfiguration").GetProperty("Id").GetString());
        var key = created.GetProperty("Arn").GetString()!;
        Assert.Contains("(XksKeyAlreadyInUseException)", await cli.RefusedAsync(
            "kms", "create-key", "--origin", "EXTERNAL_KEY_STORE", "--custom-key-store-id", store, "--xks-key-id", ProxyServer.KeyName));

        var plaintext = server.Files.Write("plaintext", "kept by two"u8.ToArray());
        var encrypted = (await cli.RunAsync("kms", "encrypt", "--key-id", key, "--plaintext", $"fileb://{plaintext}", "--encryption-context", "app=billing")).Json;
        var blob = $"fileb://{server.Files.Write("blob", encrypted.GetProperty("CiphertextBlob").GetBytesFromBase64())}";
        string[] decrypt = ["kms", "decrypt", "--ciphertext-blob", blob, "--encryption-context", "app=billing"];
        Assert.Equal("kept by two", Encoding.UTF8.GetString((await cli.RunAsync(decrypt)).Json.GetProperty("Plaintext").GetBytesFromBase64()));
        Assert.StartsWith(InvalidState + "The external key store proxy rejected the request because the specified ciphertext", await cli.RefusedAsync(decrypt[..4]));

        await server.StartAgainAsync();
        cli = server.CliOf(Demo.Root, ProxyServer.CallingRegion);
        await cli.RunAsync(decrypt);

        using (var owner = proxy.ClientOf(Demo.Root))
        {
            await owner.CallAsync("DisableKey", new { KeyId = ProxyServer.KeyId });
            Assert.Equal(InvalidState + "The external key store proxy rejected the request because the external key is not enabled in the external key manager.", await cli.RefusedAsync(decrypt));
            await owner.CallAsync("EnableKey", new { KeyId = ProxyServer.KeyId });
        }
        await cli.RunAsync(decrypt);
        Assert.Equal(0, await proxy.Process.TerminateAsync());
        Assert.StartsWith(InvalidState + "AWS KMS cannot communicate with the external key store proxy.", await cli.RefusedAsync(decrypt));

        // What the owner of the external key can read of it all.
        Assert.StartsWith("OK: ", (await KagimoriProgram.RunAsync("audit", "verify", "--data", proxy.Data)).Succeed().Output);
        var trail = Directory.GetFiles(Path.Combine(proxy.Data, "audit"), "*.jsonl").SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => record.GetProperty("eventSource").GetString() == "kms-xks-proxy.amazonaws.com").ToList();
        Assert.Equal(["Decrypt", "Encrypt", "GetHealthStatus", "GetKeyMetadata"], trail.Select(record => record.GetProperty("eventName").GetString()!).Distinct().Order(StringComparer.Ordinal));
        var used = trail.First(record => record.GetProperty("eventName").GetString() == "Encrypt");
        Assert.Equal(Demo.UserArn(Demo.User2), used.GetProperty("userIdentity").GetProperty("arn").GetString());
        Assert.Equal(key, used.GetProperty("requestParameters").GetProperty("requestMetadata").GetProperty("kmsKeyArn").GetString());
    }

    // As a file: the CLI would fetch a parameter that is a URL.
    private static string[] Create(KagimoriServer server, string secret) =>
    [
        "kms", "create-custom-key-store", "--cli-input-json", $"file://{server.Files.Write("store.json", JsonSerializer.Serialize(new
        {
            CustomKeyStoreName = "outside", CustomKeyStoreType = "EXTERNAL_KEY_STORE", XksProxyConnectivity = "PUBLIC_ENDPOINT",
            XksProxyUriEndpoint = $"https://{ProxyServer.HostName}", XksProxyUriPath = ProxyServer.UriPath,
            XksProxyAuthenticationCredential = new { ProxyServer.AccessKeyId, RawSecretAccessKey = secret },
        }))}",
    ];

    private static async Task ConnectedAsync(KagimoriServer server, string store)
    {
        using var client = server.ClientOf(Demo.Root, ProxyServer.CallingRegion);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var entry = (await client.CallAsync("DescribeCustomKeyStores", new { CustomKeyStoreId = store })).GetProperty("CustomKeyStores")[0];
            var state = entry.GetProperty("ConnectionState").GetString();
            if (state == "CONNECTED") return;
            Assert.Equal("CONNECTING", state);
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
