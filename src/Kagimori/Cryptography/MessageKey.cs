using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>AES-256-GCM under a key that serves one message and is then zeroed.</summary>
/// <remarks>
/// The message key is derived from a parent key, a label and a fresh 16-byte nonce, so the parent may protect any number of
/// messages: no GCM key ever sees two. INVARIANT: one <see cref="AesGcm"/> serves one message on one thread; shared by two
/// threads it computes wrong outputs silently.
/// </remarks>
internal static class MessageKey
{
    public const int NonceSize = 16;
    public const int IvSize = 12;
    public const int TagSize = 16;

    public static void Encrypt(
        KeyMaterial parent, ReadOnlySpan<byte> label, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associatedData)
    {
        Span<byte> key = stackalloc byte[KeyDerivation.Size];
        try
        {
            KeyDerivation.Derive(parent, label, nonce, key);
            using var aes = new AesGcm(key, TagSize);
            aes.Encrypt(iv, plaintext, ciphertext, tag, associatedData);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>False when the tag does not verify; the destination is then zeros.</summary>
    public static bool TryDecrypt(
        KeyMaterial parent, ReadOnlySpan<byte> label, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        Span<byte> key = stackalloc byte[KeyDerivation.Size];
        try
        {
            KeyDerivation.Derive(parent, label, nonce, key);
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(iv, ciphertext, tag, plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The class library has no way to say this but by throwing; it goes no further than this frame.
            CryptographicOperations.ZeroMemory(plaintext);
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
