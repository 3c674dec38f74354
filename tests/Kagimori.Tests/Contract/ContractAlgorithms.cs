namespace Kagimori.Tests.Contract;

/// <summary>An algorithm of each key spec, and one that it does not have.</summary>
internal static class ContractAlgorithms
{
    /// <summary>Every key spec and its key usages.</summary>
    public static IReadOnlyList<(string Spec, string[] Usages)> Specs { get; } =
    [
        ("SYMMETRIC_DEFAULT", ["ENCRYPT_DECRYPT"]),
        ("RSA_2048", ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]), ("RSA_3072", ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]), ("RSA_4096", ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]),
        ("ECC_NIST_P256", ["SIGN_VERIFY", "KEY_AGREEMENT"]), ("ECC_NIST_P384", ["SIGN_VERIFY", "KEY_AGREEMENT"]), ("ECC_NIST_P521", ["SIGN_VERIFY", "KEY_AGREEMENT"]),
        ("ECC_SECG_P256K1", ["SIGN_VERIFY"]), ("ECC_NIST_EDWARDS25519", ["SIGN_VERIFY"]),
        ("ML_DSA_44", ["SIGN_VERIFY"]), ("ML_DSA_65", ["SIGN_VERIFY"]), ("ML_DSA_87", ["SIGN_VERIFY"]),
        ("HMAC_224", ["GENERATE_VERIFY_MAC"]), ("HMAC_256", ["GENERATE_VERIFY_MAC"]), ("HMAC_384", ["GENERATE_VERIFY_MAC"]), ("HMAC_512", ["GENERATE_VERIFY_MAC"]),
        ("SM2", ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"]),
    ];

    /// <summary>An algorithm of a usage: the key spec's own where it has one, else any.</summary>
    public static string Of(string spec, string usage) => usage switch
    {
        "ENCRYPT_DECRYPT" => spec == "SM2" ? "SM2PKE" : IsRsa(spec) ? "RSAES_OAEP_SHA_256" : "SYMMETRIC_DEFAULT",
        "GENERATE_VERIFY_MAC" => spec.StartsWith("HMAC_", StringComparison.Ordinal) ? $"HMAC_SHA_{spec[^3..]}" : "HMAC_SHA_256",
        "KEY_AGREEMENT" => "ECDH",
        _ => spec switch
        {
            "ECC_NIST_P384" => "ECDSA_SHA_384",
            "ECC_NIST_P521" => "ECDSA_SHA_512",
            "ECC_NIST_EDWARDS25519" => "ED25519_SHA_512",
            "ML_DSA_44" or "ML_DSA_65" or "ML_DSA_87" => "ML_DSA_SHAKE_256",
            "SM2" => "SM2DSA",
            _ => IsRsa(spec) ? "RSASSA_PSS_SHA_256" : "ECDSA_SHA_256",
        },
    };

    /// <summary>An algorithm of the same usage that the key spec does not have.</summary>
    public static string OtherThanOf(string spec, string usage) => usage switch
    {
        "ENCRYPT_DECRYPT" => spec == "SM2" ? "RSAES_OAEP_SHA_256" : "SM2PKE",
        "GENERATE_VERIFY_MAC" => spec == "HMAC_512" ? "HMAC_SHA_256" : "HMAC_SHA_512",
        "SIGN_VERIFY" => spec == "ECC_NIST_P384" ? "ECDSA_SHA_256" : "ECDSA_SHA_384",
        _ => throw new ArgumentException("There is one algorithm only.", nameof(usage)),
    };

    /// <summary>Whether keys of the spec can have the origin EXTERNAL.</summary>
    public static bool CanBeImported(string spec) => !spec.StartsWith("ML_DSA_", StringComparison.Ordinal);

    public static string GrantOperationOtherThanOf(string usage) => usage == "ENCRYPT_DECRYPT" ? "Sign" : "Encrypt";

    private static bool IsRsa(string spec) => spec.StartsWith("RSA_", StringComparison.Ordinal);
}
