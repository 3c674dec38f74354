using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>What is too long for RSA alone, wrapped with the help of an AES key: CKM_RSA_AES_KEY_WRAP of PKCS #11.</summary>
/// <remarks>
/// <code>
/// RSAES-OAEP(AES key), as long as the modulus ‖ AES-KWP(secret), AES Key Wrap with Padding of RFC 5649 and SP 800-38F
/// </code>
/// </remarks>
internal static class RsaAesKeyWrap
{
    private const int Block = 8;

    /// <summary>The secret, for the caller to zero; null for whatever does not unwrap.</summary>
    /// <param name="oaep">RSAES_OAEP_SHA_1 or RSAES_OAEP_SHA_256, for the AES key.</param>
    public static byte[]? Unwrap(RsaKeyPair key, string oaep, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length <= key.ModulusSize || key.Decrypt(oaep, wrapped[..key.ModulusSize]) is not { } aesKey) return null;
        try
        {
            return UnwrapPadded(aesKey, wrapped[key.ModulusSize..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(aesKey);
        }
    }

    /// <summary>AES-KWP alone; null for whatever does not unwrap.</summary>
    internal static byte[]? UnwrapPadded(ReadOnlySpan<byte> aesKey, ReadOnlySpan<byte> wrapped)
    {
        if (aesKey.Length is not (16 or 24 or 32) || wrapped.Length < 2 * Block || wrapped.Length % Block != 0) return null;
        using var aes = Aes.Create();
        aes.SetKey(aesKey);
        try
        {
            return aes.DecryptKeyWrapPadded(wrapped);
        }
        catch (CryptographicException)
        {
            // The class library has no way to say this but by throwing; it goes no further than this frame.
            return null;
        }
    }
}
