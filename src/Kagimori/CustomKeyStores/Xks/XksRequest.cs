using System.Text.Json.Serialization;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What every request to an external key store proxy has; GetHealthStatus and GetKeyMetadata have no more.</summary>
internal record XksRequest
{
    public XksRequestMetadata? RequestMetadata { get; init; }

    /// <summary>The external key; it stands in the path, not in the body. Null for GetHealthStatus.</summary>
    [JsonIgnore]
    public string? ExternalKeyId { get; set; }
}
