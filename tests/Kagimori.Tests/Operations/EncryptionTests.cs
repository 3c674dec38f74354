using System.Text;

namespace Kagimori.Tests.Operations;

public sealed class EncryptionTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task What_is_encrypted_decrypts_with_the_same_context_and_says_which_key_did_it()
    {
        await using var service = await TestService.StartAsync();
        var context = new Dictionary<string, string> { ["app"] = "billing", ["id"] = "7" };
        var encrypted = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello, EncryptionContext = context })).Succeeded();
        Assert.Equal(TestService.KeyArn, encrypted["KeyId"]);
        Assert.Equal("SYMMETRIC_DEFAULT", encrypted["EncryptionAlgorithm"]);
        Assert.StartsWith("AQICAH", encrypted["CiphertextBlob"], StringComparison.Ordinal);

        var decrypted = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = context })).Succeeded();
        Assert.Equal((TestService.KeyArn, Hello), (decrypted["KeyId"], decrypted["Plaintext"]));
        Assert.Matches("^[0-9a-f]{64}$", decrypted["KeyMaterialId"]);
    }

    [Fact]
    public async Task Decrypt_with_another_encryption_context_is_refused_without_a_message()
    {
        await using var service = await TestService.StartAsync();
        var encrypted = await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello, EncryptionContext = new { a = "bc" } });
        foreach (object context in new object[] { new { ab = "c" }, new { a = "bd" }, new { }, new { a = "bc", x = "" } })
        {
            var answer = await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"], EncryptionContext = context });
            answer.Refused("InvalidCiphertextException", null);
        }
        Assert.Equal("Authentication", service.AuditRecords()[^1]["additionalEventData"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_damaged_blob_gets_one_answer()
    {
        await using var service = await TestService.StartAsync();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello })).Blob("CiphertextBlob");
        foreach (var damaged in new[] { blob[..^1], [.. blob, 0], [.. blob[..^1], (byte)(blob[^1] ^ 1)], [9, .. blob[1..]], "x"u8.ToArray() })
            (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = damaged })).Refused("InvalidCiphertextException", null);
    }

    [Fact]
    public async Task A_ciphertext_of_unknown_key_material_is_answered_like_a_foreign_one()
    {
        await using var service = await TestService.StartAsync();
        const string real = "AQIDAHj2R4mtaSrV3i4Yti1b1+CH7K+dDHdozvgyqIGbHQolLAEknPs6sjrMjPaSe0zpTN59AAAAfjB8BgkqhkiG9w0BBwagbzBtAgEAMGgGCSqGSIb3DQEHATAeBglghkgBZQMEAS4wEQQMTvnhmj6vG0/UHHY4AgEQgDvG5Yfoyt+NwnEO3BKpGbwModiOugQS10iWr8Vdpa/NM024pRAu8gNwr7MolqfYcYJTUqVnMXLQDEJKkQ==";
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = real })).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
        var encrypted = await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello });
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = encrypted["CiphertextBlob"] }, region: "us-east-1")).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
    }

    [Fact]
    public async Task Naming_another_key_than_the_ciphertexts_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        const string text = "The key ID in the request does not identify a CMK that can perform this operation.";
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, KeyId = other })).Refused("IncorrectKeyException", text);
        (await service.KmsAsync("root", "ReEncrypt", new { CiphertextBlob = blob, SourceKeyId = other, DestinationKeyId = other })).Refused("IncorrectKeyException", text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(4096)]
    public async Task Plaintexts_of_every_size_come_back(int size)
    {
        await using var service = await TestService.StartAsync();
        var plaintext = Enumerable.Range(0, size).Select(i => (byte)(i % 256)).ToArray();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = plaintext })).Succeeded()["CiphertextBlob"];
        Assert.Equal(plaintext, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded().Blob("Plaintext"));
    }

    [Fact]
    public async Task A_plaintext_that_is_too_long_is_refused_in_the_models_words_without_being_echoed()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = new byte[4097] })).Refused("ValidationException",
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096");
        (await service.KmsAsync("root", "Encrypt", new { Plaintext = "" })).Refused("ValidationException",
            "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; "
            + "Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    [Fact]
    public async Task ReEncrypt_moves_a_ciphertext_to_another_key_and_context()
    {
        await using var service = await TestService.StartAsync();
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello, EncryptionContext = new { a = "1" } }))["CiphertextBlob"];
        var moved = (await service.KmsAsync("root", "ReEncrypt", new
        {
            CiphertextBlob = blob, SourceEncryptionContext = new { a = "1" }, DestinationKeyId = other, DestinationEncryptionContext = new { b = "2" },
        })).Succeeded();
        Assert.Equal((TestService.KeyArn, other), (moved["SourceKeyId"], moved["KeyId"]));
        Assert.NotEqual(moved["SourceKeyMaterialId"], moved["DestinationKeyMaterialId"]);
        var opened = await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = moved["CiphertextBlob"], EncryptionContext = new { b = "2" } });
        Assert.Equal((Hello, other), (opened["Plaintext"], opened["KeyId"]));
    }

    [Theory]
    [InlineData("{\"KeySpec\":\"AES_256\"}", 32)]
    [InlineData("{\"KeySpec\":\"AES_128\"}", 16)]
    [InlineData("{\"NumberOfBytes\":1}", 1)]
    [InlineData("{\"NumberOfBytes\":1024}", 1024)]
    public async Task A_data_key_is_answered_in_the_clear_and_encrypted(string size, int length)
    {
        await using var service = await TestService.StartAsync();
        var request = $"{{\"KeyId\":\"{TestService.KeyId}\",\"EncryptionContext\":{{\"a\":\"b\"}},{size[1..]}";
        var generated = (await service.KmsAsync("root", "GenerateDataKey", request)).Succeeded();
        Assert.StartsWith("AQIDAH", generated["CiphertextBlob"], StringComparison.Ordinal);
        Assert.Equal(length, generated.Blob("Plaintext").Length);
        var opened = await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = generated["CiphertextBlob"], EncryptionContext = new { a = "b" } });
        Assert.Equal(generated["Plaintext"], opened["Plaintext"]);

        var hidden = (await service.KmsAsync("root", "GenerateDataKeyWithoutPlaintext", request)).Succeeded();
        Assert.False(hidden.Json.ContainsKey("Plaintext"));
        Assert.Equal(length, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = hidden["CiphertextBlob"], EncryptionContext = new { a = "b" } })).Blob("Plaintext").Length);
    }

    [Fact]
    public async Task A_data_keys_size_is_stated_exactly_once()
    {
        await using var service = await TestService.StartAsync();
        const string text = "Please specify either number of bytes or key spec.";
        (await service.KmsAsync("root", "GenerateDataKey", new { TestService.KeyId })).Refused("ValidationException", text);
        (await service.KmsAsync("root", "GenerateDataKey", new { TestService.KeyId, KeySpec = "AES_256", NumberOfBytes = 32 })).Refused("ValidationException", text);
        (await service.KmsAsync("root", "GenerateDataKey", new { TestService.KeyId, NumberOfBytes = 1025 })).Refused("ValidationException",
            "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024");
        (await service.KmsAsync("root", "GenerateDataKey", new { TestService.KeyId, KeySpec = "AES_512" })).Refused("ValidationException",
            "1 validation error detected: Value 'AES_512' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]");
    }

    [Fact]
    public async Task Random_bytes_are_as_many_as_asked_for_and_differ()
    {
        await using var service = await TestService.StartAsync();
        var first = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 32 })).Succeeded().Blob("Plaintext");
        var second = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 32 })).Blob("Plaintext");
        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, second);
        (await service.KmsAsync("root", "GenerateRandom")).Refused("ValidationException", "NumberOfBytes is required.");
    }

    [Theory]
    [InlineData("Encrypt")]
    [InlineData("Decrypt")]
    [InlineData("ReEncrypt")]
    [InlineData("GenerateDataKey")]
    [InlineData("GenerateDataKeyWithoutPlaintext")]
    public async Task A_dry_run_is_refused_with_its_own_code_only_after_every_other_check(string operation)
    {
        await using var service = await TestService.StartAsync(null, ("nobody", null));
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        object request = operation switch
        {
            "Encrypt" => new { TestService.KeyId, Plaintext = Hello, DryRun = true },
            "Decrypt" => new { CiphertextBlob = blob, DryRun = true },
            "ReEncrypt" => new { CiphertextBlob = blob, DestinationKeyId = TestService.KeyId, DryRun = true },
            _ => new { TestService.KeyId, KeySpec = "AES_256", DryRun = true },
        };
        (await service.KmsAsync("root", operation, request)).Refused("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("nobody", operation, request)).Code);
        await service.KmsAsync("root", "DisableKey", new { TestService.KeyId });
        (await service.KmsAsync("root", operation, request)).Refused("DisabledException", $"{TestService.KeyArn} is disabled.");
    }

    [Fact]
    public async Task An_algorithm_the_key_does_not_have_is_refused_after_the_key_state()
    {
        await using var service = await TestService.StartAsync();
        object request = new { TestService.KeyId, Plaintext = Hello, EncryptionAlgorithm = "RSAES_OAEP_SHA_256" };
        (await service.KmsAsync("root", "Encrypt", request)).Refused("InvalidKeyUsageException", "Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.");
        await service.KmsAsync("root", "DisableKey", new { TestService.KeyId });
        (await service.KmsAsync("root", "Encrypt", request)).Refused("DisabledException", $"{TestService.KeyArn} is disabled.");
    }
}
