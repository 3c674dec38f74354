namespace Kagimori.Tests.CustomKeyStores;

/// <summary>Connecting and disconnecting, what fails at it, and what becomes of keys meanwhile.</summary>
public sealed class KeyStoreConnectionTests
{
    private const string Unreachable =
        "KMS cannot communicate with your CloudHSM cluster. This might be a transient network issue. If you see this error repeatedly, verify that the Network ACLs " +
        "and the security group rules for the VPC of your AWS CloudHSM cluster are correct.";

    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_wrong_password_fails_the_connection_until_it_is_corrected()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateAsync(password: "notThePassword");
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RunDueAsync();
        var failed = await service.DescribeAsync(id);
        Assert.Equal(("FAILED", "INVALID_CREDENTIALS"), (failed["ConnectionState"]!.GetValue<string>(), failed["ConnectionErrorCode"]!.GetValue<string>()));
        foreach (var operation in new[] { "ConnectCustomKeyStore", "UpdateCustomKeyStore", "DeleteCustomKeyStore" })
        {
            (await service.KmsAsync("root", operation, new { CustomKeyStoreId = id })).Refused(
                "CustomKeyStoreInvalidStateException", $"The custom key store is in the connection state FAILED, which is not valid for {operation}.");
        }
        await service.DisconnectAsync(id);
        Assert.False((await service.DescribeAsync(id)).ContainsKey("ConnectionErrorCode"));
        Assert.Equal("{}", (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, KeyStorePassword = SoftToken.Password })).Succeeded().Text);
        await service.ConnectAsync(id);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_also_while_an_earlier_login_is_still_there()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        await service.DisconnectAsync(id);
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, KeyStorePassword = "notThePassword" })).Succeeded();
        using var login = token.StayLoggedIn();
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RunDueAsync();
        Assert.Equal("INVALID_CREDENTIALS", (await service.DescribeAsync(id))["ConnectionErrorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_disconnected_key_store_makes_its_keys_unavailable_and_connecting_brings_them_back()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        var pending = await service.CreateKeyAsync(id);
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = pending })).Succeeded();
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];

        (await service.KmsAsync("root", "DisconnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        Assert.Equal(("DISCONNECTING", "Unavailable"), (await service.ConnectionStateAsync(id), await service.KeyStateAsync(key)));
        await service.RunDueAsync();
        Assert.Equal(("DISCONNECTED", "Unavailable", "PendingDeletion"), (await service.ConnectionStateAsync(id), await service.KeyStateAsync(key), await service.KeyStateAsync(pending)));
        foreach (var (operation, request) in new (string, object)[]
        {
            ("Encrypt", new { KeyId = key, Plaintext = Hello }), ("Decrypt", new { CiphertextBlob = blob }), ("GenerateDataKey", new { KeyId = key, KeySpec = "AES_256" }),
            ("GenerateDataKeyWithoutPlaintext", new { KeyId = key, KeySpec = "AES_256" }), ("ReEncrypt", new { CiphertextBlob = blob, DestinationKeyId = TestService.KeyId }),
        })
            (await service.KmsAsync("root", operation, request)).Refused("KMSInvalidStateException", $"{key} is unavailable.");
        (await service.TryCreateKeyAsync(id)).Refused(
            "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state DISCONNECTED, which is not valid for CreateKey.");
        (await service.KmsAsync("root", "DisconnectCustomKeyStore", new { CustomKeyStoreId = id })).Refused(
            "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state DISCONNECTED, which is not valid for DisconnectCustomKeyStore.");

        await service.ConnectAsync(id);
        Assert.Equal("Enabled", await service.KeyStateAsync(key));
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
    }

    /// <summary>The column Unavailable of AWS's table of key states.</summary>
    [Fact]
    public async Task An_unavailable_key_can_be_managed()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        await service.DisconnectAsync(id);
        foreach (var (operation, request) in new (string, object)[]
        {
            ("CreateAlias", new { AliasName = "alias/a", TargetKeyId = key }), ("UpdateAlias", new { AliasName = "alias/a", TargetKeyId = key }), ("DeleteAlias", new { AliasName = "alias/a" }),
            ("CreateGrant", new { KeyId = key, GranteePrincipal = TestService.Account, Operations = new[] { "Decrypt" } }), ("ListGrants", new { KeyId = key }),
            ("TagResource", new { KeyId = key, Tags = new[] { new { TagKey = "a", TagValue = "b" } } }), ("UntagResource", new { KeyId = key, TagKeys = new[] { "a" } }),
            ("UpdateKeyDescription", new { KeyId = key, Description = "x" }), ("GetKeyPolicy", new { KeyId = key }), ("ListResourceTags", new { KeyId = key }),
            ("DisableKey", new { KeyId = key }),
        })
            (await service.KmsAsync("root", operation, request)).Succeeded();
        Assert.Equal("Unavailable", await service.KeyStateAsync(key));
        await service.ConnectAsync(id);
        Assert.Equal("Disabled", await service.KeyStateAsync(key));
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("DisabledException", $"{key} is disabled.");
        (await service.KmsAsync("root", "EnableKey", new { KeyId = key })).Succeeded();
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
    }

    [Theory]
    [InlineData("EnableKeyRotation")]
    [InlineData("DisableKeyRotation")]
    [InlineData("GetKeyRotationStatus")]
    [InlineData("ListKeyRotations")]
    [InlineData("RotateKeyOnDemand")]
    [InlineData("GetParametersForImport")]
    [InlineData("ImportKeyMaterial")]
    [InlineData("DeleteImportedKeyMaterial")]
    [InlineData("GenerateDataKeyPair")]
    [InlineData("GenerateDataKeyPairWithoutPlaintext")]
    public async Task What_a_key_in_a_key_store_cannot_do_is_refused_connected_or_not(string operation)
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        object request = operation switch
        {
            "GetParametersForImport" => new { KeyId = key, WrappingAlgorithm = "RSAES_OAEP_SHA_256", WrappingKeySpec = "RSA_2048" },
            "ImportKeyMaterial" => new { KeyId = key, ImportToken = Hello, EncryptedKeyMaterial = Hello },
            "GenerateDataKeyPair" or "GenerateDataKeyPairWithoutPlaintext" => new { KeyId = key, KeyPairSpec = "ECC_NIST_P256" },
            _ => new { KeyId = key },
        };
        var message = $"{key} origin is AWS_CLOUDHSM which is not valid for this operation.";
        (await service.KmsAsync("root", operation, request)).Refused("UnsupportedOperationException", message);
        await service.DisconnectAsync(id);
        (await service.KmsAsync("root", operation, request)).Refused("UnsupportedOperationException", message);
    }

    [Fact]
    public async Task After_a_restart_a_connected_key_store_connects_by_itself()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];

        // Without its configuration the key store is still what it was told to be, and its keys answer that nothing is there.
        await service.RestartAsync();
        Assert.Equal(("CONNECTED", "Enabled"), (await service.ConnectionStateAsync(id), await service.KeyStateAsync(key)));
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", Unreachable);
        (await service.TryCreateKeyAsync(id)).Refused("KMSInvalidStateException", Unreachable);
        await service.RestartAsync(SoftToken.Clusters(token));
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
    }

    [Fact]
    public async Task A_connection_that_was_begun_before_a_restart_is_made_after_it()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateAsync();
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RestartAsync(SoftToken.Clusters(token));
        Assert.Equal("CONNECTING", await service.ConnectionStateAsync(id));
        Assert.Equal(1, await service.RunDueAsync());
        Assert.Equal("CONNECTED", await service.ConnectionStateAsync(id));
    }

    [Fact]
    public async Task A_cluster_that_is_configured_no_more_is_not_found_when_connecting()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateAsync();
        await service.RestartAsync();
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RunDueAsync();
        Assert.Equal("CLUSTER_NOT_FOUND", (await service.DescribeAsync(id))["ConnectionErrorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lost_sessions_are_replaced()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        token.LoseSessions();
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
        token.LoseSessions();
        await service.CreateKeyAsync(id);
        Assert.Equal(2, token.Keys().Count);
    }

    [Fact]
    public async Task A_password_that_the_token_refuses_is_not_offered_to_it_again()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        token.ChangePassword(SoftToken.Password, "anotherPassword");
        token.LoseSessions();
        for (var i = 0; i < 3; i++)
            (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("KMSInvalidStateException", Unreachable);
        // The right password again: only a new connection offers it.
        token.ChangePassword("anotherPassword", SoftToken.Password);
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("KMSInvalidStateException", Unreachable);
        await service.DisconnectAsync(id);
        await service.ConnectAsync(id);
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
    }

    [Fact]
    public async Task Many_requests_at_once_are_answered_rightly()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var key = await service.CreateKeyAsync(await service.CreateConnectedAsync());
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var plaintext = Convert.ToBase64String([(byte)i, 1, 2, 3]);
            var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = plaintext })).Succeeded()["CiphertextBlob"];
            Assert.Equal(plaintext, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
        }));
    }
}
