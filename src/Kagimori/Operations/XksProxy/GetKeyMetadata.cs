using Kagimori.CustomKeyStores.Xks;
using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.XksProxy;

/// <summary>Tells another KMS whether one of our keys is what its external key must be.</summary>
internal static class GetKeyMetadata
{
    public static readonly Shape<XksRequest> Shape = new(
        Kms.Text<XksRequest>("externalKeyId", r => r.ExternalKeyId, ExternalKey.IdType), new XksMetadataMember<XksRequest>("awsPrincipalArn"));

    public static Outcome<XksKeyMetadata> Perform(Exchange exchange)
    {
        var key = exchange.Key;
        return new XksKeyMetadata
        {
            KeySpec = key.Spec.IsSymmetricEncryption ? XksKeyMetadata.Aes256 : key.Spec.Name,
            KeyUsage = key.Spec.IsSymmetricEncryption ? [XksKeyMetadata.Encrypt, XksKeyMetadata.Decrypt] : [key.Record.Usage],
            KeyStatus = (key.State & (KeyState.Enabled | KeyState.Updating)) != 0 ? XksKeyMetadata.Enabled : XksKeyMetadata.Disabled,
        };
    }
}
