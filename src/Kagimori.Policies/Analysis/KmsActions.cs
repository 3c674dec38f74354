using System.Collections.Frozen;
using static Kagimori.Policies.WellKnownKey;

namespace Kagimori.Policies;

/// <summary>The table of KMS's actions.</summary>
public static class KmsActions
{
    private static readonly WellKnownKey[] Context = [KmsEncryptionContext, KmsEncryptionContextKeys];
    private static readonly WellKnownKey[] Encryption = [.. Context, KmsEncryptionAlgorithm, KmsRequestAlias];
    private static readonly WellKnownKey[] EncryptionForEnclaves = [.. Encryption, KmsRecipientAttestation];
    private static readonly WellKnownKey[] NewKey =
    [
        KmsBypassPolicyLockoutSafetyCheck, KmsCallerAccount, KmsKeySpec, KmsKeyUsage, KmsKeyOrigin, KmsMultiRegion, KmsMultiRegionKeyType, KmsViaService,
        KmsCustomerMasterKeySpec, KmsCustomerMasterKeyUsage, AwsRequestTag, AwsResourceTag, AwsTagKeys,
    ];

    public static KmsAction PutKeyPolicy { get; } = OnKey("PutKeyPolicy", KmsBypassPolicyLockoutSafetyCheck);

    /// <summary>Every action there is, in the order of their names.</summary>
    public static IReadOnlyList<KmsAction> All { get; } =
    [
        OnKey("CancelKeyDeletion"),
        Elsewhere("ConnectCustomKeyStore", KmsCallerAccount),
        OnKey("CreateAlias"),
        Elsewhere("CreateCustomKeyStore", KmsCallerAccount),
        OnForeignKey("CreateGrant",
            [.. Context, KmsGrantConstraintSourceArn, KmsGrantConstraintType, KmsGrantIsForAWSResource, KmsGrantOperations,
                KmsGranteePrincipal, KmsGranteeServicePrincipal, KmsRetiringPrincipal, KmsRetiringServicePrincipal]),
        Elsewhere("CreateKey", NewKey),
        OnForeignKey("Decrypt", EncryptionForEnclaves),
        OnKey("DeleteAlias"),
        Elsewhere("DeleteCustomKeyStore", KmsCallerAccount),
        OnKey("DeleteImportedKeyMaterial"),
        OnForeignKey("DeriveSharedSecret", KmsKeyAgreementAlgorithm, KmsRequestAlias, KmsRecipientAttestation),
        Elsewhere("DescribeCustomKeyStores", KmsCallerAccount),
        OnForeignKey("DescribeKey", KmsRequestAlias),
        OnKey("DisableKey", KmsTrailingDaysWithoutKeyUsage),
        OnKey("DisableKeyRotation"),
        Elsewhere("DisconnectCustomKeyStore", KmsCallerAccount),
        OnKey("EnableKey"),
        OnKey("EnableKeyRotation", KmsRotationPeriodInDays),
        OnForeignKey("Encrypt", Encryption),
        OnForeignKey("GenerateDataKey", EncryptionForEnclaves),
        OnForeignKey("GenerateDataKeyPair", [.. EncryptionForEnclaves, KmsDataKeyPairSpec]),
        OnForeignKey("GenerateDataKeyPairWithoutPlaintext", [.. Encryption, KmsDataKeyPairSpec]),
        OnForeignKey("GenerateDataKeyWithoutPlaintext", Encryption),
        OnForeignKey("GenerateMac", KmsMacAlgorithm, KmsRequestAlias),
        Elsewhere("GenerateRandom", KmsRecipientAttestation),
        OnKey("GetKeyLastUsage"),
        OnKey("GetKeyPolicy"),
        OnForeignKey("GetKeyRotationStatus"),
        OnKey("GetParametersForImport", KmsWrappingAlgorithm, KmsWrappingKeySpec),
        OnForeignKey("GetPublicKey", KmsRequestAlias),
        OnKey("ImportKeyMaterial", KmsExpirationModel, KmsValidTo),
        Elsewhere("ListAliases"),
        OnForeignKey("ListGrants", KmsGrantIsForAWSResource),
        OnKey("ListKeyPolicies"),
        OnKey("ListKeyRotations"),
        Elsewhere("ListKeys"),
        OnKey("ListResourceTags"),
        Elsewhere("ListRetirableGrants"),
        PutKeyPolicy,
        OnForeignKey("ReEncryptFrom", [.. Encryption, KmsReEncryptOnSameKey]),
        OnForeignKey("ReEncryptTo", [.. Encryption, KmsReEncryptOnSameKey]),
        OnKey("ReplicateKey", KmsReplicaRegion),
        OnForeignKey("RetireGrant", [.. Context, KmsGrantConstraintType]),
        OnForeignKey("RevokeGrant", KmsGrantIsForAWSResource),
        OnKey("RotateKeyOnDemand"),
        OnKey("ScheduleKeyDeletion", KmsScheduleKeyDeletionPendingWindowInDays, KmsTrailingDaysWithoutKeyUsage),
        OnForeignKey("Sign", KmsMessageType, KmsSigningAlgorithm, KmsRequestAlias),
        OnKey("SynchronizeMultiRegionKey"),
        OnKey("TagResource", AwsRequestTag, AwsTagKeys),
        OnKey("UntagResource", AwsTagKeys),
        OnKey("UpdateAlias"),
        Elsewhere("UpdateCustomKeyStore", KmsCallerAccount),
        OnKey("UpdateKeyDescription"),
        OnKey("UpdatePrimaryRegion", KmsPrimaryRegion),
        OnForeignKey("Verify", KmsMessageType, KmsSigningAlgorithm, KmsRequestAlias),
        OnForeignKey("VerifyMac", KmsMacAlgorithm, KmsRequestAlias),
    ];

    private static readonly FrozenDictionary<string, KmsAction> ByAction = All.ToFrozenDictionary(known => known.Action, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for what is no action of KMS.</summary>
    public static KmsAction? Find(string action) => ByAction.GetValueOrDefault(action);

    private static KmsAction OnKey(string name, params WellKnownKey[] keys) => new(name, true, false, keys);

    private static KmsAction OnForeignKey(string name, params WellKnownKey[] keys) => new(name, true, true, keys);

    private static KmsAction Elsewhere(string name, params WellKnownKey[] keys) => new(name, false, false, keys);
}
