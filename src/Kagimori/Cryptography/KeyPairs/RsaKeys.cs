using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>RSA key pairs of one modulus length.</summary>
internal sealed class RsaKeys(int bits) : KeyPairAlgorithm
{
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
