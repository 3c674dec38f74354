using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened RSA key: RSAES-OAEP, RSASSA-PSS and RSASSA-PKCS1-v1_5 of RFC 8017.</summary>
/// <remarks>The salt of a PSS signature is as long as the digest, when signing and when verifying.</remarks>
internal sealed class RsaKeyPair(RSA rsa) : KeyPair
{
    /// <summary>The modulus, and so any ciphertext or signature, in bytes.</summary>
    public int ModulusSize => rsa.KeySize / 8;

    public override byte[] ExportPublicKey() => rsa.ExportSubjectPublicKeyInfo();

    public override byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message) =>
        rsa.SignHash(algorithm.DigestOf(type, message), algorithm.Hash, PaddingOf(algorithm));

    public override bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == ModulusSize && rsa.VerifyHash(algorithm.DigestOf(type, message), signature, algorithm.Hash, PaddingOf(algorithm));

    public override byte[] Encrypt(string encryptionAlgorithm, ReadOnlySpan<byte> plaintext) => rsa.Encrypt(plaintext, PaddingOf(encryptionAlgorithm));

    public override byte[]? Decrypt(string encryptionAlgorithm, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length != ModulusSize) return null;
        try
        {
            return rsa.Decrypt(ciphertext, PaddingOf(encryptionAlgorithm));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override void Dispose() => rsa.Dispose();

    internal static RSAEncryptionPadding PaddingOf(string encryptionAlgorithm) => encryptionAlgorithm switch
    {
        "RSAES_OAEP_SHA_1" => RSAEncryptionPadding.OaepSHA1,
        "RSAES_OAEP_SHA_256" => RSAEncryptionPadding.OaepSHA256,
        _ => throw new ArgumentException("Not an encryption algorithm of RSA.", nameof(encryptionAlgorithm)),
    };

    private static RSASignaturePadding PaddingOf(SigningAlgorithm algorithm) =>
        algorithm.Name.StartsWith("RSASSA_PSS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
