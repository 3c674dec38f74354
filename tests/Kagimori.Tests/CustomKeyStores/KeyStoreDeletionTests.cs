namespace Kagimori.Tests.CustomKeyStores;

/// <summary>The end of keys in key stores, and of the key stores.</summary>
public sealed class KeyStoreDeletionTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task After_the_waiting_period_the_key_is_destroyed_in_the_token_too()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var kept = await service.CreateKeyAsync(id);
        var key = await service.CreateKeyAsync(id);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        var backingKey = token.Keys().Single(entry => entry.Label == key).Id;
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await service.RunDueAsync());
        Assert.Equal(2, token.Keys().Count);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await service.RunDueAsync());

        Assert.Equal(kept, Assert.Single(token.Keys()).Label);
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key })).Refused("NotFoundException", $"Key '{key}' does not exist");
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
        Assert.Equal(("SUCCESS", backingKey), DeletionStatus(service));
    }

    [Fact]
    public async Task While_the_key_store_is_disconnected_the_key_in_the_token_is_left_an_orphan()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 })).Succeeded();
        await service.DisconnectAsync(id);
        service.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await service.RunDueAsync());
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key })).Refused("NotFoundException", $"Key '{key}' does not exist");
        Assert.Equal(("FAILURE", Assert.Single(token.Keys()).Id), DeletionStatus(service));
    }

    [Fact]
    public async Task A_deletion_that_is_cancelled_leaves_the_key_in_the_token()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded()["CiphertextBlob"];
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 })).Succeeded();
        (await service.KmsAsync("root", "CancelKeyDeletion", new { KeyId = key })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(30));
        await service.RunDueAsync();
        (await service.KmsAsync("root", "EnableKey", new { KeyId = key })).Succeeded();
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
    }

    [Fact]
    public async Task A_key_store_is_deleted_only_when_it_is_disconnected_and_empty()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        Task<TestAnswer> Delete() => service.KmsAsync("root", "DeleteCustomKeyStore", new { CustomKeyStoreId = id });
        (await Delete()).Refused("CustomKeyStoreInvalidStateException", "The custom key store is in the connection state CONNECTED, which is not valid for DeleteCustomKeyStore.");
        await service.DisconnectAsync(id);
        (await Delete()).Refused("CustomKeyStoreHasCMKsException", "The custom key store contains KMS keys.");
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 })).Succeeded();
        (await Delete()).Refused("CustomKeyStoreHasCMKsException", "The custom key store contains KMS keys.");
        service.Clock.Advance(TimeSpan.FromDays(7));
        await service.RunDueAsync();
        Assert.Equal("{}", (await Delete()).Succeeded().Text);
        (await Delete()).Refused("CustomKeyStoreNotFoundException", "The custom key store was not found.");
        Assert.Empty((await service.KmsAsync("root", "DescribeCustomKeyStores")).Succeeded().Json["CustomKeyStores"]!.AsArray());
        await service.CreateAsync();
    }

    [Fact]
    public async Task Key_material_that_is_gone_from_the_token_fails_its_key_alone()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
        token.DestroyKeys();
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Refused(
            "KMSInvalidStateException", $"The key material of {key} is not in the custom key store's CloudHSM cluster.");
        (await service.KmsAsync("root", "Encrypt", new { KeyId = await service.CreateKeyAsync(id), Plaintext = Hello })).Succeeded();
    }

    /// <summary>Changes of the key store make commits of new keys fail and be tried again; what a failed attempt made in the token goes.</summary>
    [Fact]
    public async Task Keys_that_were_made_in_vain_do_not_stay_in_the_token()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var creating = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.TryCreateKeyAsync(id)));
        for (var i = 0; i < 10 && !creating.IsCompleted; i++)
            await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, NewCustomKeyStoreName = $"name-{i}" });
        var answers = await creating;
        var made = answers.Where(answer => answer.Status == 200).Select(answer => answer.Json["KeyMetadata"]!["Arn"]!.GetValue<string>()).ToList();
        Assert.NotEmpty(made);
        Assert.Equal(made.Order(StringComparer.Ordinal), token.Keys().Select(key => key.Label).Order(StringComparer.Ordinal));
    }

    private static (string Status, string BackingKeyId) DeletionStatus(TestService service)
    {
        var data = service.AuditRecords().Last(record => record["eventName"]!.GetValue<string>() == "DeleteKey")["additionalEventData"]!;
        var status = System.Text.Json.Nodes.JsonNode.Parse(data["backingKeysDeletionStatus"]!.GetValue<string>())![0]!;
        Assert.Equal("cluster-2a23b4cdefg", data["clusterId"]!.GetValue<string>());
        return (status["deletionStatus"]!.GetValue<string>(), status["backingKeyId"]!.GetValue<string>());
    }
}
