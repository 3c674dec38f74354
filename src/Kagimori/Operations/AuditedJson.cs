using System.Text.Json.Serialization;
using Kagimori.Operations.Keys;

namespace Kagimori.Operations;

/// <summary>Responses as CloudTrail's responseElements write them: members in camel case. None of these holds a secret.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateKeyResponse))]
[JsonSerializable(typeof(ScheduleKeyDeletionResponse))]
[JsonSerializable(typeof(CancelKeyDeletionResponse))]
internal sealed partial class AuditedJson : JsonSerializerContext;
