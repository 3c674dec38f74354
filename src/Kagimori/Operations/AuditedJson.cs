using System.Text.Json.Serialization;
using Kagimori.Operations.CustomKeyStores;
using Kagimori.Operations.Import;
using Kagimori.Operations.Keys;
using Kagimori.Operations.MultiRegion;
using Kagimori.Operations.Rotation;

namespace Kagimori.Operations;

/// <summary>Responses as CloudTrail's responseElements write them: members in camel case. None of these holds a secret.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateKeyResponse))]
[JsonSerializable(typeof(ScheduleKeyDeletionResponse))]
[JsonSerializable(typeof(CancelKeyDeletionResponse))]
[JsonSerializable(typeof(ReplicateKeyResponse))]
[JsonSerializable(typeof(RotateKeyOnDemandResponse))]
[JsonSerializable(typeof(ImportKeyMaterialResponse))]
[JsonSerializable(typeof(DeleteImportedKeyMaterialResponse))]
[JsonSerializable(typeof(CreateCustomKeyStoreResponse))]
internal sealed partial class AuditedJson : JsonSerializerContext;
