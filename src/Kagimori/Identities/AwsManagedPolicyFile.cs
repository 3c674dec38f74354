using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kagimori.Identities;

/// <summary>A file of AwsManagedPolicies/: a policy as AWS publishes it, in the words of IAM's answers.</summary>
internal sealed record AwsManagedPolicyFile(
    string Arn, string PolicyId, string Description, DateTimeOffset CreateDate, DateTimeOffset UpdateDate, string DefaultVersionId, JsonElement Document);

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AwsManagedPolicyFile))]
internal sealed partial class AwsManagedPolicyJson : JsonSerializerContext;
