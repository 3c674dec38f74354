using System.Security.Cryptography;
using Kagimori.Tests.Cryptography.Attestation;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>AWS CloudHSM key stores and their keys, with a real token behind them, through the whole service.</summary>
public sealed class CloudHsmKeyStoreTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_key_store_is_created_disconnected_and_connects_by_itself_once_told_to()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateAsync();
        Assert.Matches("^cks-[0-9a-f]{17}$", id);
        var described = await service.DescribeAsync(id);
        Assert.Equal(
            ["CustomKeyStoreId", "CustomKeyStoreName", "CloudHsmClusterId", "TrustAnchorCertificate", "ConnectionState", "CreationDate", "CustomKeyStoreType"],
            described.Select(member => member.Key));
        Assert.Equal(
            (KeyStores.Name, token.ClusterId, SoftToken.TrustAnchor, "DISCONNECTED", "AWS_CLOUDHSM"),
            (described["CustomKeyStoreName"]!.GetValue<string>(), described["CloudHsmClusterId"]!.GetValue<string>(), described["TrustAnchorCertificate"]!.GetValue<string>(),
                described["ConnectionState"]!.GetValue<string>(), described["CustomKeyStoreType"]!.GetValue<string>()));

        var connected = (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        Assert.Equal("{}", connected.Text);
        Assert.Equal("CONNECTING", await service.ConnectionStateAsync(id));
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        (await service.TryCreateKeyAsync(id)).Refused(
            "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state CONNECTING, which is not valid for CreateKey.");
        Assert.Equal(1, await service.RunDueAsync());
        Assert.Equal("CONNECTED", await service.ConnectionStateAsync(id));
        Assert.Equal(0, await service.RunDueAsync());
    }

    [Fact]
    public async Task A_key_is_made_in_the_token_and_cannot_leave_it()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var id = await service.CreateConnectedAsync();
        var metadata = (await service.TryCreateKeyAsync(id)).Succeeded().Json["KeyMetadata"]!.AsObject();
        Assert.Equal(
            ("AWS_CLOUDHSM", id, token.ClusterId, "Enabled", "SYMMETRIC_DEFAULT", false),
            (metadata["Origin"]!.GetValue<string>(), metadata["CustomKeyStoreId"]!.GetValue<string>(), metadata["CloudHsmClusterId"]!.GetValue<string>(),
                metadata["KeyState"]!.GetValue<string>(), metadata["KeySpec"]!.GetValue<string>(), metadata["MultiRegion"]!.GetValue<bool>()));
        Assert.False(metadata.ContainsKey("CurrentKeyMaterialId"));
        var arn = metadata["Arn"]!.GetValue<string>();
        Assert.Equal(metadata.ToJsonString(), (await service.KmsAsync("root", "DescribeKey", new { KeyId = arn })).Json["KeyMetadata"]!.ToJsonString());

        var key = Assert.Single(token.Keys());
        Assert.Equal(new TokenKey(key.Id, arn, IsExtractable: false, IsSensitive: true, Length: 32, WasNeverExtractable: true), key);
        var data = service.AuditRecords().Single(record => record["eventName"]!.GetValue<string>() == "CreateKey");
        Assert.Equal(id, data["requestParameters"]!["customKeyStoreId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Data_goes_there_and_back_by_every_operation_of_a_symmetric_key()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var key = await service.CreateKeyAsync(await service.CreateConnectedAsync());
        var context = new { app = "billing" };
        var encrypted = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello, EncryptionContext = context })).Succeeded();
        Assert.StartsWith("AQICAH", encrypted["CiphertextBlob"], StringComparison.Ordinal);
        var decrypted = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = context })).Succeeded();
        Assert.Equal((key, Hello), (decrypted["KeyId"], decrypted["Plaintext"]));
        Assert.Matches("^[0-9a-f]{64}$", decrypted["KeyMaterialId"]);
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"] })).Refused("InvalidCiphertextException", null);
        Assert.Equal("Authentication", service.AuditRecords()[^1]["additionalEventData"]!["reason"]!.GetValue<string>());

        foreach (var operation in new[] { "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" })
        {
            var generated = (await service.KmsAsync("root", operation, new { KeyId = key, KeySpec = "AES_256" })).Succeeded();
            Assert.StartsWith("AQIDAH", generated["CiphertextBlob"], StringComparison.Ordinal);
            Assert.Equal(decrypted["KeyMaterialId"], generated["KeyMaterialId"]);
            var opened = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = generated["CiphertextBlob"] })).Succeeded();
            Assert.Equal(32, opened.Blob("Plaintext").Length);
            if (operation == "GenerateDataKey") Assert.Equal(opened["Plaintext"], generated["Plaintext"]);
        }

        // To a key of KMS itself and back.
        var out1 = (await service.KmsAsync("root", "ReEncrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], SourceEncryptionContext = context, DestinationKeyId = TestService.KeyId })).Succeeded();
        Assert.Equal((key, TestService.KeyArn), (out1["SourceKeyId"], out1["KeyId"]));
        var back = (await service.KmsAsync("root", "ReEncrypt", new { CiphertextBlob = out1["CiphertextBlob"], DestinationKeyId = key })).Succeeded();
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = back["CiphertextBlob"], KeyId = key })).Succeeded()["Plaintext"]);
        var largest = Convert.ToBase64String(RandomNumberGenerator.GetBytes(4096));
        var large = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = largest })).Succeeded();
        Assert.Equal(largest, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = large["CiphertextBlob"] })).Succeeded()["Plaintext"]);
        Assert.Equal("{\"backingKeyId\":", service.AuditRecords()[^1]["additionalEventData"]!["backingKey"]!.GetValue<string>()[..16]);
    }

    [Fact]
    public async Task Every_damaged_blob_gets_one_answer()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var key = await service.CreateKeyAsync(await service.CreateConnectedAsync());
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Blob("CiphertextBlob");
        byte[] With(int at) => [.. blob[..at], (byte)(blob[at] ^ 1), .. blob[(at + 1)..]];
        foreach (var damaged in new[] { blob[..^1], [.. blob, 0], With(blob.Length - 1), With(0), With(2), With(37), With(38), With(blob.Length - 20) })
            (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = damaged })).Refused("InvalidCiphertextException", null);
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, KeyId = TestService.KeyId })).Refused(
            "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");
        var own = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello })).Blob("CiphertextBlob");
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = own, KeyId = key })).Refused(
            "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");
    }

    /// <summary>Follows docs/ciphertext-blob.md with another AES-GCM than the token's.</summary>
    [Fact]
    public async Task A_blob_opens_outside_as_it_is_documented_where_the_key_is_known()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        var key = await service.CreateKeyAsync(await service.CreateConnectedAsync());
        var value = RandomNumberGenerator.GetBytes(32);
        token.ReplaceKey(token.Keys().Single().Id, value);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello, EncryptionContext = new { a = "bc" } })).Succeeded().Blob("CiphertextBlob");

        Assert.Equal((byte)2, blob[37]);
        Assert.Equal(new byte[16], blob[38..54]);
        byte[] context = [0, 0, 0, 1, 0, 0, 0, 1, (byte)'a', 0, 0, 0, 2, (byte)'b', (byte)'c'];
        ReadOnlySpan<byte> ivHeader = [0x04, 0x0C];
        var ivAt = blob.AsSpan().IndexOf(ivHeader) + 2;
        var plaintext = new byte[5];
        using var aes = new AesGcm(value, 16);
        aes.Decrypt(blob.AsSpan(ivAt, 12), blob.AsSpan()[^21..^16], blob.AsSpan()[^16..], plaintext, [.. blob[..54], .. context]);
        Assert.Equal("hello"u8.ToArray(), plaintext);
    }

    [Fact]
    public async Task The_key_store_makes_random_bytes_while_it_is_connected()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateAsync();
        (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 64, CustomKeyStoreId = id })).Refused(
            "CustomKeyStoreInvalidStateException", "The custom key store is in the connection state DISCONNECTED, which is not valid for GenerateRandom.");
        await service.ConnectAsync(id);
        var first = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 64, CustomKeyStoreId = id })).Succeeded();
        var second = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 64, CustomKeyStoreId = id })).Succeeded();
        Assert.Equal(64, first.Blob("Plaintext").Length);
        Assert.NotEqual(first["Plaintext"], second["Plaintext"]);
        (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 64, CustomKeyStoreId = "cks-0" })).Refused(
            "CustomKeyStoreNotFoundException", "The custom key store was not found.");
    }

    [Fact]
    public async Task What_the_key_store_makes_for_a_recipient_is_never_answered_in_the_clear()
    {
        using var authority = new AttestationAuthority(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var service = await TestService.StartAsync(TestService.SeedOf(null), authority.Verifier, SoftToken.Clusters(SoftToken.Create()));
        var id = await service.CreateConnectedAsync();
        var key = await service.CreateKeyAsync(id);
        var recipient = new { AttestationDocument = authority.Attest(), KeyEncryptionAlgorithm = "RSAES_OAEP_SHA_256" };
        var generated = (await service.KmsAsync("root", "GenerateDataKey", new { KeyId = key, KeySpec = "AES_256", Recipient = recipient })).Succeeded();
        var random = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 33, CustomKeyStoreId = id, Recipient = recipient })).Succeeded();
        var decrypted = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = generated["CiphertextBlob"], Recipient = recipient })).Succeeded();
        Assert.All([generated, random, decrypted], answer => Assert.False(answer.Json.ContainsKey("Plaintext")));
        byte[] Open(TestAnswer answer) => RecipientEnvelopeTests.Open(answer.Blob("CiphertextForRecipient"), authority.Recipient);
        Assert.Equal(33, Open(random).Length);
        Assert.Equal(Open(generated), Open(decrypted));
        Assert.Equal(Open(generated), (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = generated["CiphertextBlob"] })).Blob("Plaintext"));
    }

    [Fact]
    public async Task Key_stores_are_the_accounts_and_identity_policies_decide()
    {
        await using var service = await KeyStores.StartAsync(SoftToken.Create());
        var id = await service.CreateAsync();
        foreach (var operation in new[] { "CreateCustomKeyStore", "DescribeCustomKeyStores", "UpdateCustomKeyStore", "DeleteCustomKeyStore", "ConnectCustomKeyStore", "DisconnectCustomKeyStore" })
        {
            object request = operation == "CreateCustomKeyStore" ? KeyStores.NewStore("other") : operation == "DescribeCustomKeyStores" ? new { } : new { CustomKeyStoreId = id };
            (await service.KmsAsync("nobody", operation, request)).Refused(
                "AccessDeniedException",
                $"User: arn:aws:iam::{TestService.Account}:user/nobody is not authorized to perform: kms:{operation} on resource: * because no identity-based policy allows the kms:{operation} action");
        }
        Assert.Single((await service.KmsAsync("keeper", "DescribeCustomKeyStores")).Succeeded().Json["CustomKeyStores"]!.AsArray());
        Assert.Empty((await service.KmsAsync("keeper", "DescribeCustomKeyStores", region: "us-east-1")).Succeeded().Json["CustomKeyStores"]!.AsArray());
        (await service.KmsAsync("keeper", "ConnectCustomKeyStore", new { CustomKeyStoreId = id }, "us-east-1")).Refused(
            "CustomKeyStoreNotFoundException", "The custom key store was not found.");
        (await service.KmsAsync("keeper", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
    }

    [Fact]
    public async Task No_secret_is_in_the_audit_trail_or_in_the_database()
    {
        var token = SoftToken.Create();
        await using var service = await KeyStores.StartAsync(token);
        await service.CreateConnectedAsync();
        foreach (var file in Directory.EnumerateFiles(service.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf("kmsuserPassword1"u8));
        }
    }
}
