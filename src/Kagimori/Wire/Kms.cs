namespace Kagimori.Wire;

/// <summary>The shapes of the KMS service model that requests use, and short ways to declare a member of each kind.</summary>
public static class Kms
{
    public static readonly TextType KeyIdType = new("KeyIdType", 1, 2048);
    public static readonly TextType AliasNameType = new("AliasNameType", 1, 256, "^[a-zA-Z0-9:/_-]+$");
    public static readonly TextType PolicyType = new("PolicyType", 1, 131072, @"[\u0009\u000A\u000D\u0020-\u00FF]+");
    public static readonly TextType PolicyNameType = new("PolicyNameType", 1, 128, @"[\w]+");
    public static readonly TextType DescriptionType = new("DescriptionType", 0, 8192);
    public static readonly TextType MarkerType = new("MarkerType", 1, 1024, @"[\u0020-\u00FF]*");
    public static readonly TextType TagKeyType = new("TagKeyType", 1, 128);
    public static readonly TextType TagValueType = new("TagValueType", 0, 256);
    public static readonly TextType GrantTokenType = new("GrantTokenType", 1, 8192, IsSensitive: true);
    public static readonly TextType CustomKeyStoreIdType = new("CustomKeyStoreIdType", 1, 64);
    public static readonly TextType XksKeyIdType = new("XksKeyIdType", 1, 128, "^[a-zA-Z0-9-_.]+$");
    public static readonly TextType DataKeySpec = new("DataKeySpec", Values: ["AES_256", "AES_128"]);
    public static readonly TextType OriginType = new("OriginType", Values: ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"]);
    public static readonly TextType KeyUsageType =
        new("KeyUsageType", Values: ["SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"]);

    public static readonly TextType EncryptionAlgorithmSpec =
        new("EncryptionAlgorithmSpec", Values: ["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"]);

    public static readonly TextType KeySpec = new("KeySpec", Values:
    [
        "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "SYMMETRIC_DEFAULT",
        "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ECC_NIST_EDWARDS25519",
    ]);

    public static readonly TextType CustomerMasterKeySpec = new("CustomerMasterKeySpec", Values:
    [
        "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "SYMMETRIC_DEFAULT",
        "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2",
    ]);

    public static readonly TextType DryRunModifierType = new("DryRunModifierType", Values: ["IGNORE_CIPHERTEXT"]);
    public static readonly TextType KeyEncryptionMechanism = new("KeyEncryptionMechanism", Values: ["RSAES_OAEP_SHA_256"]);
    public static readonly NumberType LimitType = new("LimitType", 1, 1000);
    public static readonly NumberType NumberOfBytesType = new("NumberOfBytesType", 1, 1024);
    public static readonly NumberType PendingWindowInDaysType = new("PendingWindowInDaysType", 1, 365);
    public static readonly TextType RegionType = new("RegionType", 1, 32, @"^([a-z]+-){2,3}\d+$");
    public static readonly TextType IncludeKeyMaterial = new("IncludeKeyMaterial", Values: ["ALL_KEY_MATERIAL", "ROTATIONS_ONLY"]);
    public static readonly NumberType RotationPeriodInDaysType = new("RotationPeriodInDaysType", 90, 2560);
    public static readonly TextType PrincipalIdType = new("PrincipalIdType", 1, 256, @"^[\w+=,.@:/-]+$");
    public static readonly TextType ServicePrincipalType = new("ServicePrincipalType", 1, 128, @"^([A-Za-z0-9\-]+)\.([A-Za-z0-9\-]+)(\.[A-Za-z0-9\-]+)+$");
    public static readonly TextType GrantConstraintSourceArnType = new("GrantConstraintSourceArnType", 20, 512, "^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$");
    public static readonly TextType GrantNameType = new("GrantNameType", 1, 256, "^[a-zA-Z0-9:/_-]+$");
    public static readonly TextType GrantIdType = new("GrantIdType", 1, 128);
    public static readonly ListType GrantOperationList = new("GrantOperationList", new("GrantOperation", Values:
    [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "Sign", "Verify", "GetPublicKey",
        "CreateGrant", "RetireGrant", "DescribeKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "GenerateMac", "VerifyMac",
        "DeriveSharedSecret",
    ]));

    public static readonly TextType AlgorithmSpec = new("AlgorithmSpec", Values:
    [
        "RSAES_PKCS1_V1_5", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256", "SM2PKE",
    ]);

    public static readonly TextType WrappingKeySpec = new("WrappingKeySpec", Values: ["RSA_2048", "RSA_3072", "RSA_4096", "SM2"]);
    public static readonly TextType ExpirationModelType = new("ExpirationModelType", Values: ["KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"]);
    public static readonly TextType ImportType = new("ImportType", Values: ["NEW_KEY_MATERIAL", "EXISTING_KEY_MATERIAL"]);
    public static readonly TextType KeyMaterialDescriptionType = new("KeyMaterialDescriptionType", 0, 256, @"^[a-zA-Z0-9:/_\s.-]+$");
    public static readonly TextType BackingKeyIdType = new("BackingKeyIdType", 64, 64, "^[a-f0-9]+$");
    public static readonly BlobType PlaintextType = new("PlaintextType", 1, 4096);
    public static readonly BlobType AttestationDocumentType = new("AttestationDocumentType", 1, 262144);
    public static readonly BlobType CiphertextType = new("CiphertextType", 1, 6144);
    public static readonly ListType GrantTokenList = new("GrantTokenList", GrantTokenType, 0, 10);
    public static readonly ListType TagKeyList = new("TagKeyList", TagKeyType);
    public static readonly ListType DryRunModifierList = new("DryRunModifierList", DryRunModifierType);

    public static Member<T> Text<T>(string name, Func<T, string?> get, TextType type, bool isRequired = false) =>
        new TextMember<T>(name, get, type, isRequired);

    /// <summary>A string that is required unless the request says the same by another member.</summary>
    public static Member<T> TextUnless<T>(string name, Func<T, string?> get, TextType type, Func<T, string?> other) => new TextMember<T>(name, get, type, isRequired: true, other);

    public static Member<T> Blob<T>(string name, Func<T, byte[]?> get, BlobType type, bool isRequired = false) =>
        new BlobMember<T>(name, get, type, isRequired);

    public static Member<T> Number<T>(string name, Func<T, int?> get, NumberType type) => new NumberMember<T>(name, get, type, isRequired: false);

    public static Member<T> Flag<T>(string name, Func<T, bool?> get) => new FlagMember<T>(name, get);

    public static Member<T> List<T>(string name, Func<T, IReadOnlyList<string?>?> get, ListType type, bool isRequired = false) =>
        new ListMember<T>(name, get, type, isRequired);

    public static Member<T> Context<T>(string name, Func<T, IReadOnlyDictionary<string, string>?> get) => new MapMember<T>(name, get);

    public static Member<T> Tags<T>(string name, Func<T, IReadOnlyList<Tag?>?> get, bool isRequired = false) =>
        new TagListMember<T>(name, get, TagKeyType, TagValueType, "tagKey", "tagValue", isRequired);

    public static Member<T> GrantTokens<T>(Func<T, IReadOnlyList<string?>?> get) => List("GrantTokens", get, GrantTokenList);
}
