namespace Kagimori.Tests.Contract;

/// <summary>What operations need of a key beside its state, and how AWS KMS refuses a key that does not have it.</summary>
internal static class ContractNeeds
{
    private const string Unsupported = "UnsupportedOperationException";

    /// <summary>The refusal as <c>code: text</c>; null for a key that has what is needed.</summary>
    public static string? Refuse(string need, ContractKey key, ContractRow row) => need switch
    {
        "encryption" => Usage(key, row, "ENCRYPT_DECRYPT"),
        "signatures" => Usage(key, row, "SIGN_VERIFY"),
        "macs" => Usage(key, row, "GENERATE_VERIFY_MAC"),
        "key-agreement" => Usage(key, row, "KEY_AGREEMENT"),
        "other-algorithm" => $"InvalidKeyUsageException: Algorithm {ContractAlgorithms.OtherThanOf(key.Spec, key.Usage)} is incompatible with key spec {key.Spec}.",
        "data-key" => key.IsSymmetricEncryption ? null : "InvalidKeyUsageException: You cannot generate a data key with an asymmetric CMK",
        "data-key-pair" => key.IsSymmetricEncryption ? null : "InvalidKeyUsageException: You cannot generate a data key pair with an asymmetric CMK",
        "key-pair" => key.IsKeyPair ? null : Unsupported,
        "symmetric-encryption" => key.IsSymmetricEncryption ? null : Unsupported,
        "imported" => key.IsImported ? null : Origin(key),
        "generated" => key.Origin == "AWS_KMS" ? null : Origin(key),
        "no-key-store" => key.Origin == "AWS_CLOUDHSM" ? Origin(key) : null,
        "new-material" => key.IsImported ? $"KMSInvalidStateException: No available key material pending rotation for the key: {key.Arn}." : null,
        "not-replica" => key.Role == "REPLICA" ? $"{Unsupported}: {key.Arn} is a multi-region replica key which is not valid for {row.Operation}." : null,
        "primary" => key.Role == "PRIMARY" ? null : $"{Unsupported}: {key.Arn} is not a multi-region primary key.",
        "primary-of-set" => key.Role == "PRIMARY" ? null : $"KMSInvalidStateException: {key.Arn} is not a multi-Region primary key.",
        "grant" => key.HasGrant ? null : $"NotFoundException: Grant ID {key.Grant} not found",
        "grant-operation" => GrantOperation(key),
        _ => throw new InvalidOperationException($"{row.Name} needs {need}."),
    };

    private static string? Usage(ContractKey key, ContractRow row, string usage) => key.Usage == usage
        ? null
        : $"InvalidKeyUsageException: {key.Arn} key usage is {key.Usage} which is not valid for {row.Operation}.";

    private static string Origin(ContractKey key) => $"{Unsupported}: {key.Arn} origin is {key.Origin} which is not valid for this operation.";

    private static string GrantOperation(ContractKey key)
    {
        var kind = key.IsKeyPair ? "an asymmetric" : "a symmetric";
        var more = key.Usage switch
        {
            "SIGN_VERIFY" => "Sign, Verify, GetPublicKey",
            "GENERATE_VERIFY_MAC" => "GenerateMac, VerifyMac",
            "KEY_AGREEMENT" => "DeriveSharedSecret, GetPublicKey",
            _ when key.IsKeyPair => "Decrypt, Encrypt, ReEncryptFrom, ReEncryptTo, GetPublicKey",
            _ => "Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext, ReEncryptFrom, ReEncryptTo",
        };
        return $"ValidationException: Operations [{ContractAlgorithms.GrantOperationOtherThanOf(key.Usage)}] are not supported when creating a grant for {kind} KMS key "
            + $"with key usage {key.Usage}. Valid operations are [CreateGrant, RetireGrant, DescribeKey, {more}]";
    }
}
