using Kagimori.CustomKeyStores.Xks;
using Kagimori.Keys;
using Kagimori.Operations.XksProxy;
using Kagimori.Wire;
using Json = Kagimori.CustomKeyStores.Xks.XksJson;

namespace Kagimori.Operations;

/// <summary>The operations of the External Key Store Proxy API, by which another KMS uses our keys. Each asks for the KMS action of the same meaning.</summary>
internal static class XksProxyOperations
{
    public static IEnumerable<Operation> Rows =>
    [
        new JsonOperation<XksRequest, XksHealthStatus>(
            "GetHealthStatus", GetHealthStatus.Shape, Json.Default.XksRequest, Json.Default.XksHealthStatus, Service.XksProxy)
        {
            Resolve = static (_, _) => default,
            Perform = static (x, _) => new(GetHealthStatus.Perform(x)),
            IsReadOnly = true,
        },
        new JsonOperation<XksRequest, XksKeyMetadata>(
            "GetKeyMetadata", GetKeyMetadata.Shape, Json.Default.XksRequest, Json.Default.XksKeyMetadata, Service.XksProxy)
        {
            Resolve = static (x, r) => ExternalKey.ResolveAsync(x, r, "kms:DescribeKey", isUse: false),
            Perform = static (x, _) => new(GetKeyMetadata.Perform(x)),
            IsReadOnly = true, CrossAccount = true,
        },
        new JsonOperation<XksEncryptRequest, XksEncryptResponse>(
            "Encrypt", EncryptExternally.Shape, Json.Default.XksEncryptRequest, Json.Default.XksEncryptResponse, Service.XksProxy)
        {
            Resolve = static (x, r) => ExternalKey.ResolveAsync(x, r, "kms:Encrypt", isUse: true),
            Perform = static (x, r) => new(EncryptExternally.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, IsReadOnly = true, CrossAccount = true,
        },
        new JsonOperation<XksDecryptRequest, XksDecryptResponse>(
            "Decrypt", DecryptExternally.Shape, Json.Default.XksDecryptRequest, Json.Default.XksDecryptResponse, Service.XksProxy)
        {
            Resolve = static (x, r) => ExternalKey.ResolveAsync(x, r, "kms:Decrypt", isUse: true),
            Perform = static (x, r) => new(DecryptExternally.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, IsReadOnly = true, CrossAccount = true,
        },
    ];
}
