using System.Security.Cryptography;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>The ciphertext data integrity value: it finds bits that flipped, and nothing malicious.</summary>
/// <remarks><code>SHA-256(additional authenticated data ‖ ciphertext metadata ‖ initialization vector ‖ ciphertext ‖ authentication tag)</code></remarks>
internal static class XksIntegrity
{
    public const string Algorithm = "SHA_256";

    public static byte[] Compute(
        ReadOnlySpan<byte> additionalAuthenticatedData, ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(additionalAuthenticatedData);
        hash.AppendData(metadata);
        hash.AppendData(iv);
        hash.AppendData(ciphertext);
        hash.AppendData(tag);
        return hash.GetHashAndReset();
    }
}
