using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Kagimori.Tests.Cryptography.Attestation;

namespace Kagimori.Tests.Operations;

/// <summary>Requests of enclaves: the answer is for the attested key alone, and policies see what is attested.</summary>
public sealed class RecipientTests
{
    private const string User = "enclave";
    private const string Module = "i-1234567890abcdef0-enc0123456789abcdef";
    private static readonly string Hello = Convert.ToBase64String("hello"u8);
    private static readonly string[] Operations = ["Decrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateRandom", "DeriveSharedSecret"];

    // Eight keys and certificates that no test changes.
    private static readonly AttestationAuthority Authority = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static TheoryData<string> All => [.. Operations];

    [Fact]
    public async Task Decrypt_answers_what_only_the_recipient_can_read()
    {
        await using var service = await StartAsync();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        var answer = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, Recipient = Recipient() })).Succeeded();
        Assert.Equal(["KeyId", "EncryptionAlgorithm", "CiphertextForRecipient"], answer.Json.Select(member => member.Key));
        Assert.Equal("hello", Encoding.UTF8.GetString(Open(answer)));
        var request = new { CiphertextBlob = (await service.KmsAsync("root", "Encrypt", new { KeyId = await RsaKeyAsync(service), Plaintext = Hello, EncryptionAlgorithm = "RSAES_OAEP_SHA_256" }))["CiphertextBlob"], KeyId = "alias/rsa", EncryptionAlgorithm = "RSAES_OAEP_SHA_256", Recipient = Recipient() };
        Assert.Equal("hello", Encoding.UTF8.GetString(Open((await service.KmsAsync("root", "Decrypt", request)).Succeeded())));
    }

    [Fact]
    public async Task A_data_key_goes_to_the_recipient_and_encrypted_to_the_caller()
    {
        await using var service = await StartAsync();
        var answer = (await service.KmsAsync("root", "GenerateDataKey", new { TestService.KeyId, KeySpec = "AES_256", Recipient = Recipient() })).Succeeded();
        Assert.Equal(["CiphertextBlob", "CiphertextForRecipient", "KeyId"], answer.Json.Select(member => member.Key));
        Assert.Equal((await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = answer["CiphertextBlob"] })).Blob("Plaintext"), Open(answer));
    }

    [Fact]
    public async Task A_private_key_goes_to_the_recipient_and_encrypted_to_the_caller()
    {
        await using var service = await StartAsync();
        var answer = (await service.KmsAsync("root", "GenerateDataKeyPair", new { TestService.KeyId, KeyPairSpec = "RSA_4096", Recipient = Recipient() })).Succeeded();
        Assert.False(answer.Json.ContainsKey("PrivateKeyPlaintext"));
        var privateKey = Open(answer);
        Assert.Equal((await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = answer["PrivateKeyCiphertextBlob"] })).Blob("Plaintext"), privateKey);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(privateKey, out _);
        Assert.Equal(answer.Blob("PublicKey"), rsa.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task Random_bytes_go_to_the_recipient()
    {
        await using var service = await StartAsync();
        var answer = (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 33, Recipient = Recipient() })).Succeeded();
        Assert.Equal(["CiphertextForRecipient"], answer.Json.Select(member => member.Key));
        Assert.Equal(33, Open(answer).Length);
    }

    [Fact]
    public async Task A_shared_secret_goes_to_the_recipient()
    {
        await using var service = await StartAsync();
        using var peer = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var request = new JsonObject
        {
            ["KeyId"] = await KeyAsync(service, "ECC_NIST_P256", "KEY_AGREEMENT"),
            ["KeyAgreementAlgorithm"] = "ECDH",
            ["PublicKey"] = Convert.ToBase64String(peer.ExportSubjectPublicKeyInfo()),
        };
        var inTheClear = (await service.KmsAsync("root", "DeriveSharedSecret", request.ToJsonString())).Blob("SharedSecret");
        request["Recipient"] = Recipient();
        var answer = (await service.KmsAsync("root", "DeriveSharedSecret", request.ToJsonString())).Succeeded();
        Assert.False(answer.Json.ContainsKey("SharedSecret"));
        Assert.Equal(inTheClear, Open(answer));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Policies_decide_on_the_image_and_the_registers(string operation)
    {
        foreach (var (condition, allowed) in new[]
        {
            ($$$"""{"StringEqualsIgnoreCase":{"kms:RecipientAttestation:ImageSha384":"{{{AttestationAuthority.Register(0).ToUpperInvariant()}}}"}}""", true),
            ($$$"""{"StringEquals":{"kms:RecipientAttestation:ImageSha384":"{{{AttestationAuthority.Register(1)}}}"}}""", false),
            ($$$"""{"StringEquals":{"kms:recipientattestation:pcr8":"{{{AttestationAuthority.Register(8)}}}","kms:RecipientAttestation:PCR3":"{{{AttestationAuthority.Register(3)}}}"}}""", true),
            ($$$"""{"StringEquals":{"kms:RecipientAttestation:PCR3":"{{{AttestationAuthority.Register(4)}}}"}}""", false),
            ("""{"Null":{"kms:RecipientAttestation:PCR16":"false"}}""", false),
            ($$$"""{"StringEquals":{"kms:RecipientAttestation:NitroTPMPCR3":"{{{AttestationAuthority.Register(3)}}}"}}""", false),
        })
        {
            await using var service = await StartAsync((User, TestService.Allow($"kms:{operation}", "*", condition)));
            var request = await RequestAsync(service, operation);
            var denied = await service.KmsAsync(User, operation, request.ToJsonString());
            Assert.Equal("AccessDeniedException", denied.Code);
            request["Recipient"] = Recipient();
            var answer = await service.KmsAsync(User, operation, request.ToJsonString());
            if (allowed) answer.Succeeded();
            else Assert.Equal("AccessDeniedException", answer.Code);
        }
    }

    [Fact]
    public async Task A_key_policy_can_keep_a_key_for_one_image()
    {
        var policy = $$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"{{{TestService.Account}}}"},"Action":"kms:*","Resource":"*"},
              {"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*",
               "Condition":{"StringNotEqualsIgnoreCase":{"kms:RecipientAttestation:ImageSha384":"{{{AttestationAuthority.Register(0)}}}"}}
            }]}
            """;
        await using var service = await TestService.StartAsync(TestService.SeedOf(policy), Authority.Verifier);
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        Assert.Contains("with an explicit deny in a resource-based policy", (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }))["Message"], StringComparison.Ordinal);
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, Recipient = Recipient() })).Succeeded();
        var another = Recipient(Authority.Attest(draft => draft.Members["pcrs"] = AttestationDraft.Registers((0, AttestationAuthority.Register(1)))));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, Recipient = another })).Code);
    }

    [Fact]
    public async Task Registers_of_NitroTPM_are_conditions_of_their_own()
    {
        var condition = $$$"""{"StringEquals":{"kms:RecipientAttestation:NitroTPMPCR4":"{{{AttestationAuthority.Register(4)}}}"}}""";
        await using var service = await StartAsync((User, TestService.Allow("kms:GenerateRandom", "*", condition)));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync(User, "GenerateRandom", new { NumberOfBytes = 1, Recipient = Recipient() })).Code);
        var tpm = Recipient(Authority.Attest(draft => { draft.Members["nitrotpm_pcrs"] = draft.Members["pcrs"]; draft.Members.Remove("pcrs"); }));
        (await service.KmsAsync(User, "GenerateRandom", new { NumberOfBytes = 1, Recipient = tpm })).Succeeded();
        var recipient = service.AuditRecords()[^1]["additionalEventData"]!["recipient"]!.AsObject();
        Assert.Equal(AttestationAuthority.Register(4), recipient["attestationDocumentNitroTPMPCR4"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_document_that_is_not_believed_is_refused_before_anything_else(string operation)
    {
        await using var service = await StartAsync((User, null));
        var request = await RequestAsync(service, operation);
        using var other = new AttestationAuthority(Authority.Now);
        foreach (var (document, message) in new (byte[], string)[]
        {
            ([1, 2, 3], "The attestation document is malformed."),
            (Authority.Attest(draft => draft.Members.Remove("cabundle")), "The attestation document is malformed."),
            (other.Attest(), "The certificate of the attestation document does not lead to a trusted root, or is not valid now."),
            (Authority.Attest(draft => draft.Signer = other.Signer), "The signature of the attestation document is not valid."),
            (Authority.Attest(draft => draft.Members["timestamp"] = writer => writer.WriteUInt64(1_600_000_000_000)), "The attestation document was not made within the last 5 minutes."),
            (Authority.Attest(draft => draft.Members.Remove("public_key")), "The attestation document must have an RSA public key of at least 2048 bits."),
        })
        {
            request["Recipient"] = Recipient(document);
            foreach (var caller in new[] { "root", User }) (await service.KmsAsync(caller, operation, request.ToJsonString())).Refused("ValidationException", message);
        }
        Assert.DoesNotContain("recipient", service.AuditRecords()[^1]["additionalEventData"]?.AsObject().Select(member => member.Key) ?? []);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_recipient_must_be_whole_and_within_its_constraints(string operation)
    {
        await using var service = await StartAsync();
        var request = await RequestAsync(service, operation);
        const string Incomplete = "Recipient must have both an AttestationDocument and a KeyEncryptionAlgorithm.";
        await RefusedAsync(new JsonObject(), Incomplete);
        await RefusedAsync(new JsonObject { ["KeyEncryptionAlgorithm"] = "RSAES_OAEP_SHA_256" }, Incomplete);
        await RefusedAsync(new JsonObject { ["AttestationDocument"] = Convert.ToBase64String(Authority.Attest()) }, Incomplete);
        await RefusedAsync(new JsonObject { ["AttestationDocument"] = "AAAA", ["KeyEncryptionAlgorithm"] = "RSAES_OAEP_SHA_1" },
            "1 validation error detected: Value 'RSAES_OAEP_SHA_1' at 'recipient.keyEncryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [RSAES_OAEP_SHA_256]");
        await RefusedAsync(Recipient([]),
            "1 validation error detected: Value at 'recipient.attestationDocument' failed to satisfy constraint: Member must have length greater than or equal to 1");
        await RefusedAsync(Recipient(new byte[262_145]),
            "1 validation error detected: Value at 'recipient.attestationDocument' failed to satisfy constraint: Member must have length less than or equal to 262144");
        await RefusedAsync(Recipient(new byte[262_144]), "The attestation document is malformed.");

        async Task RefusedAsync(JsonObject recipient, string message)
        {
            request["Recipient"] = recipient;
            (await service.KmsAsync("root", operation, request.ToJsonString())).Refused("ValidationException", message);
        }
    }

    [Fact]
    public async Task A_dry_run_verifies_the_document_too()
    {
        await using var service = await StartAsync();
        foreach (var operation in Operations.Except(["GenerateRandom"]))
        {
            var request = await RequestAsync(service, operation);
            request["DryRun"] = true;
            request["Recipient"] = Recipient();
            Assert.Equal("DryRunOperationException", (await service.KmsAsync("root", operation, request.ToJsonString())).Code);
            request["Recipient"] = Recipient([1]);
            Assert.Equal("ValidationException", (await service.KmsAsync("root", operation, request.ToJsonString())).Code);
        }
    }

    [Fact]
    public async Task The_audit_trail_has_what_was_attested_whether_allowed_or_denied()
    {
        await using var service = await StartAsync((User, null));
        foreach (var caller in new[] { "root", User })
        {
            await service.KmsAsync(caller, "GenerateDataKey", new { TestService.KeyId, KeySpec = "AES_256", Recipient = Recipient() });
            var record = service.AuditRecords()[^1];
            var recipient = record["additionalEventData"]!["recipient"]!.AsObject();
            Assert.Equal(
                ["attestationDocumentModuleId", "attestationDocumentEnclaveImageDigest", .. new[] { 1, 2, 3, 4, 8 }.Select(i => $"attestationDocumentEnclavePCR{i}")],
                recipient.Select(member => member.Key));
            Assert.Equal(Module, recipient["attestationDocumentModuleId"]!.GetValue<string>());
            Assert.Equal(AttestationAuthority.Register(0), recipient["attestationDocumentEnclaveImageDigest"]!.GetValue<string>());
            Assert.Equal(AttestationAuthority.Register(8), recipient["attestationDocumentEnclavePCR8"]!.GetValue<string>());
            Assert.NotNull(record["additionalEventData"]!["decisions"]);
            Assert.False(record["requestParameters"]!.AsObject().ContainsKey("recipient"));
        }
    }

    [Fact]
    public async Task A_document_of_five_minutes_ago_is_too_old()
    {
        await using var service = await StartAsync();
        var request = new { NumberOfBytes = 8, Recipient = Recipient() };
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        (await service.KmsAsync("root", "GenerateRandom", request)).Succeeded();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("ValidationException", (await service.KmsAsync("root", "GenerateRandom", request)).Code);
    }

    [Fact]
    public async Task Operations_that_answer_no_secret_take_no_recipient()
    {
        await using var service = await StartAsync();
        foreach (var operation in new[] { "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPairWithoutPlaintext" })
        {
            var request = await RequestAsync(service, operation.Replace("WithoutPlaintext", "", StringComparison.Ordinal));
            request["Recipient"] = Recipient();
            var answer = (await service.KmsAsync("root", operation, request.ToJsonString())).Succeeded();
            Assert.DoesNotContain(answer.Json, member => member.Key is "CiphertextForRecipient" or "Plaintext" or "PrivateKeyPlaintext");
        }
    }

    [Fact]
    public async Task Whatever_an_enclave_sends_the_service_does_not_fail_and_nothing_goes_out_in_the_clear()
    {
        await using var service = await StartAsync();
        var document = Authority.Attest();
        await Gen.Select(Gen.Int[0, document.Length - 1], Gen.Byte).Array[0, 3].SampleAsync(async changes =>
        {
            var bytes = (byte[])document.Clone();
            foreach (var (at, value) in changes) bytes[at] = value;
            var answer = await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 16, Recipient = Recipient(bytes) });
            Assert.InRange(answer.Status, 200, 499);
            Assert.False(answer.Json.ContainsKey("Plaintext"));
        }, iter: 300, threads: 1);
    }

    private static Task<TestService> StartAsync(params (string Name, string? Policy)[] users) => TestService.StartAsync(TestService.SeedOf(null, users), Authority.Verifier);

    private static JsonObject Recipient(byte[]? document = null) => new()
    {
        ["AttestationDocument"] = Convert.ToBase64String(document ?? Authority.Attest()), ["KeyEncryptionAlgorithm"] = "RSAES_OAEP_SHA_256",
    };

    private static byte[] Open(TestAnswer answer) => RecipientEnvelopeTests.Open(answer.Blob("CiphertextForRecipient"), Authority.Recipient);

    /// <summary>A request of the operation that succeeds for the root user.</summary>
    private static async Task<JsonObject> RequestAsync(TestService service, string operation)
    {
        using var peer = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return operation switch
        {
            "Decrypt" => new() { ["CiphertextBlob"] = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"] },
            "GenerateDataKey" => new() { ["KeyId"] = TestService.KeyId, ["KeySpec"] = "AES_256" },
            "GenerateDataKeyPair" => new() { ["KeyId"] = TestService.KeyId, ["KeyPairSpec"] = "ECC_NIST_P256" },
            "GenerateRandom" => new() { ["NumberOfBytes"] = 16 },
            _ => new()
            {
                ["KeyId"] = await KeyAsync(service, "ECC_NIST_P256", "KEY_AGREEMENT"),
                ["KeyAgreementAlgorithm"] = "ECDH",
                ["PublicKey"] = Convert.ToBase64String(peer.ExportSubjectPublicKeyInfo()),
            },
        };
    }

    private static async Task<string> RsaKeyAsync(TestService service)
    {
        var arn = await KeyAsync(service, "RSA_2048", "ENCRYPT_DECRYPT");
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/rsa", TargetKeyId = arn })).Succeeded();
        return arn;
    }

    private static async Task<string> KeyAsync(TestService service, string spec, string usage) =>
        (await service.KmsAsync("root", "CreateKey", new { KeySpec = spec, KeyUsage = usage })).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
}
