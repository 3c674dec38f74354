using System.Text.Json.Nodes;

namespace Kagimori.Tests.Contract;

/// <summary>The request of each row: one that succeeds with a key that is enabled and of the right kind.</summary>
internal static class ContractRequests
{
    private static readonly string Message = Convert.ToBase64String("message"u8);

    public static JsonObject Of(ContractRow row, ContractKey key) => row.Name switch
    {
        "Encrypt" or "Encrypt*" => Encrypt(key, row.IsUnfit),
        "Decrypt" or "Decrypt*" => On(key, ("CiphertextBlob", Proof(key)), ("EncryptionAlgorithm", Algorithm(key, "ENCRYPT_DECRYPT", row.IsUnfit))),
        "ReEncrypt/from" => new()
        {
            ["SourceKeyId"] = key.Arn, ["SourceEncryptionAlgorithm"] = Algorithm(key, "ENCRYPT_DECRYPT", false), ["CiphertextBlob"] = Proof(key),
            ["DestinationKeyId"] = key.Helper.Id,
        },
        "ReEncrypt/to" => new()
        {
            ["CiphertextBlob"] = key.Helper.Ciphertext, ["DestinationKeyId"] = key.Arn, ["DestinationEncryptionAlgorithm"] = Algorithm(key, "ENCRYPT_DECRYPT", false),
        },
        "GenerateDataKey" or "GenerateDataKeyWithoutPlaintext" => On(key, ("KeySpec", "AES_256")),
        "GenerateDataKeyPair" or "GenerateDataKeyPairWithoutPlaintext" => On(key, ("KeyPairSpec", "ECC_NIST_P256")),
        "Sign" or "Sign*" => Sign(key, row.IsUnfit),
        "Verify" or "Verify*" => On(key, ("Message", Message), ("Signature", Proof(key)), ("SigningAlgorithm", Algorithm(key, "SIGN_VERIFY", row.IsUnfit))),
        "GenerateMac" or "GenerateMac*" => Mac(key, row.IsUnfit),
        "VerifyMac" or "VerifyMac*" => On(key, ("Message", Message), ("Mac", Proof(key)), ("MacAlgorithm", Algorithm(key, "GENERATE_VERIFY_MAC", row.IsUnfit))),
        "DeriveSharedSecret" => On(key, ("KeyAgreementAlgorithm", "ECDH"), ("PublicKey", Proof(key))),
        "PutKeyPolicy" => On(key, ("Policy", Kagimori.Policies.DefaultKeyPolicy.Create(TestService.Account))),
        "UpdateKeyDescription" => On(key, ("Description", "described")),
        "TagResource" => On(key, ("Tags", new JsonArray(new JsonObject { ["TagKey"] = "name", ["TagValue"] = "value" }))),
        "UntagResource" => On(key, ("TagKeys", new JsonArray("name"))),
        "CreateAlias" => CreateAlias(key),
        "UpdateAlias" => new() { ["AliasName"] = key.Alias, ["TargetKeyId"] = key.Arn },
        "DeleteAlias" => new() { ["AliasName"] = key.Alias },
        "CreateGrant" or "CreateGrant*" => CreateGrant(key, row.IsUnfit),
        "RetireGrant" or "RevokeGrant" => On(key, ("GrantId", key.Grant)),
        "GetParametersForImport" => ParametersForImport(key),
        "ImportKeyMaterial" => Import(key),
        "ReplicateKey" => On(key, ("ReplicaRegion", key.Region == ContractKey.Home ? ContractKey.Other : "eu-west-1")),
        "UpdatePrimaryRegion" => On(key, ("PrimaryRegion", key.Region)),
        _ => On(key),
    };

    public static JsonObject Encrypt(ContractKey key, bool isUnfit) => On(key, ("Plaintext", Message), ("EncryptionAlgorithm", Algorithm(key, "ENCRYPT_DECRYPT", isUnfit)));

    public static JsonObject Sign(ContractKey key, bool isUnfit) => On(key, ("Message", Message), ("SigningAlgorithm", Algorithm(key, "SIGN_VERIFY", isUnfit)));

    public static JsonObject Mac(ContractKey key, bool isUnfit) => On(key, ("Message", Message), ("MacAlgorithm", Algorithm(key, "GENERATE_VERIFY_MAC", isUnfit)));

    public static JsonObject CreateAlias(ContractKey key) => new() { ["AliasName"] = key.NewAlias, ["TargetKeyId"] = key.Arn };

    public static JsonObject CreateGrant(ContractKey key, bool isUnfit) => On(
        key, ("GranteePrincipal", TestService.Account), ("Operations", new JsonArray(isUnfit ? ContractAlgorithms.GrantOperationOtherThanOf(key.Usage) : "DescribeKey")));

    public static JsonObject ParametersForImport(ContractKey key) =>
        On(key, ("WrappingAlgorithm", WrappingOf(key).Algorithm), ("WrappingKeySpec", WrappingOf(key).KeySpec));

    public static JsonObject Import(ContractKey key) => On(
        key, ("ImportToken", key.ImportParameters.Token), ("EncryptedKeyMaterial", key.ImportParameters.Material), ("ExpirationModel", "KEY_MATERIAL_DOES_NOT_EXPIRE"));

    /// <summary>A wrapping that the key spec takes; SM2 where it can be, because its wrapping keys are made in no time.</summary>
    public static (string Algorithm, string KeySpec) WrappingOf(ContractKey key) => key.IsKeyPair ? ("SM2PKE", "SM2") : ("RSAES_OAEP_SHA_256", "RSA_2048");

    private static string Proof(ContractKey key) => Convert.ToBase64String(key.Proof);

    private static string Algorithm(ContractKey key, string usage, bool isUnfit) =>
        isUnfit ? ContractAlgorithms.OtherThanOf(key.Spec, usage) : ContractAlgorithms.Of(key.Spec, usage);

    private static JsonObject On(ContractKey key, params (string Name, JsonNode Value)[] members)
    {
        var request = new JsonObject { ["KeyId"] = key.Arn };
        foreach (var (name, value) in members) request[name] = value;
        return request;
    }
}
