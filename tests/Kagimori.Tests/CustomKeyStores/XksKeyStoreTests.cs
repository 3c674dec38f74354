using Kagimori.Tests.XksProxy;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>Keys of external key stores, with a real proxy behind them.</summary>
public sealed class XksKeyStoreTests
{
    private static readonly string Hello = Convert.ToBase64String("a plaintext that the proxy must not see"u8);

    [Fact]
    public async Task A_key_is_made_for_an_external_key_and_says_for_which()
    {
        await using var both = await TwoServices.StartAsync();
        var store = await both.CreateConnectedStoreAsync();
        var metadata = (await both.TryCreateKeyAsync(store)).Succeeded().Json["KeyMetadata"]!.AsObject();
        Assert.Equal(("EXTERNAL_KEY_STORE", store, ProxyCaller.KeyName, "Enabled"), (
            metadata["Origin"]!.GetValue<string>(), metadata["CustomKeyStoreId"]!.GetValue<string>(),
            metadata["XksKeyConfiguration"]!["Id"]!.GetValue<string>(), metadata["KeyState"]!.GetValue<string>()));
        Assert.False(metadata.ContainsKey("CurrentKeyMaterialId"));
        var described = (await both.CallAsync("DescribeKey", new { KeyId = metadata["Arn"]!.GetValue<string>() })).Succeeded().Json["KeyMetadata"]!;
        Assert.Equal(metadata.ToJsonString(), described.ToJsonString());
    }

    [Fact]
    public async Task Data_goes_there_and_back_by_every_operation()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var context = new { app = "billing" };
        var encrypted = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello, EncryptionContext = context })).Succeeded();
        Assert.StartsWith("AQICAH", encrypted["CiphertextBlob"], StringComparison.Ordinal);
        var decrypted = (await both.CallAsync("Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = context })).Succeeded();
        Assert.Equal((key, Hello), (decrypted["KeyId"], decrypted["Plaintext"]));
        (await both.CallAsync("Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"] })).Refused("KMSInvalidStateException",
            "The external key store proxy rejected the request because the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.");

        var dataKey = (await both.CallAsync("GenerateDataKey", new { KeyId = key, KeySpec = "AES_256" })).Succeeded();
        Assert.Equal(dataKey["Plaintext"], (await both.CallAsync("Decrypt", new { CiphertextBlob = dataKey["CiphertextBlob"] })).Succeeded()["Plaintext"]);
        var sealedKey = (await both.CallAsync("GenerateDataKeyWithoutPlaintext", new { KeyId = key, NumberOfBytes = 17 })).Succeeded();
        Assert.Equal(17, (await both.CallAsync("Decrypt", new { CiphertextBlob = sealedKey["CiphertextBlob"] })).Succeeded().Blob("Plaintext").Length);

        var own = (await both.CallAsync("CreateKey", new { })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        var moved = (await both.CallAsync("ReEncrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], SourceEncryptionContext = context, DestinationKeyId = own })).Succeeded();
        var back = (await both.CallAsync("ReEncrypt", new { CiphertextBlob = moved["CiphertextBlob"], DestinationKeyId = key })).Succeeded();
        Assert.Equal(Hello, (await both.CallAsync("Decrypt", new { CiphertextBlob = back["CiphertextBlob"], KeyId = key })).Succeeded()["Plaintext"]);
    }

    [Fact]
    public async Task The_largest_plaintext_and_the_largest_context_fit()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var plaintext = Convert.ToBase64String(new byte[4096]);
        var context = new Dictionary<string, string> { ["a"] = new('x', 8191) };
        var encrypted = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = plaintext, EncryptionContext = context })).Succeeded();
        Assert.Equal(plaintext, (await both.CallAsync("Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = context })).Succeeded()["Plaintext"]);
        // What the API obliges every proxy to take.
        var sent = System.Text.Json.Nodes.JsonNode.Parse(both.Sent.Last(request => request.Contains("/encrypt ", StringComparison.Ordinal)).Split(' ', 2)[1])!;
        Assert.InRange(Convert.FromBase64String(sent["plaintext"]!.GetValue<string>()).Length, 4096, 4300);
    }

    [Fact]
    public async Task The_proxy_sees_neither_plaintext_nor_context_and_its_trail_tells_who_asked()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var encrypted = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello, EncryptionContext = new { app = "a context" } })).Succeeded();
        (await both.CallAsync("Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = new { app = "a context" } })).Succeeded();
        foreach (var sent in both.Sent)
        {
            foreach (var secret in new[] { Hello, "a context", Convert.ToBase64String("a context"u8), ProxyCaller.Secret }) Assert.DoesNotContain(secret, sent, StringComparison.Ordinal);
        }
        var records = both.Proxy.Service.AuditRecords().Where(record => record["eventSource"]!.GetValue<string>() == "kms-xks-proxy.amazonaws.com").ToList();
        Assert.Equal(["GetHealthStatus", "GetHealthStatus", "GetKeyMetadata", "Encrypt", "Decrypt"], records.Select(record => record["eventName"]!.GetValue<string>()));
        Assert.Equal(["CreateCustomKeyStore", "ConnectCustomKeyStore", "CreateKey", "Encrypt", "Decrypt"], records.Select(Said("kmsOperation")));
        Assert.Equal([null, null, null, key, key], records.Select(Said("kmsKeyArn")));
        var own = both.Service.AuditRecords();
        Assert.Equal(own.Single(record => record["eventName"]!.GetValue<string>() == "Encrypt")["requestID"]!.GetValue<string>(), Said("kmsRequestId")(records[3]));
        var recorded = own.Single(record => record["eventName"]!.GetValue<string>() == "Encrypt")["additionalEventData"]!;
        Assert.Equal(ProxyCaller.KeyName, recorded["xksKeyId"]!.GetValue<string>());
        Assert.StartsWith("cks-", recorded["customKeyStoreId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal($"arn:aws:iam::{TestService.Account}:root", Said("awsPrincipalArn")(records[3]));
        Assert.DoesNotContain(ProxyCaller.Secret, string.Concat(own.Select(record => record.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_ciphertext_opens_nowhere()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var blob = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded().Blob("CiphertextBlob");
        for (var at = 0; at < blob.Length; at++)
        {
            var changed = (byte[])blob.Clone();
            changed[at] ^= 4;
            Assert.NotEqual(200, (await both.CallAsync("Decrypt", new { CiphertextBlob = changed, KeyId = key })).Status);
        }
        Assert.NotEqual(200, (await both.CallAsync("Decrypt", new { CiphertextBlob = blob[..^1], KeyId = key })).Status);
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob, KeyId = key })).Succeeded();
    }

    [Fact]
    public async Task One_external_key_serves_one_KMS_key_of_a_key_store_even_when_two_ask_at_once()
    {
        await using var both = await TwoServices.StartAsync();
        var store = await both.CreateConnectedStoreAsync();
        const string taken = $"The external key ID {ProxyCaller.KeyName} is already associated with another KMS key in this external key store.";
        var answers = await Task.WhenAll(both.TryCreateKeyAsync(store), both.TryCreateKeyAsync(store), both.TryCreateKeyAsync(store));
        var made = Assert.Single(answers, answer => answer.Status == 200).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        foreach (var refused in answers.Where(answer => answer.Status != 200)) refused.Refused("XksKeyAlreadyInUseException", taken);
        (await both.CallAsync("ScheduleKeyDeletion", new { KeyId = made, PendingWindowInDays = 7 })).Succeeded();
        (await both.TryCreateKeyAsync(store)).Refused("XksKeyAlreadyInUseException", taken);
        both.Service.Clock.Advance(TimeSpan.FromDays(7));
        await both.Service.RunDueAsync();
        (await both.TryCreateKeyAsync(store)).Succeeded();
    }

    [Fact]
    public async Task The_external_key_must_be_there_enabled_and_an_AES_key()
    {
        await using var both = await TwoServices.StartAsync();
        var store = await both.CreateConnectedStoreAsync();
        (await both.TryCreateKeyAsync(store, "nowhere")).Refused(
            "XksKeyNotFoundException", "The external key store proxy rejected the request because it could not find the external key.");
        (await both.TryCreateKeyAsync(store, ProxyCaller.MacKeyName)).Refused("XksKeyInvalidConfigurationException",
            "The key spec of the external key must be AES_256. The key spec of specified external key is HMAC_256.");
        (await both.Proxy.Service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        (await both.TryCreateKeyAsync(store)).Refused("XksKeyInvalidConfigurationException",
            "The status of the external key must be ENABLED. The status of specified external key is DISABLED.");
        (await both.CallAsync("CreateKey", new { Origin = "EXTERNAL_KEY_STORE", CustomKeyStoreId = store })).Refused(
            "ValidationException", "XksKeyId is required when Origin is EXTERNAL_KEY_STORE.");
    }

    [Fact]
    public async Task What_the_proxy_refuses_is_an_invalid_state_with_AWSs_text()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var blob = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        (await both.Proxy.Service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        const string notEnabled = "The external key store proxy rejected the request because the external key is not enabled in the external key manager.";
        (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("KMSInvalidStateException", notEnabled);
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", notEnabled);
        (await both.CallAsync("GenerateDataKey", new { KeyId = key, KeySpec = "AES_256" })).Refused("KMSInvalidStateException", notEnabled);
        (await both.Proxy.Service.KmsAsync("root", "EnableKey", new { TestService.KeyId })).Succeeded();
        (await both.Proxy.Service.QueryAsync("root", "iam", "DeleteUserPolicy", ("UserName", "external"), ("PolicyName", "inline"))).Succeeded();
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException",
            "The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.");
        await both.StopProxyAsync();
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException",
            "AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store "
            + "proxy is active and is connected to the network, and that its endpoint URI is correct in your external key store.");
        // The key itself is as it was: KMS does not look after external keys.
        Assert.Equal("Enabled", (await both.CallAsync("DescribeKey", new { KeyId = key })).Json["KeyMetadata"]!["KeyState"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_permission_here_the_proxy_is_not_asked()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var sent = both.Sent.Count;
        (await both.CallAsync("CreateKey", new { Origin = "EXTERNAL_KEY_STORE" })).Refused("ValidationException", "CustomKeyStoreId is required when Origin is EXTERNAL_KEY_STORE.");
        (await both.CallAsync("DisableKey", new { KeyId = key })).Succeeded();
        (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("DisabledException", $"{key} is disabled.");
        (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello, DryRun = true })).Refused("DisabledException", $"{key} is disabled.");
        Assert.Equal(sent, both.Sent.Count);
    }

    private static Func<System.Text.Json.Nodes.JsonObject, string?> Said(string member) =>
        record => record["requestParameters"]!["requestMetadata"]![member]?.GetValue<string>();
}
