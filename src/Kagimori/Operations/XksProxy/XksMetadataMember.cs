using System.Text.Json;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Wire;

namespace Kagimori.Operations.XksProxy;

/// <summary>The requestMetadata of a request to the proxy: recorded as it is said, so that both audit trails can be laid side by side.</summary>
/// <param name="required">What must be said, beside kmsOperation and kmsRequestId.</param>
internal sealed class XksMetadataMember<TRequest>(params string[] required) : Member<TRequest>("requestMetadata", isRequired: true)
    where TRequest : XksRequest
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (request.RequestMetadata is not { } metadata) return;
        json.WriteStartObject(CamelName);
        foreach (var (name, value) in Members(metadata))
        {
            if (value is not null) json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    protected override bool IsPresent(TRequest request) => request.RequestMetadata is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        foreach (var (name, value) in Members(request.RequestMetadata!))
        {
            if (value is null && (name is "kmsOperation" or "kmsRequestId" || required.Contains(name))) violations.AddMissing($"{CamelName}.{name}");
        }
    }

    private static (string Name, string? Value)[] Members(XksRequestMetadata metadata) =>
    [
        ("awsPrincipalArn", metadata.AwsPrincipalArn), ("awsSourceVpc", metadata.AwsSourceVpc), ("awsSourceVpce", metadata.AwsSourceVpce),
        ("kmsKeyArn", metadata.KmsKeyArn), ("kmsOperation", metadata.KmsOperation), ("kmsRequestId", metadata.KmsRequestId),
        ("kmsViaService", metadata.KmsViaService),
    ];
}
