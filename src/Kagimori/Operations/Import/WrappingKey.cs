using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.Keys;

namespace Kagimori.Operations.Import;

/// <summary>The key pairs under which callers send key material: of a key spec like any other, made by the same queue.</summary>
internal static class WrappingKey
{
    private const string RsaAes = "RSA_AES_KEY_WRAP_";
    private const string Oaep = "RSAES_OAEP_";

    public static KeyPairAlgorithm Of(Wrapping wrapping) =>
        KeySpec.Find(wrapping.KeySpec)?.KeyPairs ?? throw new ArgumentException("Not the key spec of a wrapping key.", nameof(wrapping));

    /// <summary>The key material, for the caller to zero; null when the bytes are not what this wrapping key wraps.</summary>
    public static byte[]? Unwrap(Wrapping wrapping, KeyMaterial privateKey, ReadOnlySpan<byte> wrapped)
    {
        using var pair = Of(wrapping).Open(privateKey);
        return pair is RsaKeyPair rsa && wrapping.Algorithm.StartsWith(RsaAes, StringComparison.Ordinal)
            ? RsaAesKeyWrap.Unwrap(rsa, Oaep + wrapping.Algorithm[RsaAes.Length..], wrapped)
            : pair.Decrypt(wrapping.Algorithm, wrapped);
    }
}
