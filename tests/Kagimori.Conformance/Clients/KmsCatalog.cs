namespace Kagimori.Conformance;

/// <summary>The operations of KMS that the program under test has.</summary>
internal static class KmsCatalog
{
    public static readonly string[] Operations =
    [
        "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateRandom",
        "CreateKey", "DescribeKey", "ListKeys", "EnableKey", "DisableKey", "UpdateKeyDescription", "ScheduleKeyDeletion", "CancelKeyDeletion",
        "GetKeyPolicy", "PutKeyPolicy", "ListKeyPolicies",
        "CreateAlias", "UpdateAlias", "DeleteAlias", "ListAliases",
        "TagResource", "UntagResource", "ListResourceTags",
    ];
}
