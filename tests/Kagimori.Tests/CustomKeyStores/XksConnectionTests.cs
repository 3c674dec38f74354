using Kagimori.Tests.XksProxy;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>External key stores as they are created, connected, changed and found again after a restart.</summary>
public sealed class XksConnectionTests
{
    private const string WrongCredential =
        "The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.";

    private const string WrongPath =
        "The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary.";

    private const string Unreachable =
        "AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is "
        + "active and is connected to the network, and that its endpoint URI is correct in your external key store.";

    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_key_store_is_created_only_with_a_proxy_that_answers()
    {
        await using var both = await TwoServices.StartAsync();
        (await both.TryCreateStoreAsync(secret: ProxyCaller.Secret.Replace('a', 'b'))).Refused("XksProxyIncorrectAuthenticationCredentialException", WrongCredential);
        (await both.TryCreateStoreAsync(path: "/elsewhere/kms/xks/v1")).Refused("XksProxyInvalidConfigurationException", WrongPath);
        await both.StopProxyAsync();
        (await both.TryCreateStoreAsync()).Refused("XksProxyUriUnreachableException", Unreachable);
        Assert.Empty((await both.CallAsync("DescribeCustomKeyStores", new { })).Succeeded().Json["CustomKeyStores"]!.AsArray());
    }

    [Fact]
    public async Task A_proxy_behind_an_endpoint_service_is_first_asked_when_the_key_store_is_connected()
    {
        await using var both = await TwoServices.StartAsync();
        var id = (await both.TryCreateStoreAsync(secret: ProxyCaller.Secret.Replace('a', 'b'), connectivity: "VPC_ENDPOINT_SERVICE")).Succeeded()["CustomKeyStoreId"];
        Assert.Empty(both.Sent);
        await both.ConnectAsync(id);
        var failed = await both.DescribeStoreAsync(id);
        Assert.Equal(("FAILED", "INVALID_CREDENTIALS"), (failed["ConnectionState"]!.GetValue<string>(), failed["ConnectionErrorCode"]!.GetValue<string>()));
        await both.DisconnectAsync(id);
        (await both.CallAsync("UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyAuthenticationCredential = TwoServices.Credential(ProxyCaller.Secret) })).Succeeded();
        await both.ConnectAsync(id);
        Assert.Equal("CONNECTED", (await both.DescribeStoreAsync(id))["ConnectionState"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_proxy_that_is_gone_fails_the_connection()
    {
        await using var both = await TwoServices.StartAsync();
        var id = (await both.TryCreateStoreAsync()).Succeeded()["CustomKeyStoreId"];
        await both.StopProxyAsync();
        await both.ConnectAsync(id);
        Assert.Equal("XKS_PROXY_NOT_REACHABLE", (await both.DescribeStoreAsync(id))["ConnectionErrorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_credential_and_the_path_are_changed_while_connected_and_only_to_what_works()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var id = (await both.CallAsync("DescribeCustomKeyStores", new { })).Json["CustomKeyStores"]![0]!["CustomKeyStoreId"]!.GetValue<string>();
        (await both.CallAsync("UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyAuthenticationCredential = TwoServices.Credential(ProxyCaller.Secret.Replace('a', 'b')) }))
            .Refused("XksProxyIncorrectAuthenticationCredentialException", WrongCredential);
        (await both.CallAsync("UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyUriPath = "/elsewhere/kms/xks/v1" })).Refused("XksProxyInvalidConfigurationException", WrongPath);
        (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
        // The other key store of the proxy has the same external key, another path and another credential.
        (await both.CallAsync("UpdateCustomKeyStore", new
        {
            CustomKeyStoreId = id, XksProxyUriPath = "/kms/xks/v1",
            XksProxyAuthenticationCredential = new { AccessKeyId = "AXKSOTHEROTHEROTHERO", RawSecretAccessKey = ProxyCaller.Secret },
        })).Succeeded();
        (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
        Assert.StartsWith("/kms/xks/v1/keys/", both.Sent[^1], StringComparison.Ordinal);
        var sent = both.Sent.Count;
        (await both.CallAsync("UpdateCustomKeyStore", new { CustomKeyStoreId = id, NewCustomKeyStoreName = "renamed" })).Succeeded();
        Assert.Equal(sent, both.Sent.Count);
    }

    [Fact]
    public async Task A_disconnected_key_store_has_unavailable_keys_and_its_proxy_is_not_asked()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var id = (await both.CallAsync("DescribeCustomKeyStores", new { })).Json["CustomKeyStores"]![0]!["CustomKeyStoreId"]!.GetValue<string>();
        var blob = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        await both.DisconnectAsync(id);
        var sent = both.Sent.Count;
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", $"{key} is unavailable.");
        (await both.TryCreateKeyAsync(id)).Refused(
            "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state DISCONNECTED, which is not valid for CreateKey.");
        Assert.Equal(sent, both.Sent.Count);
        await both.ConnectAsync(id);
        Assert.Equal(Hello, (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
    }

    [Fact]
    public async Task After_a_restart_the_keys_work_as_before_whether_the_proxy_was_there_or_not()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        var blob = (await both.CallAsync("Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        await both.Service.RestartAsync(configure: settings => settings with { XksTransport = both.Transport });
        Assert.Equal(Hello, (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);

        var elsewhere = both.Transport with { Addresses = new Dictionary<string, System.Net.IPEndPoint> { [TestCertificates.HostName] = new(System.Net.IPAddress.Loopback, 1) } };
        await both.Service.RestartAsync(configure: settings => settings with { XksTransport = elsewhere });
        await both.Service.RunDueAsync();
        (await both.CallAsync("Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", Unreachable);
    }

    /// <summary>Half of such a key is ours: lent out to another KMS it would open what the external key guards.</summary>
    [Fact]
    public async Task A_key_in_an_external_key_store_is_no_external_key_of_anybody()
    {
        await using var both = await TwoServices.StartAsync();
        var key = await both.CreateKeyAsync();
        (await both.Service.QueryAsync("root", "iam", "CreateUser", ("UserName", "external"))).Succeeded();
        (await both.Service.QueryAsync("root", "iam", "PutUserPolicy", ("UserName", "external"), ("PolicyName", "all"), ("PolicyDocument", TestService.Allow("kms:*")))).Succeeded();
        await both.Service.RestartAsync(configure: settings => settings with { XksTransport = both.Transport, XksProxy = ProxyCaller.Configuration(key) });
        var caller = ProxyCaller.Of(both.Service);
        XksProxyTests.IsRefused(await caller.EncryptAsync("plaintext"u8.ToArray()), 501, "UnsupportedOperationException");
        Assert.Equal("AES_256", (await caller.CallAsync($"keys/{ProxyCaller.KeyName}/metadata")).Succeeded()["keySpec"]);
    }
}
