namespace Kagimori.Tests.CustomKeyStores;

/// <summary>What a new or changed AWS CloudHSM key store must be.</summary>
public sealed class KeyStoreCreationTests
{
    private const string Related = "cluster-3b34c5defgh";

    [Fact]
    public async Task A_cluster_must_be_one_of_the_account_and_Region()
    {
        var token = SoftToken.Create();
        await using var service = await TestService.StartAsync(
            TestService.SeedOf(null), clusters: SoftToken.Clusters(token.Entry(account: "999999999999"), (SoftToken.Create() with { ClusterId = Related }).Entry(region: "us-east-1")));
        foreach (var cluster in new[] { token.ClusterId, Related, "cluster-7777777777a" })
        {
            (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(clusterId: cluster))).Refused(
                "CloudHsmClusterNotFoundException", $"The CloudHSM cluster {cluster} was not found.");
        }
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(clusterId: Related), "us-east-1")).Succeeded();
    }

    [Fact]
    public async Task The_trust_anchor_must_be_the_clusters()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        foreach (var wrong in new[] { SoftToken.NewCertificate("customerCA"), "no certificate", SoftToken.TrustAnchor[..200] })
        {
            (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(trustAnchor: wrong))).Refused(
                "IncorrectTrustAnchorException", "The trust anchor certificate is not that of the CloudHSM cluster.");
        }
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(trustAnchor: SoftToken.TrustAnchor + "\n\n"))).Succeeded();
    }

    [Fact]
    public async Task A_cluster_without_its_token_is_not_active()
    {
        SoftHsm.Require();
        await using var service = await TestService.StartAsync(TestService.SeedOf(null), clusters: SoftToken.Clusters(
            new { id = "cluster-2a23b4cdefg", account = TestService.Account, region = TestService.Region, library = SoftHsm.File, token = "no such token", trustAnchorCertificate = "customerCA.crt" }));
        _ = SoftHsm.Library;
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore())).Refused("CloudHsmClusterNotActiveException", "The CloudHSM cluster is not active.");
    }

    [Fact]
    public async Task A_cluster_and_those_of_its_backup_history_serve_one_key_store()
    {
        var tokens = (First: SoftToken.Create(), Second: SoftToken.Create() with { ClusterId = Related }, Other: SoftToken.Create() with { ClusterId = "cluster-4c45d6efghi" });
        await using var service = await TestService.StartAsync(TestService.SeedOf(null), clusters: SoftToken.Clusters(
            tokens.First.Entry(backupHistory: "h"), tokens.Second.Entry(backupHistory: "h"), tokens.Other.Entry()));
        var id = await service.CreateAsync();
        foreach (var cluster in new[] { tokens.First.ClusterId, Related })
        {
            (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore("other", cluster))).Refused(
                "CloudHsmClusterInUseException", $"The CloudHSM cluster {cluster}, or one that shares a backup history with it, is already associated with a custom key store.");
        }
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, CloudHsmClusterId = tokens.Other.ClusterId })).Refused(
            "CloudHsmClusterNotRelatedException", $"The CloudHSM cluster {tokens.Other.ClusterId} does not share a backup history with the custom key store's cluster.");
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, CloudHsmClusterId = "cluster-7777777777a" })).Refused(
            "CloudHsmClusterNotFoundException", "The CloudHSM cluster cluster-7777777777a was not found.");
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, CloudHsmClusterId = Related })).Succeeded();
        Assert.Equal(Related, (await service.DescribeAsync(id))["CloudHsmClusterId"]!.GetValue<string>());
        await service.ConnectAsync(id);
        await service.CreateKeyAsync(id);
        Assert.Empty(tokens.First.Keys());
        Assert.Single(tokens.Second.Keys());
    }

    [Fact]
    public async Task Names_are_unique_and_the_same_request_again_is_taken_for_a_retry()
    {
        var second = SoftToken.Create() with { ClusterId = Related };
        await using var service = await KeyStores.StartAsync(SoftToken.Create(), second);
        var id = await service.CreateAsync();
        Assert.Equal(id, await service.CreateAsync());
        var inUse = ("CustomKeyStoreNameInUseException", $"The custom key store name {KeyStores.Name} is already in use.");
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(password: "anotherPassword"))).Refused(inUse.Item1, inUse.Item2);
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore(clusterId: Related))).Refused(inUse.Item1, inUse.Item2);
        var other = await service.CreateAsync("other", Related);
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = other, NewCustomKeyStoreName = KeyStores.Name })).Refused(inUse.Item1, inUse.Item2);
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = other, NewCustomKeyStoreName = "renamed" })).Succeeded();
        Assert.Equal(other, (await service.KmsAsync("root", "DescribeCustomKeyStores", new { CustomKeyStoreName = "renamed" })).Succeeded().Json["CustomKeyStores"]![0]!["CustomKeyStoreId"]!.GetValue<string>());
        await service.ConnectAsync(id);
        (await service.KmsAsync("root", "CreateCustomKeyStore", KeyStores.NewStore())).Refused(inUse.Item1, inUse.Item2);
    }

    [Fact]
    public async Task Only_the_name_of_a_connected_key_store_can_be_changed_and_it_stays_connected()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        foreach (var request in new object[] { new { CustomKeyStoreId = id, KeyStorePassword = "anotherPassword" }, new { CustomKeyStoreId = id, CloudHsmClusterId = Related } })
        {
            (await service.KmsAsync("root", "UpdateCustomKeyStore", request)).Refused(
                "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state CONNECTED, which is not valid for UpdateCustomKeyStore.");
        }
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, NewCustomKeyStoreName = "renamed" })).Succeeded();
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = "aGVsbG8=" })).Succeeded();
    }

    [Theory]
    [InlineData("KeyStorePassword", "short", "1 validation error detected: Value at 'keyStorePassword' failed to satisfy constraint: Member must have length greater than or equal to 7")]
    [InlineData("KeyStorePassword", null, "CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate are required for a custom key store of type AWS_CLOUDHSM.")]
    [InlineData("TrustAnchorCertificate", null, "CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate are required for a custom key store of type AWS_CLOUDHSM.")]
    [InlineData("XksProxyUriPath", "/kms/xks/v1", "XksProxy parameters are not valid for a custom key store of type AWS_CLOUDHSM.")]
    [InlineData("CustomKeyStoreType", "EXTERNAL_KEY_STORE", "CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate are not valid for a custom key store of type EXTERNAL_KEY_STORE.")]
    public async Task Members_must_go_with_the_type(string member, string? value, string message)
    {
        await using var service = await TestService.StartAsync();
        var request = KeyStores.NewStore();
        request[member] = value;
        (await service.KmsAsync("root", "CreateCustomKeyStore", request)).Refused("ValidationException", message);
    }

    [Theory]
    [InlineData("AWS_CLOUDHSM", null, "SYMMETRIC_DEFAULT", false, "ValidationException", "CustomKeyStoreId is required when Origin is AWS_CLOUDHSM.")]
    [InlineData(null, "cks-1", "SYMMETRIC_DEFAULT", false, "ValidationException", "CustomKeyStoreId is not valid when Origin is AWS_KMS.")]
    [InlineData("AWS_CLOUDHSM", "cks-1", "HMAC_256", false, "ValidationException", "KeySpec HMAC_256 is not supported for Origin AWS_CLOUDHSM")]
    [InlineData("AWS_CLOUDHSM", "cks-1", "SYMMETRIC_DEFAULT", true, "UnsupportedOperationException", "Multi-Region keys are not supported for Origin AWS_CLOUDHSM.")]
    [InlineData("AWS_CLOUDHSM", "cks-1", "SYMMETRIC_DEFAULT", false, "CustomKeyStoreNotFoundException", "The custom key store was not found.")]
    [InlineData("EXTERNAL_KEY_STORE", "cks-1", "SYMMETRIC_DEFAULT", false, "ValidationException", "XksKeyId is required when Origin is EXTERNAL_KEY_STORE.")]
    public async Task A_key_in_a_key_store_is_symmetric_and_of_one_Region(string? origin, string? keyStore, string spec, bool multiRegion, string code, string message)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateKey", new
        {
            Origin = origin, CustomKeyStoreId = keyStore, KeySpec = spec, MultiRegion = multiRegion, KeyUsage = spec == "HMAC_256" ? "GENERATE_VERIFY_MAC" : "ENCRYPT_DECRYPT",
        })).Refused(code, message);
    }
}
