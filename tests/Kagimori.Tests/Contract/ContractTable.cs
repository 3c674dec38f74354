namespace Kagimori.Tests.Contract;

/// <summary>What AWS KMS does: every operation that takes a KMS key, in every key state, and which keys it takes at all.</summary>
/// <remarks>
/// Written from the key state table of the AWS KMS Developer Guide and from answers of the live service, which win where the two differ;
/// never from the operation catalog. The columns are <see cref="States"/>. A cell says: <c>.</c> admitted; <c>S</c> refused for the state;
/// <c>N</c> refused because the key is not pending deletion; <c>K</c> refused for the kind of key, and only then for the state.
/// The words behind the cells are what the operation needs beside a state, in the order in which AWS looks (<see cref="ContractNeeds"/>).
/// A star calls the operation with what does not suit the key: an algorithm of another key spec, a grant for another key usage.
/// What can end a state comes last.
/// </remarks>
internal static class ContractTable
{
    private const string Text = """
        Encrypt                              .  S  S  S  S  S  .  S  encryption
        Encrypt*                             .  S  S  S  S  S  .  S  encryption other-algorithm
        Decrypt                              .  S  S  S  S  S  .  S  encryption
        Decrypt*                             .  S  S  S  S  S  .  S  encryption other-algorithm
        ReEncrypt/from                       .  S  S  S  S  S  .  S  encryption
        ReEncrypt/to                         .  S  S  S  S  S  .  S  encryption
        GenerateDataKey                      .  S  S  S  S  S  .  S  encryption data-key
        GenerateDataKeyWithoutPlaintext      .  S  S  S  S  S  .  S  encryption data-key
        GenerateDataKeyPair                  .  S  S  S  S  S  .  .  encryption no-key-store data-key-pair
        GenerateDataKeyPairWithoutPlaintext  .  S  S  S  S  S  .  .  encryption no-key-store data-key-pair
        Sign                                 .  S  S  S  S  S  .  S  signatures
        Sign*                                .  S  S  S  S  S  .  S  signatures other-algorithm
        Verify                               .  S  S  S  S  S  .  S  signatures
        Verify*                              .  S  S  S  S  S  .  S  signatures other-algorithm
        GenerateMac                          .  S  S  S  S  S  .  S  macs
        GenerateMac*                         .  S  S  S  S  S  .  S  macs other-algorithm
        VerifyMac                            .  S  S  S  S  S  .  S  macs
        VerifyMac*                           .  S  S  S  S  S  .  S  macs other-algorithm
        DeriveSharedSecret                   .  S  S  S  S  S  .  S  key-agreement
        GetPublicKey                         .  .  S  S  S  S  .  S  key-pair

        DescribeKey                          .  .  .  .  .  .  .  .
        GetKeyPolicy                         .  .  .  .  .  .  .  .
        PutKeyPolicy                         .  .  .  .  .  .  .  .
        ListKeyPolicies                      .  .  .  .  .  .  .  .
        GetKeyLastUsage                      .  .  .  .  .  .  .  .
        ListResourceTags                     .  .  .  .  .  .  .  .
        TagResource                          .  .  S  S  .  .  .  .
        UntagResource                        .  .  S  S  .  .  .  .
        UpdateKeyDescription                 .  .  S  S  .  .  .  .
        CreateAlias                          .  .  S  S  .  .  .  .
        UpdateAlias                          .  .  S  S  .  .  .  .
        ListAliases                          .  .  .  .  .  .  .  .
        DeleteAlias                          .  .  .  .  .  .  .  .
        CreateGrant                          .  S  S  S  S  S  .  .
        CreateGrant*                         .  S  S  S  S  S  .  .  grant-operation
        ListGrants                           .  .  .  .  .  .  .  .
        RetireGrant                          .  .  .  .  .  .  .  .  grant
        RevokeGrant                          .  .  .  .  .  .  .  .  grant
        GetKeyRotationStatus                 .  .  .  .  .  .  .  .  no-key-store
        ListKeyRotations                     .  .  .  .  .  .  .  .  no-key-store
        EnableKeyRotation                    .  S  S  S  .  S  .  .  no-key-store symmetric-encryption not-replica generated
        DisableKeyRotation                   .  S  S  S  .  S  .  .  not-replica generated
        RotateKeyOnDemand                    .  S  S  S  S  S  .  .  no-key-store symmetric-encryption not-replica new-material
        GetParametersForImport               .  .  K  K  .  S  S  .  imported
        UpdatePrimaryRegion                  .  S  S  S  S  S  .  S  primary-of-set

        DeleteImportedKeyMaterial            .  .  .  .  .  S  S  .  imported
        ImportKeyMaterial                    .  .  K  K  .  S  .  .  imported
        DisableKey                           .  .  S  S  S  S  S  .
        EnableKey                            .  .  S  S  S  S  S  .
        CancelKeyDeletion                    N  N  .  .  N  N  N  N
        ReplicateKey                         .  S  S  S  S  S  S  S  primary
        ScheduleKeyDeletion                  .  .  S  S  .  .  S  .
        """;

    /// <summary>The key states, and how a refusal tells each.</summary>
    public static IReadOnlyDictionary<string, string> States { get; } = new Dictionary<string, string>
    {
        ["Enabled"] = "",
        ["Disabled"] = "DisabledException: {0} is disabled.",
        ["PendingDeletion"] = "KMSInvalidStateException: {0} is pending deletion.",
        ["PendingReplicaDeletion"] = "KMSInvalidStateException: {0} is pending replica deletion.",
        ["PendingImport"] = "KMSInvalidStateException: {0} is pending import.",
        ["Creating"] = "KMSInvalidStateException: {0} is creating.",
        ["Updating"] = "KMSInvalidStateException: {0} is updating.",
        ["Unavailable"] = "KMSInvalidStateException: {0} is unavailable.",
    };

    public static IReadOnlyList<ContractRow> Rows { get; } =
    [
        .. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => new ContractRow(words[0], words[1..(1 + States.Count)], words[(1 + States.Count)..])),
    ];
}
