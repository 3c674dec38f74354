using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Kagimori.Cryptography.Attestation;

/// <summary>Encrypts an answer so that only the holder of one RSA key can read it: CMS EnvelopedData (RFC 5652 section 6), as AWS KMS answers it.</summary>
/// <remarks>
/// <code>
/// SEQUENCE                                     ContentInfo                             indefinite length
///   OID 1.2.840.113549.1.7.3                   envelopedData
///   [0] SEQUENCE                               EnvelopedData                           both indefinite
///     INTEGER 2
///     SET SEQUENCE                             KeyTransRecipientInfo                   DER
///       INTEGER 2
///       [0] OCTET STRING (32)                  subject key identifier: SHA-256 of the public key
///       SEQUENCE                               RSAES-OAEP, SHA-256, MGF1 with SHA-256  (RFC 4055)
///       OCTET STRING                           the content key (32), encrypted
///     SEQUENCE                                 EncryptedContentInfo                    indefinite
///       OID 1.2.840.113549.1.7.1               data
///       SEQUENCE { aes256-CBC, iv (16) }                                               DER
///       [0] OCTET STRING                       the content, padded as in PKCS #7       indefinite
/// </code>
/// The AWS Nitro Enclaves SDK steps through the structure by its headers and so needs the lengths as they are: indefinite where AWS's
/// are and definite elsewhere. That is why the class library's EnvelopedCms, which writes DER, does not serve here.
/// </remarks>
internal static class RecipientEnvelope
{
    private const int KeySize = 32;
    private const int IvSize = 16;

    // Outer ones are written as they stand, inner ones by AsnWriter.
    private static ReadOnlySpan<byte> Sequence => [0x30, 0x80];

    private static ReadOnlySpan<byte> Explicit => [0xA0, 0x80];

    private static ReadOnlySpan<byte> EnvelopedData => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03];

    private static ReadOnlySpan<byte> Version => [0x02, 0x01, 0x02];

    private static ReadOnlySpan<byte> Data => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];

    /// <summary>The ends of the five indefinite lengths.</summary>
    private static ReadOnlySpan<byte> Ends => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <param name="publicKey">The RSA SubjectPublicKeyInfo of a document that was verified.</param>
    public static byte[] Seal(byte[] publicKey, ReadOnlySpan<byte> plaintext, RandomSource random)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        var key = GC.AllocateUninitializedArray<byte>(KeySize, pinned: true);
        try
        {
            random.Fill(key);
            var iv = new byte[IvSize];
            random.Fill(iv);
            using var aes = Aes.Create();
            aes.SetKey(key);
            return
            [
                .. Sequence, .. EnvelopedData, .. Explicit, .. Sequence, .. Version,
                .. Recipient(SHA256.HashData(publicKey), rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256)),
                .. Sequence, .. Data, .. ContentAlgorithm(iv), .. Explicit, .. OctetString(aes.EncryptCbc(plaintext, iv)), .. Ends,
            ];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Recipient(byte[] keyId, byte[] encryptedKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteInteger(2);
            writer.WriteOctetString(keyId, new Asn1Tag(TagClass.ContextSpecific, 0));
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.7");
                using (writer.PushSequence())
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) WriteSha256(writer);
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("1.2.840.113549.1.1.8");
                        WriteSha256(writer);
                    }
                }
            }
            writer.WriteOctetString(encryptedKey);
        }
        return writer.Encode();
    }

    private static void WriteSha256(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
            writer.WriteNull();
        }
    }

    private static byte[] ContentAlgorithm(byte[] iv)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.16.840.1.101.3.4.1.42");
            writer.WriteOctetString(iv);
        }
        return writer.Encode();
    }

    private static byte[] OctetString(byte[] content)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(content);
        return writer.Encode();
    }
}
