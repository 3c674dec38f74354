using System.Text.Json.Serialization;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>The JSON of the External Key Store Proxy API, in both directions, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(XksRequest))]
[JsonSerializable(typeof(XksEncryptRequest))]
[JsonSerializable(typeof(XksEncryptResponse))]
[JsonSerializable(typeof(XksDecryptRequest))]
[JsonSerializable(typeof(XksDecryptResponse))]
[JsonSerializable(typeof(XksKeyMetadata))]
[JsonSerializable(typeof(XksHealthStatus))]
[JsonSerializable(typeof(XksError))]
internal sealed partial class XksJson : JsonSerializerContext;
