using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.Tests.Operations.Imports;

namespace Kagimori.Tests.Operations.KeyPairs;

/// <summary>What the contract of the key specs does not say: sizes, contexts, states, conditions, data key pairs, seeds, the audit trail.</summary>
public sealed class KeyPairTests
{
    private const string PairId = "22222222-2222-3333-4444-555555555555";
    private const string PairArn = $"arn:aws:kms:{TestService.Region}:{TestService.Account}:key/{PairId}";
    private static readonly byte[] Message = "message"u8.ToArray();

    [Theory]
    [InlineData("RSA_2048", "RSAES_OAEP_SHA_1", 214)]
    [InlineData("RSA_2048", "RSAES_OAEP_SHA_256", 190)]
    [InlineData("RSA_3072", "RSAES_OAEP_SHA_1", 342)]
    [InlineData("RSA_3072", "RSAES_OAEP_SHA_256", 318)]
    [InlineData("RSA_4096", "RSAES_OAEP_SHA_1", 470)]
    [InlineData("RSA_4096", "RSAES_OAEP_SHA_256", 446)]
    public async Task An_RSA_key_encrypts_as_much_as_its_padding_leaves(string spec, string algorithm, int maximum)
    {
        await using var service = await StartAsync(spec, "ENCRYPT_DECRYPT", Importable.MaterialOf(spec));
        object Request(int size) => new { KeyId = PairId, Plaintext = new byte[size], EncryptionAlgorithm = algorithm };
        (await service.KmsAsync("root", "Encrypt", Request(maximum))).Succeeded();
        (await service.KmsAsync("root", "Encrypt", Request(maximum + 1)))
            .Refused("ValidationException", $"Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than {maximum} bytes.");
    }

    [Fact]
    public async Task An_asymmetric_ciphertext_needs_its_key_and_algorithm_and_takes_no_context()
    {
        await using var service = await StartAsync("RSA_2048", "ENCRYPT_DECRYPT", Importable.MaterialOf("RSA_2048"));
        const string algorithm = "RSAES_OAEP_SHA_256";
        const string text = "EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.";
        var context = new { a = "b" };
        (await service.KmsAsync("root", "Encrypt", new { KeyId = PairId, Plaintext = Message, EncryptionAlgorithm = algorithm, EncryptionContext = context })).Refused("ValidationException", text);
        (await service.KmsAsync("root", "Encrypt", new { KeyId = PairId, Plaintext = Message }))
            .Refused("InvalidKeyUsageException", "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.");
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = PairId, Plaintext = Message, EncryptionAlgorithm = algorithm, EncryptionContext = new { } })).Succeeded()["CiphertextBlob"];
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, EncryptionAlgorithm = algorithm })).Refused("ValidationException", "KeyId must not be null");
        (await service.KmsAsync("root", "Decrypt", new { KeyId = PairId, CiphertextBlob = blob })).Refused("InvalidCiphertextException", null);
        (await service.KmsAsync("root", "Decrypt", new { KeyId = PairId, CiphertextBlob = blob, EncryptionAlgorithm = algorithm, EncryptionContext = context })).Refused("ValidationException", text);
        (await service.KmsAsync("root", "Decrypt", new { KeyId = PairId, CiphertextBlob = blob, EncryptionAlgorithm = "RSAES_OAEP_SHA_1" })).Refused("InvalidCiphertextException", null);
    }

    [Fact]
    public async Task ReEncrypt_goes_from_a_key_pair_to_a_symmetric_key_and_back()
    {
        await using var service = await StartAsync("RSA_2048", "ENCRYPT_DECRYPT", Importable.MaterialOf("RSA_2048"));
        const string algorithm = "RSAES_OAEP_SHA_256";
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Message }))["CiphertextBlob"];
        var moved = (await service.KmsAsync("root", "ReEncrypt", new { CiphertextBlob = blob, DestinationKeyId = PairId, DestinationEncryptionAlgorithm = algorithm })).Succeeded();
        Assert.Equal(["CiphertextBlob", "SourceKeyId", "KeyId", "SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm", "SourceKeyMaterialId"], moved.Json.Select(pair => pair.Key));
        var back = (await service.KmsAsync("root", "ReEncrypt", new
        {
            CiphertextBlob = moved["CiphertextBlob"], SourceKeyId = PairId, SourceEncryptionAlgorithm = algorithm, DestinationKeyId = TestService.KeyId,
        })).Succeeded();
        Assert.Equal(["CiphertextBlob", "SourceKeyId", "KeyId", "SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm", "DestinationKeyMaterialId"], back.Json.Select(pair => pair.Key));
        Assert.Equal(Message, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = back["CiphertextBlob"] })).Succeeded().Blob("Plaintext"));
    }

    [Theory]
    [InlineData("RSA_2048", 0)]
    [InlineData("RSA_3072", 0)]
    [InlineData("ECC_NIST_P256", 150)]
    [InlineData("ECC_NIST_P384", 0)]
    [InlineData("ECC_NIST_P521", 0)]
    [InlineData("ECC_SECG_P256K1", 144)]
    [InlineData("ECC_NIST_EDWARDS25519", 48)]
    [InlineData("SM2", 0)]
    public async Task A_data_key_pair_is_answered_with_its_private_key_encrypted(string spec, int length)
    {
        await using var service = await TestService.StartAsync();
        object request = new { TestService.KeyId, KeyPairSpec = spec, EncryptionContext = new { a = "b" } };
        var pair = (await service.KmsAsync("root", "GenerateDataKeyPair", request)).Succeeded();
        Assert.Equal(["PrivateKeyCiphertextBlob", "PrivateKeyPlaintext", "PublicKey", "KeyId", "KeyPairSpec", "KeyMaterialId"], pair.Json.Select(member => member.Key));
        var opened = await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = pair["PrivateKeyCiphertextBlob"], EncryptionContext = new { a = "b" } });
        Assert.Equal(pair["PrivateKeyPlaintext"], opened.Succeeded()["Plaintext"]);
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = pair["PrivateKeyCiphertextBlob"] })).Refused("InvalidCiphertextException", null);
        var privateKey = pair.Blob("PrivateKeyPlaintext");
        if (length > 0) Assert.Equal(length, privateKey.Length);
        using var material = new KeyMaterial(privateKey);
        Assert.Equal(pair.Blob("PublicKey"), Kagimori.Keys.KeySpec.Find(spec)!.KeyPairs!.PublicKeyOf(material));

        var hidden = (await service.KmsAsync("root", "GenerateDataKeyPairWithoutPlaintext", request)).Succeeded();
        Assert.False(hidden.Json.ContainsKey("PrivateKeyPlaintext"));
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = hidden["PrivateKeyCiphertextBlob"], EncryptionContext = new { a = "b" } })).Succeeded();
    }

    [Fact]
    public async Task Data_keys_are_made_under_symmetric_keys_only()
    {
        await using var service = await StartAsync("RSA_2048", "ENCRYPT_DECRYPT", Importable.MaterialOf("RSA_2048"));
        (await service.KmsAsync("root", "GenerateDataKeyPair", new { KeyId = PairId, KeyPairSpec = "RSA_2048" }))
            .Refused("InvalidKeyUsageException", "You cannot generate a data key pair with an asymmetric CMK");
        (await service.KmsAsync("root", "GenerateDataKey", new { KeyId = PairId, KeySpec = "AES_256" }))
            .Refused("InvalidKeyUsageException", "You cannot generate a data key with an asymmetric CMK");
        (await service.KmsAsync("root", "GetPublicKey", new { TestService.KeyId })).Refused("UnsupportedOperationException", null);
        (await service.KmsAsync("root", "GenerateDataKeyPair", new { TestService.KeyId, KeyPairSpec = "RSA_4096", DryRun = true }))
            .Refused("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
    }

    [Theory]
    [InlineData("Sign", "kms:SigningAlgorithm", "ECDSA_SHA_256", "ECDSA_SHA_384")]
    [InlineData("Sign", "kms:MessageType", "RAW", "DIGEST")]
    [InlineData("Verify", "kms:SigningAlgorithm", "ECDSA_SHA_256", "ECDSA_SHA_384")]
    [InlineData("Sign", "kms:KeySpec", "ECC_NIST_P256", "RSA_2048")]
    [InlineData("GenerateMac", "kms:MacAlgorithm", "HMAC_SHA_256", "HMAC_SHA_384")]
    [InlineData("VerifyMac", "kms:MacAlgorithm", "HMAC_SHA_256", "HMAC_SHA_384")]
    [InlineData("DeriveSharedSecret", "kms:KeyAgreementAlgorithm", "ECDH", "OTHER")]
    [InlineData("GenerateDataKeyPair", "kms:DataKeyPairSpec", "ECC_NIST_P256", "RSA_2048")]
    [InlineData("GenerateDataKeyPairWithoutPlaintext", "kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT", "SM2PKE")]
    public async Task A_condition_on_the_algorithm_decides(string operation, string condition, string right, string wrong)
    {
        var (spec, usage) = operation.EndsWith("Mac", StringComparison.Ordinal) ? ("HMAC_256", "GENERATE_VERIFY_MAC")
            : operation.StartsWith("GenerateDataKey", StringComparison.Ordinal) ? ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT")
            : operation == "DeriveSharedSecret" ? ("ECC_NIST_P256", "KEY_AGREEMENT") : ("ECC_NIST_P256", "SIGN_VERIFY");
        string Policy(string value) => TestService.Allow($"kms:{operation}", "*", $"{{\"StringEquals\":{{\"{condition}\":\"{value}\"}}}}");
        await using var service = await StartAsync(spec, usage, ("right", Policy(right)), ("wrong", Policy(wrong)));
        object request = new
        {
            KeyId = PairId, Message, Signature = Message, Mac = Message, PublicKey = Message, SigningAlgorithm = "ECDSA_SHA_256", MacAlgorithm = "HMAC_SHA_256",
            KeyAgreementAlgorithm = "ECDH", KeyPairSpec = "ECC_NIST_P256",
        };
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("wrong", operation, request)).Code);
        var allowed = await service.KmsAsync("right", operation, request);
        if (allowed.Status != 200) Assert.Contains(allowed.Code, new[] { "KMSInvalidSignatureException", "KMSInvalidMacException", "ValidationException" });
    }

    [Fact]
    public async Task A_seeded_key_pair_is_the_one_of_its_material()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var service = await StartAsync("ECC_NIST_P256", "SIGN_VERIFY", ecdsa.ExportPkcs8PrivateKey());
        Assert.Equal(ecdsa.ExportSubjectPublicKeyInfo(), (await service.KmsAsync("root", "GetPublicKey", new { KeyId = PairId })).Succeeded().Blob("PublicKey"));
        var signature = (await service.KmsAsync("root", "Sign", new { KeyId = PairId, Message, SigningAlgorithm = "ECDSA_SHA_256" })).Succeeded().Blob("Signature");
        Assert.True(ecdsa.VerifyData(Message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        var key = RandomNumberGenerator.GetBytes(28);
        await using var other = await StartAsync("HMAC_224", "GENERATE_VERIFY_MAC", key);
        var mac = (await other.KmsAsync("root", "GenerateMac", new { KeyId = PairId, Message, MacAlgorithm = "HMAC_SHA_224" })).Succeeded().Blob("Mac");
        Assert.Equal(OtherImplementation.Mac(key, "HMAC_SHA_224", Message), mac);
    }

    [Theory]
    [InlineData("ECC_NIST_P384", "the PKCS #8 private key of a ECC_NIST_P384 key pair, in DER")]
    [InlineData("RSA_2048", "the PKCS #8 private key of a RSA_2048 key pair, in DER")]
    [InlineData("HMAC_512", "64 bytes")]
    [InlineData("ML_DSA_65", "the PKCS #8 private key of a ML_DSA_65 key pair, in DER")]
    [InlineData("SM2", "the PKCS #8 private key of a SM2 key pair, in DER")]
    public void Material_of_another_kind_is_an_error_of_the_seed(string spec, string form)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var seed = SeedOf(spec, Kagimori.Keys.KeySpec.Find(spec)!.Usages[^1], ecdsa.ExportPkcs8PrivateKey());
        Assert.Null(Kagimori.Seeding.Seed.Read(System.Text.Encoding.UTF8.GetBytes(seed.ToJsonString()), out var errors));
        Assert.Equal([$"accounts[0].keys[1].material[0]: must be the base64 of {form}."], errors);
    }

    [Fact]
    public async Task The_audit_trail_has_neither_messages_nor_secrets()
    {
        await using var service = await StartAsync("ECC_NIST_P256", "SIGN_VERIFY");
        var secret = Convert.ToBase64String("a very secret message"u8);
        var signed = (await service.KmsAsync("root", "Sign", new { KeyId = PairId, Message = secret, SigningAlgorithm = "ECDSA_SHA_256" })).Succeeded();
        var pair = (await service.KmsAsync("root", "GenerateDataKeyPair", new { TestService.KeyId, KeyPairSpec = "ECC_NIST_P256" })).Succeeded();
        var trail = string.Join('\n', service.AuditRecords().Select(record => record.ToJsonString()));
        foreach (var hidden in new[] { secret, signed["Signature"], pair["PrivateKeyPlaintext"] }) Assert.DoesNotContain(hidden, trail, StringComparison.Ordinal);
        Assert.Contains("\"signingAlgorithm\":\"ECDSA_SHA_256\"", trail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_sign_with_one_key_at_once()
    {
        await using var service = await StartAsync("RSA_2048", "SIGN_VERIFY", Importable.MaterialOf("RSA_2048"));
        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, async (i, _) =>
        {
            var message = BitConverter.GetBytes(i);
            var signature = (await service.KmsAsync("root", "Sign", new { KeyId = PairId, Message = message, SigningAlgorithm = "RSASSA_PSS_SHA_256" })).Succeeded()["Signature"];
            (await service.KmsAsync("root", "Verify", new { KeyId = PairId, Message = message, Signature = signature, SigningAlgorithm = "RSASSA_PSS_SHA_256" })).Succeeded();
        });
    }

    [Fact]
    public async Task When_too_many_wait_for_a_key_pair_the_next_is_refused()
    {
        using var generator = new KeyPairGenerator(RandomSource.Secure);
        var slow = new GatedKeys();
        var waiting = Enumerable.Range(0, KeyPairGenerator.QueueLength * 2)
            .Select(_ => generator.TryGenerateAsync(slow, TestContext.Current.CancellationToken).AsTask()).ToList();
        var refused = waiting.Where(task => task.IsCompleted).ToList();
        Assert.InRange(waiting.Count - refused.Count, KeyPairGenerator.QueueLength, KeyPairGenerator.QueueLength + Math.Max(1, Environment.ProcessorCount - 1));
        Assert.All(await Task.WhenAll(refused), Assert.Null);
        slow.Open();
        Assert.All(await Task.WhenAll(waiting.Except(refused)), Assert.NotNull);
    }

    private static Task<TestService> StartAsync(string spec, string usage, params (string Name, string? Policy)[] users) =>
        TestService.StartAsync(SeedOf(spec, usage, null, users));

    private static Task<TestService> StartAsync(string spec, string usage, byte[] material) => TestService.StartAsync(SeedOf(spec, usage, material));

    private static JsonObject SeedOf(string spec, string usage, byte[]? material, params (string Name, string? Policy)[] users)
    {
        var seed = TestService.SeedOf(null, users);
        seed["accounts"]![0]!["keys"]!.AsArray().Add(new JsonObject
        {
            ["region"] = TestService.Region, ["id"] = PairId, ["spec"] = spec, ["usage"] = usage,
            ["material"] = material is null ? null : new JsonArray(Convert.ToBase64String(material)),
        });
        return seed;
    }
}
