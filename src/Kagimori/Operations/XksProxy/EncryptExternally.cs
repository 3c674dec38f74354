using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Wire;
using Kagimori.XksProxy;

namespace Kagimori.Operations.XksProxy;

/// <summary>The proxy's Encrypt: the outer encryption of what another KMS has encrypted already.</summary>
internal static class EncryptExternally
{
    public static readonly Shape<XksEncryptRequest> Shape = new(
        Kms.Text<XksEncryptRequest>("externalKeyId", r => r.ExternalKeyId, ExternalKey.IdType),
        new XksMetadataMember<XksEncryptRequest>("awsPrincipalArn", "kmsKeyArn"),
        Kms.Blob<XksEncryptRequest>("additionalAuthenticatedData", r => r.AdditionalAuthenticatedData, ExternalKey.BytesType),
        Kms.Blob<XksEncryptRequest>("plaintext", r => r.Plaintext, ExternalKey.NonEmptyBytesType, isRequired: true),
        Kms.Text<XksEncryptRequest>("encryptionAlgorithm", r => r.EncryptionAlgorithm, ExternalKey.EncryptionAlgorithmType, isRequired: true),
        Kms.Text<XksEncryptRequest>(
            "ciphertextDataIntegrityValueAlgorithm", r => r.CiphertextDataIntegrityValueAlgorithm, ExternalKey.IntegrityAlgorithmType));

    public static Outcome<XksEncryptResponse> Perform(Exchange exchange, XksEncryptRequest request)
    {
        var plaintext = request.Plaintext!;
        var associated = request.AdditionalAuthenticatedData;
        if (ExternalKey.Check(exchange.Key, plaintext.Length, associated) is { } unfit) return unfit;
        var backingKey = exchange.Key.CurrentBackingKey;
        var (metadata, iv) = (new byte[ExternalCipher.MetadataSize], new byte[ExternalCipher.IvSize]);
        var (ciphertext, tag) = (new byte[plaintext.Length], new byte[ExternalCipher.TagSize]);
        ExternalCipher.Encrypt(backingKey.Material, backingKey.Id, plaintext, associated, exchange.Engine.Random, metadata, iv, ciphertext, tag);
        var response = new XksEncryptResponse { Ciphertext = ciphertext, CiphertextMetadata = metadata, InitializationVector = iv, AuthenticationTag = tag };
        if (request.CiphertextDataIntegrityValueAlgorithm is null) return response;
        // In this order, or a bit that flips between the two would get the right value.
        response = response with { CiphertextDataIntegrityValue = XksIntegrity.Compute(associated, metadata, iv, ciphertext, tag) };
        return Opens(backingKey.Material, response, associated, plaintext) ? response : XksProxyRefusals.Inconsistent();
    }

    private static bool Opens(KeyMaterial material, XksEncryptResponse made, byte[]? associated, byte[] plaintext)
    {
        var opened = new byte[plaintext.Length];
        return ExternalCipher.TryDecrypt(material, made.Ciphertext, associated, made.CiphertextMetadata, made.InitializationVector, made.AuthenticationTag, opened)
            && opened.AsSpan().SequenceEqual(plaintext);
    }
}
