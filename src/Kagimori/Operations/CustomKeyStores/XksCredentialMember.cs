using System.Text.Json;
using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The member XksProxyAuthenticationCredential; never echoed and never audited.</summary>
internal sealed class XksCredentialMember<TRequest>(string name, Func<TRequest, XksProxyAuthenticationCredential?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        var credential = get(request)!;
        Check(credential.AccessKeyId, KmsKeyStores.XksProxyAuthenticationAccessKeyIdType, "accessKeyId", ref violations);
        Check(credential.RawSecretAccessKey, KmsKeyStores.XksProxyAuthenticationRawSecretAccessKeyType, "rawSecretAccessKey", ref violations);
    }

    private void Check(string? value, TextType type, string member, ref Violations violations)
    {
        var path = $"{CamelName}.{member}";
        if (value is null) violations.AddMissing(path);
        else type.Check(value, path, ref violations);
    }
}
