using static Kagimori.Policies.WellKnownKey;

namespace Kagimori.Policies;

/// <summary>Which values the condition keys of KMS can have, where there are only some.</summary>
internal static class KmsConditionValues
{
    public static readonly string[] KeySpecs =
    [
        "SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519",
        "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2",
    ];

    public static readonly string[] KeyUsages = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

    public static readonly string[] EncryptionAlgorithms = ["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"];

    public static readonly string[] SigningAlgorithms =
    [
        "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512", "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512",
        "ECDSA_SHA_256", "ECDSA_SHA_384", "ECDSA_SHA_512", "ED25519_SHA_512", "ED25519_PH_SHA_512", "SM2DSA", "ML_DSA_SHAKE_256",
    ];

    public static readonly string[] MacAlgorithms = ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"];

    private static readonly Dictionary<WellKnownKey, string[]> Closed = new()
    {
        [KmsKeySpec] = KeySpecs,
        [KmsCustomerMasterKeySpec] = KeySpecs,
        [KmsKeyUsage] = KeyUsages,
        [KmsCustomerMasterKeyUsage] = KeyUsages,
        [KmsKeyOrigin] = ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"],
        [KmsEncryptionAlgorithm] = EncryptionAlgorithms,
        [KmsSigningAlgorithm] = SigningAlgorithms,
        [KmsMacAlgorithm] = MacAlgorithms,
        [KmsKeyAgreementAlgorithm] = ["ECDH"],
        [KmsMessageType] = ["RAW", "DIGEST", "EXTERNAL_MU"],
        [KmsMultiRegionKeyType] = ["PRIMARY", "REPLICA"],
        [KmsExpirationModel] = ["KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"],
        [KmsGrantConstraintType] = ["EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"],
    };

    /// <summary>Why no request has this value in the key; null when some can.</summary>
    public static string? Problem(ConditionKey key, string value) => key.Known switch
    {
        KmsCallerAccount or AwsPrincipalAccount or AwsSourceAccount or AwsResourceAccount =>
            value.Length == 12 && value.All(char.IsAsciiDigit) ? null : $"\"{value}\" is not an account id: {key.Text} never has it.",
        KmsRequestAlias or KmsResourceAliases =>
            value.StartsWith("alias/", StringComparison.Ordinal) ? null : $"\"{value}\" is not the name of an alias, which begins with alias/: {key.Text} never has it.",
        AwsPrincipalArn =>
            value.Split(':', 6) is [_, _, "sts", _, _, var name] && name.StartsWith("assumed-role/", StringComparison.Ordinal)
                ? "aws:PrincipalArn has the role's ARN, never that of a session: use arn:aws:iam::ACCOUNT:role/NAME, or aws:userid for one session." : null,
        _ => Closed.TryGetValue(key.Known, out var values) && !values.Contains(value) ? $"{key.Text} never has the value \"{value}\".{Nearest.Hint(value, values)}" : null,
    };
}
