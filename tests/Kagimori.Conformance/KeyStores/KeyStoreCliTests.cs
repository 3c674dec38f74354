using System.Text;
using System.Text.Json;

namespace Kagimori.Conformance.KeyStores;

/// <summary>A custom key store with a token behind it, from its creation to its deletion, with the real aws CLI.</summary>
public sealed class KeyStoreCliTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_life_of_an_AWS_CloudHSM_key_store()
    {
        using var token = await SoftHsmToken.CreateAsync();
        await using var server = await KagimoriServer.StartAsync(
            Demo.Seed(), token.Environment, "--cloudhsm-clusters", token.Clusters, "--development", "--clock", "manual");
        var cli = server.CliOf(Demo.Root);
        async Task<JsonElement> KmsAsync(params string[] arguments) => (await cli.RunAsync(["kms", .. arguments])).Json;

        string[] creation = ["kms", "create-custom-key-store", "--custom-key-store-name", "hsm", "--cloud-hsm-cluster-id", SoftHsmToken.ClusterId,
            "--trust-anchor-certificate", $"file://{token.TrustAnchor}", "--key-store-password"];
        var store = (await cli.RunAsync([.. creation, "wrongPassword"])).Json.GetProperty("CustomKeyStoreId").GetString()!;
        await cli.RunAsync("kms", "connect-custom-key-store", "--custom-key-store-id", store);
        Assert.Equal("INVALID_CREDENTIALS", (await WaitForAsync(cli, store, "FAILED")).GetProperty("ConnectionErrorCode").GetString());
        await cli.RunAsync("kms", "disconnect-custom-key-store", "--custom-key-store-id", store);
        await WaitForAsync(cli, store, "DISCONNECTED");
        await cli.RunAsync("kms", "update-custom-key-store", "--custom-key-store-id", store, "--key-store-password", SoftHsmToken.Password);
        await cli.RunAsync("kms", "connect-custom-key-store", "--custom-key-store-id", store);
        await WaitForAsync(cli, store, "CONNECTED");

        var created = (await KmsAsync("create-key", "--origin", "AWS_CLOUDHSM", "--custom-key-store-id", store)).GetProperty("KeyMetadata");
        Assert.Equal((store, SoftHsmToken.ClusterId, "AWS_CLOUDHSM"),
            (created.GetProperty("CustomKeyStoreId").GetString(), created.GetProperty("CloudHsmClusterId").GetString(), created.GetProperty("Origin").GetString()));
        var key = created.GetProperty("Arn").GetString()!;
        var encrypted = await KmsAsync("encrypt", "--key-id", key, "--plaintext", $"fileb://{server.Files.Write("plain", "in the HSM"u8.ToArray())}", "--encryption-context", "a=b");
        var blob = server.Files.Write("blob", encrypted.GetProperty("CiphertextBlob").GetBytesFromBase64());
        Assert.Equal(32, (await KmsAsync("generate-data-key", "--key-id", key, "--key-spec", "AES_256")).GetProperty("Plaintext").GetBytesFromBase64().Length);

        await cli.RunAsync("kms", "disconnect-custom-key-store", "--custom-key-store-id", store);
        await WaitForAsync(cli, store, "DISCONNECTED");
        Assert.Equal("Unavailable", (await KmsAsync("describe-key", "--key-id", key)).GetProperty("KeyMetadata").GetProperty("KeyState").GetString());
        string[] decryption = ["kms", "decrypt", "--ciphertext-blob", $"fileb://{blob}", "--encryption-context", "a=b"];
        Assert.Equal($"An error occurred (KMSInvalidStateException) when calling the Decrypt operation: {key} is unavailable.", await cli.RefusedAsync(decryption));
        await cli.RunAsync("kms", "connect-custom-key-store", "--custom-key-store-id", store);
        await WaitForAsync(cli, store, "CONNECTED");

        // Killed and started again, the service is connected as before.
        await server.Process.KillAsync();
        await server.StartAgainAsync();
        cli = server.CliOf(Demo.Root);
        Assert.Equal("in the HSM", Encoding.UTF8.GetString((await cli.RunAsync(decryption)).Json.GetProperty("Plaintext").GetBytesFromBase64()));

        await cli.RunAsync("kms", "schedule-key-deletion", "--key-id", key, "--pending-window-in-days", "7");
        using var http = new HttpClient();
        using var body = new StringContent($$"""{"advanceSeconds":{{7 * 24 * 3600}}}""");
        using var moved = await http.PostAsync(new Uri(server.Url, "/development/clock"), body, TestContext.Current.CancellationToken);
        Assert.True(moved.IsSuccessStatusCode);
        Assert.Contains($"Key '{key}' does not exist", await cli.RefusedAsync("kms", "describe-key", "--key-id", key), StringComparison.Ordinal);
        await cli.RunAsync("kms", "disconnect-custom-key-store", "--custom-key-store-id", store);
        await WaitForAsync(cli, store, "DISCONNECTED");
        await cli.RunAsync("kms", "delete-custom-key-store", "--custom-key-store-id", store);
        Assert.Equal(0, (await cli.RunAsync("kms", "describe-custom-key-stores")).Json.GetProperty("CustomKeyStores").GetArrayLength());
        (await server.AuditAsync("verify")).Succeed();
    }

    private static async Task<JsonElement> WaitForAsync(AwsCli cli, string store, string state)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var described = (await cli.RunAsync("kms", "describe-custom-key-stores", "--custom-key-store-id", store)).Json.GetProperty("CustomKeyStores")[0];
            if (described.GetProperty("ConnectionState").GetString() == state) return described;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Not {state}: {described}");
        }
    }
}
