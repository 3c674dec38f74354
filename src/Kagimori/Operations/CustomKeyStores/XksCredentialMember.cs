using System.Text.Json;
using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The member XksProxyAuthenticationCredential; never echoed and never audited.</summary>
internal sealed class XksCredentialMember<TRequest>(string name, Func<TRequest, XksProxyAuthenticationCredential?> get) : Member<TRequest>(name, isRequired: false)
{
    private static readonly (string CamelName, TextType Type) AccessKeyId = ("accessKeyId", KmsKeyStores.XksProxyAuthenticationAccessKeyIdType);
    private static readonly (string CamelName, TextType Type) RawSecretAccessKey = ("rawSecretAccessKey", KmsKeyStores.XksProxyAuthenticationRawSecretAccessKeyType);

    public override IEnumerable<(string CamelName, object? Type)> DeclaredMembers => [AccessKeyId, RawSecretAccessKey];

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        var credential = get(request)!;
        Check(credential.AccessKeyId, AccessKeyId, ref violations);
        Check(credential.RawSecretAccessKey, RawSecretAccessKey, ref violations);
    }

    private void Check(string? value, (string CamelName, TextType Type) member, ref Violations violations)
    {
        var path = $"{CamelName}.{member.CamelName}";
        if (value is null) violations.AddMissing(path);
        else member.Type.Check(value, path, ref violations);
    }
}
