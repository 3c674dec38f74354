using System.Text.Json.Serialization;

namespace Kagimori.Wire;

/// <summary>A tag as KMS writes it. IAM and STS write <c>Key</c> and <c>Value</c>.</summary>
public sealed record Tag(
    [property: JsonPropertyName("TagKey")] string? Key,
    [property: JsonPropertyName("TagValue")] string? Value);
