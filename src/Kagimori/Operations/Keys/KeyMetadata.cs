using System.Text.Json.Serialization;
using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>What DescribeKey and CreateKey answer about a key, in the members and the order of the model.</summary>
internal sealed record KeyMetadata
{
    [JsonPropertyName("AWSAccountId")]
    public required string AwsAccountId { get; init; }

    public required string KeyId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required bool Enabled { get; init; }

    public required string Description { get; init; }

    public required string KeyUsage { get; init; }

    public required string KeyState { get; init; }

    public DateTimeOffset? DeletionDate { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public required string Origin { get; init; }

    public string? CustomKeyStoreId { get; init; }

    public string? CloudHsmClusterId { get; init; }

    public string? ExpirationModel { get; init; }

    public required string KeyManager { get; init; }

    public required string CustomerMasterKeySpec { get; init; }

    public required string KeySpec { get; init; }

    public IReadOnlyList<string>? EncryptionAlgorithms { get; init; }

    public IReadOnlyList<string>? SigningAlgorithms { get; init; }

    public IReadOnlyList<string>? KeyAgreementAlgorithms { get; init; }

    public IReadOnlyList<string>? MacAlgorithms { get; init; }

    public required bool MultiRegion { get; init; }

    public MultiRegionConfiguration? MultiRegionConfiguration { get; init; }

    public int? PendingDeletionWindowInDays { get; init; }

    public XksKeyConfiguration? XksKeyConfiguration { get; init; }

    public string? CurrentKeyMaterialId { get; init; }

    /// <param name="keyStore">The custom key store that the key is in.</param>
    public static KeyMetadata Of(KeyRecord key, CustomKeyStoreRecord? keyStore = null)
    {
        var state = KeySnapshot.StateOf(key, keyStore);
        var arn = key.Arn();
        var spec = Kagimori.Keys.KeySpec.Find(key.Spec)!;
        var current = key.CurrentMaterial();
        var isImported = key.Origin == KeyOrigin.External && key.HasItsMaterial();
        // The key stops working when the first of its materials expires; what waits for a rotation is not yet one of them.
        var validTo = isImported ? key.Materials.Where(material => !material.IsPendingRotation).Min(material => material.ValidTo) : null;
        return new KeyMetadata
        {
            AwsAccountId = key.Account,
            KeyId = key.Id,
            Arn = arn.ToString(),
            CreationDate = key.CreatedAt,
            Enabled = state == Kagimori.Keys.KeyState.Enabled,
            Description = key.Description,
            KeyUsage = key.Usage,
            KeyState = state.ToString(),
            DeletionDate = key.DeletionDate,
            ValidTo = validTo,
            Origin = key.Origin,
            CustomKeyStoreId = key.CustomKeyStoreId,
            CloudHsmClusterId = keyStore?.CloudHsm?.ClusterId,
            ExpirationModel = !isImported ? null : validTo is null ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES",
            KeyManager = key.IsAwsManaged ? "AWS" : "CUSTOMER",
            CustomerMasterKeySpec = key.Spec,
            KeySpec = key.Spec,
            EncryptionAlgorithms = key.Usage == Kagimori.Keys.KeyUsage.EncryptDecrypt ? spec.EncryptionAlgorithms : null,
            SigningAlgorithms = key.Usage == Kagimori.Keys.KeyUsage.SignVerify ? spec.SigningAlgorithms : null,
            KeyAgreementAlgorithms = key.Usage == Kagimori.Keys.KeyUsage.KeyAgreement ? spec.KeyAgreementAlgorithms : null,
            MacAlgorithms = key.Usage == Kagimori.Keys.KeyUsage.GenerateVerifyMac ? spec.MacAlgorithms : null,
            MultiRegion = key.MultiRegion is not null,
            MultiRegionConfiguration = MultiRegionConfiguration.Of(key),
            PendingDeletionWindowInDays = key.PendingDeletionWindowInDays,
            XksKeyConfiguration = key is { Origin: KeyOrigin.ExternalKeyStore, BackingKey: { } external } ? new XksKeyConfiguration(external.Id) : null,
            // A key in a custom key store has one material for good, and its id is not shown.
            CurrentKeyMaterialId = spec.IsSymmetricEncryption && key.CustomKeyStoreId is null && state != Kagimori.Keys.KeyState.Creating ? current?.Id : null,
        };
    }
}
