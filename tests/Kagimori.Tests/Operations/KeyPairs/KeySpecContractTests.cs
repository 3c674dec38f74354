using System.Text.Json.Nodes;

namespace Kagimori.Tests.Operations.KeyPairs;

/// <summary>The table of key specs, every cell of it: spec × usage × algorithm either works or is refused in AWS's words.</summary>
public sealed class KeySpecContractTests
{
    private static readonly byte[] Message = "message"u8.ToArray();

    private static readonly Dictionary<string, (string Operation, string Member, string[] Algorithms)> Usages = new()
    {
        ["ENCRYPT_DECRYPT"] = ("Encrypt", "EncryptionAlgorithms", ["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"]),
        ["SIGN_VERIFY"] = ("Sign", "SigningAlgorithms",
        [
            "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512", "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
            "ECDSA_SHA_256", "ECDSA_SHA_384", "ECDSA_SHA_512", "ED25519_PH_SHA_512", "ED25519_SHA_512", "ML_DSA_SHAKE_256", "SM2DSA",
        ]),
        ["GENERATE_VERIFY_MAC"] = ("GenerateMac", "MacAlgorithms", ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"]),
        ["KEY_AGREEMENT"] = ("DeriveSharedSecret", "KeyAgreementAlgorithms", ["ECDH"]),
    };

    /// <summary>The algorithms of each key spec as AWS documents them; a usage without any is not one of the key spec.</summary>
    public static TheoryData<string, string> Specs => new()
    {
        { "RSA_2048", "RSAES_ RSASSA_" }, { "RSA_3072", "RSAES_ RSASSA_" }, { "RSA_4096", "RSAES_ RSASSA_" },
        { "ECC_NIST_P256", "ECDSA_SHA_256 ECDH" }, { "ECC_NIST_P384", "ECDSA_SHA_384 ECDH" }, { "ECC_NIST_P521", "ECDSA_SHA_512 ECDH" },
        { "ECC_SECG_P256K1", "ECDSA_SHA_256" }, { "ECC_NIST_EDWARDS25519", "ED25519_" },
        { "HMAC_224", "HMAC_SHA_224" }, { "HMAC_256", "HMAC_SHA_256" }, { "HMAC_384", "HMAC_SHA_384" }, { "HMAC_512", "HMAC_SHA_512" },
        { "ML_DSA_44", "ML_DSA_" }, { "ML_DSA_65", "ML_DSA_" }, { "ML_DSA_87", "ML_DSA_" }, { "SM2", "SM2DSA SM2PKE ECDH" },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task Every_cell_of_a_key_spec_works_or_is_refused(string spec, string algorithms)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateKey", new { KeySpec = spec }))
            .Refused("ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        foreach (var (usage, (operation, member, all)) in Usages)
        {
            var expected = all.Where(name => algorithms.Split(' ').Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList();
            var created = await service.KmsAsync("root", "CreateKey", new { KeySpec = spec, KeyUsage = usage });
            if (expected.Count == 0)
            {
                created.Refused("ValidationException", $"KeyUsage {usage} is not compatible with KeySpec {spec}");
                continue;
            }
            var metadata = created.Succeeded().Json["KeyMetadata"]!.AsObject();
            var arn = metadata["Arn"]!.GetValue<string>();
            Assert.Equal(
                ["AWSAccountId", "KeyId", "Arn", "CreationDate", "Enabled", "Description", "KeyUsage", "KeyState", "Origin", "KeyManager", "CustomerMasterKeySpec", "KeySpec", member, "MultiRegion"],
                metadata.Select(pair => pair.Key));
            Assert.Equal(expected, metadata[member]!.AsArray().Select(name => name!.GetValue<string>()));
            var publicKey = await PublicKeyAsync(service, spec, arn, member, expected);
            foreach (var algorithm in all)
            {
                if (expected.Contains(algorithm)) await WorksAsync(service, arn, spec, operation, algorithm, publicKey);
                else await IsRefusedAsync(service, arn, spec, operation, algorithm);
            }
            foreach (var other in Usages.Where(other => other.Key != usage)) await OtherUsageIsRefusedAsync(service, arn, usage, other.Value.Operation, other.Value.Algorithms[0]);
        }
    }

    private static async Task<byte[]> PublicKeyAsync(TestService service, string spec, string arn, string member, List<string> algorithms)
    {
        var answer = await service.KmsAsync("root", "GetPublicKey", new { KeyId = arn });
        if (spec.StartsWith("HMAC", StringComparison.Ordinal))
        {
            answer.Refused("UnsupportedOperationException", null);
            return [];
        }
        Assert.Equal(["KeyId", "PublicKey", "CustomerMasterKeySpec", "KeySpec", "KeyUsage", member], answer.Succeeded().Json.Select(pair => pair.Key));
        Assert.Equal((arn, spec), (answer["KeyId"], answer["KeySpec"]));
        Assert.Equal(algorithms, answer.Json[member]!.AsArray().Select(name => name!.GetValue<string>()));
        return answer.Blob("PublicKey");
    }

    private static Task WorksAsync(TestService service, string arn, string spec, string operation, string algorithm, byte[] publicKey) => operation switch
    {
        "Encrypt" => EncryptsAsync(service, arn, algorithm, publicKey),
        "Sign" => SignsAsync(service, arn, spec, algorithm, publicKey),
        "GenerateMac" => MakesMacsAsync(service, arn, algorithm),
        _ => AgreesAsync(service, arn, publicKey),
    };

    private static async Task EncryptsAsync(TestService service, string arn, string algorithm, byte[] publicKey)
    {
        var encrypted = (await service.KmsAsync("root", "Encrypt", new { KeyId = arn, Plaintext = Message, EncryptionAlgorithm = algorithm })).Succeeded();
        Assert.Equal(["CiphertextBlob", "KeyId", "EncryptionAlgorithm"], encrypted.Json.Select(pair => pair.Key));
        var ciphertexts = new List<byte[]> { encrypted.Blob("CiphertextBlob") };
        if (algorithm != "SM2PKE") ciphertexts.Add(OtherImplementation.Encrypt(publicKey, algorithm, Message));
        foreach (var ciphertext in ciphertexts)
        {
            var opened = (await service.KmsAsync("root", "Decrypt", new { KeyId = arn, CiphertextBlob = ciphertext, EncryptionAlgorithm = algorithm })).Succeeded();
            Assert.Equal(["KeyId", "Plaintext", "EncryptionAlgorithm"], opened.Json.Select(pair => pair.Key));
            Assert.Equal(Message, opened.Blob("Plaintext"));
            ciphertext[^1] ^= 1;
            (await service.KmsAsync("root", "Decrypt", new { KeyId = arn, CiphertextBlob = ciphertext, EncryptionAlgorithm = algorithm, DryRun = true }))
                .Refused("InvalidCiphertextException", null);
        }
    }

    private static async Task SignsAsync(TestService service, string arn, string spec, string algorithm, byte[] publicKey)
    {
        foreach (var type in new[] { "RAW", "DIGEST", "EXTERNAL_MU" })
        {
            var message = type == "RAW" ? Message : algorithm == "ML_DSA_SHAKE_256" ? OtherImplementation.Mu(publicKey, Message) : OtherImplementation.Digest(algorithm, Message);
            object Request(byte[] text) => new { KeyId = arn, Message = text, MessageType = type, SigningAlgorithm = algorithm };
            var signed = await service.KmsAsync("root", "Sign", Request(message));
            if (Refusal(spec, algorithm, type) is { } refusal)
            {
                signed.Refused("ValidationException", refusal);
                continue;
            }
            Assert.Equal(["KeyId", "Signature", "SigningAlgorithm"], signed.Succeeded().Json.Select(pair => pair.Key));
            var signature = signed.Blob("Signature");
            if (!(algorithm == "SM2DSA" && type == "DIGEST")) Assert.True(OtherImplementation.Verify(publicKey, algorithm, Message, signature));
            object Claim(byte[] text, byte[] proof, bool? dryRun = null) =>
                new { KeyId = arn, Message = text, MessageType = type, Signature = proof, SigningAlgorithm = algorithm, DryRun = dryRun };
            var verified = (await service.KmsAsync("root", "Verify", Claim(message, signature))).Succeeded();
            Assert.Equal($"{{\"KeyId\":\"{arn}\",\"SignatureValid\":true,\"SigningAlgorithm\":\"{algorithm}\"}}", verified.Text);
            byte[] otherMessage = [(byte)(message[0] ^ 1), .. message[1..]];
            byte[] otherSignature = [.. signature[..^1], (byte)(signature[^1] ^ 1)];
            foreach (var claim in new[] { Claim(otherMessage, signature), Claim(message, otherSignature), Claim(message, signature[..^1]), Claim(message, [1]), Claim(message, otherSignature, true) })
                (await service.KmsAsync("root", "Verify", claim)).Refused("KMSInvalidSignatureException", null);
            if (type == "RAW") continue;
            (await service.KmsAsync("root", "Sign", Request(message[..^1]))).Refused("ValidationException", $"Digest is invalid length for algorithm {algorithm}.");
        }
    }

    private static string? Refusal(string spec, string algorithm, string type) => (algorithm, type) switch
    {
        ("ML_DSA_SHAKE_256", "DIGEST") => $"Message type DIGEST is incompatible with key spec {spec}.",
        ("ML_DSA_SHAKE_256", _) => null,
        (_, "EXTERNAL_MU") => $"Message type EXTERNAL_MU is incompatible with key spec {spec}.",
        ("ED25519_SHA_512", "DIGEST") or ("ED25519_PH_SHA_512", "RAW") => $"Message type {type} is incompatible with algorithm {algorithm}.",
        _ => null,
    };

    private static async Task MakesMacsAsync(TestService service, string arn, string algorithm)
    {
        var made = (await service.KmsAsync("root", "GenerateMac", new { KeyId = arn, Message, MacAlgorithm = algorithm })).Succeeded();
        Assert.Equal(["Mac", "MacAlgorithm", "KeyId"], made.Json.Select(pair => pair.Key));
        var mac = made.Blob("Mac");
        Assert.Equal(int.Parse(algorithm[^3..], System.Globalization.CultureInfo.InvariantCulture) / 8, mac.Length);
        object Claim(byte[] proof, bool? dryRun = null) => new { KeyId = arn, Message, Mac = proof, MacAlgorithm = algorithm, DryRun = dryRun };
        Assert.Equal($"{{\"KeyId\":\"{arn}\",\"MacValid\":true,\"MacAlgorithm\":\"{algorithm}\"}}", (await service.KmsAsync("root", "VerifyMac", Claim(mac))).Succeeded().Text);
        foreach (var claim in new[] { Claim([.. mac[..^1], (byte)(mac[^1] ^ 1)]), Claim(mac[..^1]), Claim(mac[..^1], true) })
            (await service.KmsAsync("root", "VerifyMac", claim)).Refused("KMSInvalidMacException", null);
    }

    private static async Task AgreesAsync(TestService service, string arn, byte[] publicKey)
    {
        var (peer, secret) = OtherImplementation.Agree(publicKey);
        var derived = (await service.KmsAsync("root", "DeriveSharedSecret", new { KeyId = arn, KeyAgreementAlgorithm = "ECDH", PublicKey = peer })).Succeeded();
        Assert.Equal(["KeyId", "SharedSecret", "KeyAgreementAlgorithm", "KeyOrigin"], derived.Json.Select(pair => pair.Key));
        Assert.Equal(secret, derived.Blob("SharedSecret"));
        (await service.KmsAsync("root", "DeriveSharedSecret", new { KeyId = arn, KeyAgreementAlgorithm = "ECDH", PublicKey = new byte[91] })).Refused("ValidationException", null);
    }

    private static async Task IsRefusedAsync(TestService service, string arn, string spec, string operation, string algorithm) =>
        (await service.KmsAsync("root", operation, RequestOf(arn, operation, algorithm)))
            .Refused("InvalidKeyUsageException", $"Algorithm {algorithm} is incompatible with key spec {spec}.");

    private static async Task OtherUsageIsRefusedAsync(TestService service, string arn, string usage, string operation, string algorithm) =>
        (await service.KmsAsync("root", operation, RequestOf(arn, operation, algorithm)))
            .Refused("InvalidKeyUsageException", $"{arn} key usage is {usage} which is not valid for {operation}.");

    private static JsonObject RequestOf(string arn, string operation, string algorithm)
    {
        var bytes = Convert.ToBase64String(Message);
        return operation switch
        {
            "Encrypt" => new() { ["KeyId"] = arn, ["Plaintext"] = bytes, ["EncryptionAlgorithm"] = algorithm },
            "Sign" => new() { ["KeyId"] = arn, ["Message"] = bytes, ["SigningAlgorithm"] = algorithm },
            "GenerateMac" => new() { ["KeyId"] = arn, ["Message"] = bytes, ["MacAlgorithm"] = algorithm },
            _ => new() { ["KeyId"] = arn, ["PublicKey"] = bytes, ["KeyAgreementAlgorithm"] = algorithm },
        };
    }
}
