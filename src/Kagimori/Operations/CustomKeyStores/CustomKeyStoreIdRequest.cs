using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>A request that names a custom key store and nothing else.</summary>
internal sealed record CustomKeyStoreIdRequest
{
    public static readonly Shape<CustomKeyStoreIdRequest> Shape = new(
        Kms.Text<CustomKeyStoreIdRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType, isRequired: true));

    public string? CustomKeyStoreId { get; set; }
}
