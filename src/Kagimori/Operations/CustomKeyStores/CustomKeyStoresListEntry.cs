using Kagimori.CustomKeyStores;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>A custom key store as it is described, in the members and the order of the model. It has no secret.</summary>
internal sealed record CustomKeyStoresListEntry
{
    public required string CustomKeyStoreId { get; init; }

    public required string CustomKeyStoreName { get; init; }

    public string? CloudHsmClusterId { get; init; }

    public string? TrustAnchorCertificate { get; init; }

    public required string ConnectionState { get; init; }

    public string? ConnectionErrorCode { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required string CustomKeyStoreType { get; init; }

    public XksProxyConfiguration? XksProxyConfiguration { get; init; }

    public static CustomKeyStoresListEntry Of(CustomKeyStoreRecord store) => new()
    {
        CustomKeyStoreId = store.Id,
        CustomKeyStoreName = store.Name,
        CloudHsmClusterId = store.CloudHsm?.ClusterId,
        TrustAnchorCertificate = store.CloudHsm?.TrustAnchorCertificate,
        ConnectionState = store.ConnectionState,
        ConnectionErrorCode = store.ConnectionErrorCode,
        CreationDate = store.CreatedAt,
        CustomKeyStoreType = store.Type,
        XksProxyConfiguration = store.XksProxy is { } proxy ? CustomKeyStores.XksProxyConfiguration.Of(proxy) : null,
    };
}
