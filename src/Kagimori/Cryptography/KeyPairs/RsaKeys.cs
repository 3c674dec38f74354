using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>RSA key pairs of one modulus length.</summary>
internal sealed class RsaKeys(int bits) : KeyPairAlgorithm
{
    private const string RsaEncryptionOid = "1.2.840.113549.1.1.1";

    public override bool IsSlow => true;

    public override KeyMaterial Generate(RandomSource random)
    {
        using var rsa = RSA.Create(bits);
        var bytes = rsa.ExportPkcs8PrivateKey();
        var material = new KeyMaterial(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return material;
    }

    // RFC 8017 section 7.1.1: the modulus less two hashes and two bytes.
    public override int MaximumPlaintextLength(string encryptionAlgorithm) =>
        bits / 8 - 2 * (RsaKeyPair.PaddingOf(encryptionAlgorithm) == RSAEncryptionPadding.OaepSHA1 ? 20 : 32) - 2;

    // Two primes only, as RFC 8017 appendix A.1.2 writes them; the class library holds the numbers against each other.
    protected override byte[]? Normalize(ReadOnlySpan<byte> privateKeyInfo)
    {
        if (PrivateKeyInfo.Open(privateKeyInfo, RsaEncryptionOid, parameters: null) is not { } privateKey) return null;
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportRSAPrivateKey(privateKey, out var read);
            return read == privateKey.Length && rsa.KeySize == bits && IsPair(rsa) ? rsa.ExportPkcs8PrivateKey() : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    // Numbers that agree can still be no key, when a prime is none: then what one half signs does not verify with the other.
    private static bool IsPair(RSA rsa)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var signature = rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(privateKeyInfo, out var read);
            if (read == privateKeyInfo.Length && rsa.KeySize == bits) return new RsaKeyPair(rsa);
        }
        catch (CryptographicException)
        {
            // The class library has no way to say "not a key" but by throwing.
        }
        rsa.Dispose();
        return null;
    }
}
