using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Wire;

namespace Kagimori.Operations.XksProxy;

/// <summary>The proxy's Decrypt. What comes out is still encrypted under the other KMS's own key material.</summary>
internal static class DecryptExternally
{
    public static readonly Shape<XksDecryptRequest> Shape = new(
        Kms.Text<XksDecryptRequest>("externalKeyId", r => r.ExternalKeyId, ExternalKey.IdType),
        new XksMetadataMember<XksDecryptRequest>("awsPrincipalArn", "kmsKeyArn"),
        Kms.Blob<XksDecryptRequest>("additionalAuthenticatedData", r => r.AdditionalAuthenticatedData, ExternalKey.BytesType),
        Kms.Text<XksDecryptRequest>("encryptionAlgorithm", r => r.EncryptionAlgorithm, ExternalKey.EncryptionAlgorithmType, isRequired: true),
        Kms.Blob<XksDecryptRequest>("ciphertext", r => r.Ciphertext, ExternalKey.NonEmptyBytesType, isRequired: true),
        Kms.Blob<XksDecryptRequest>("ciphertextMetadata", r => r.CiphertextMetadata, ExternalKey.BytesType),
        Kms.Blob<XksDecryptRequest>("initializationVector", r => r.InitializationVector, ExternalKey.BytesType, isRequired: true),
        Kms.Blob<XksDecryptRequest>("authenticationTag", r => r.AuthenticationTag, ExternalKey.BytesType, isRequired: true));

    public static Outcome<XksDecryptResponse> Perform(Exchange exchange, XksDecryptRequest request)
    {
        var ciphertext = request.Ciphertext!;
        if (ExternalKey.Check(exchange.Key, ciphertext.Length, request.AdditionalAuthenticatedData) is { } unfit) return unfit;
        if (exchange.Key.FindBackingKey(request.CiphertextMetadata.AsSpan()) is not { } backingKey)
            return Refusals.InvalidCiphertext(nameof(CiphertextFault.UnknownMaterial));
        var plaintext = new byte[ciphertext.Length];
        var opened = ExternalCipher.TryDecrypt(
            backingKey.Material, ciphertext, request.AdditionalAuthenticatedData,
            request.CiphertextMetadata, request.InitializationVector, request.AuthenticationTag, plaintext);
        return opened ? new XksDecryptResponse { Plaintext = plaintext } : Refusals.InvalidCiphertext(nameof(CiphertextFault.Authentication));
    }
}
