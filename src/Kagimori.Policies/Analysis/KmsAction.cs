namespace Kagimori.Policies;

/// <summary>What AWS documents about an action of KMS: what it is done to, by whom, and which condition keys its requests have.</summary>
/// <param name="Name">Without the prefix, for example <c>ReEncryptFrom</c>.</param>
/// <param name="IsOnKey">Whether it is decided on a key; false for actions whose resource is <c>*</c>.</param>
/// <param name="CrossAccount">Whether it can be done to a key of another account.</param>
/// <param name="Keys">The condition keys that only some actions have; those of every action on a key are left out.</param>
public sealed record KmsAction(string Name, bool IsOnKey, bool CrossAccount, params WellKnownKey[] Keys)
{
    private static readonly WellKnownKey[] OfEveryKey =
    [
        WellKnownKey.KmsCallerAccount, WellKnownKey.KmsKeySpec, WellKnownKey.KmsKeyUsage, WellKnownKey.KmsKeyOrigin, WellKnownKey.KmsMultiRegion,
        WellKnownKey.KmsMultiRegionKeyType, WellKnownKey.KmsResourceAliases, WellKnownKey.KmsViaService, WellKnownKey.KmsCustomerMasterKeySpec,
        WellKnownKey.KmsCustomerMasterKeyUsage, WellKnownKey.AwsResourceTag,
    ];

    /// <summary>As policies name it, for example <c>kms:ReEncryptFrom</c>.</summary>
    public string Action { get; } = $"kms:{Name}";

    /// <summary>Whether the key policy has a say: on every key but in the retiring of a grant, which the grant decides.</summary>
    public bool IsDecidedByKeyPolicy => IsOnKey && Name != "RetireGrant";

    /// <summary>Whether requests for the action can have the condition key. Keys of other services and unknown ones are taken to be there.</summary>
    public bool Supplies(ConditionKey key)
    {
        if (key.Known is WellKnownKey.AwsRequestTag or WellKnownKey.AwsTagKeys) return Array.IndexOf(Keys, key.Known) >= 0;
        if (key.Known is < WellKnownKey.KmsBypassPolicyLockoutSafetyCheck and not WellKnownKey.AwsResourceTag) return true;
        return (IsOnKey && Name != "RetireGrant" && Array.IndexOf(OfEveryKey, key.Known) >= 0) || Array.IndexOf(Keys, key.Known) >= 0;
    }
}
