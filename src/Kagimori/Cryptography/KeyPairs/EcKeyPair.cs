using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened key of a short Weierstrass curve: ECDSA (FIPS 186-5) with signatures in DER, and ECDH (SP 800-56A).</summary>
internal sealed class EcKeyPair(ECDsa ecdsa, ECDiffieHellman ecdh, string curveOid) : KeyPair
{
    public override byte[] ExportPublicKey() => ecdsa.ExportSubjectPublicKeyInfo();

    public override byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message) =>
        ecdsa.SignHash(algorithm.DigestOf(type, message), DSASignatureFormat.Rfc3279DerSequence);

    public override bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsDer(signature)) return false;
        try
        {
            return ecdsa.VerifyHash(algorithm.DigestOf(type, message), signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public override byte[]? Agree(ReadOnlySpan<byte> publicKeyInfo)
    {
        // Only a point of this very curve gets as far as the library, which throws in many ways for curves that it does not have.
        if (EcPrivateKeyInfo.DecodePublicKey(curveOid, publicKeyInfo) is null) return null;
        using var peer = ECDiffieHellman.Create();
        try
        {
            peer.ImportSubjectPublicKeyInfo(publicKeyInfo, out var read);
            if (read != publicKeyInfo.Length) return null;
            using var publicKey = peer.PublicKey;
            return ecdh.DeriveRawSecretAgreement(publicKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // The library is lenient with negative numbers and lengths that could be shorter; a signature has one encoding only.
    private static bool IsDer(ReadOnlySpan<byte> signature)
    {
        try
        {
            var reader = new AsnReader(signature.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var isPositive = sequence.ReadInteger().Sign > 0 && sequence.ReadInteger().Sign > 0;
            sequence.ThrowIfNotEmpty();
            return isPositive;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        ecdsa.Dispose();
        ecdh.Dispose();
    }
}
