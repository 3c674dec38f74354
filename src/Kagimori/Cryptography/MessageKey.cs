using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>AES-256-GCM under a key derived from a parent key, a label and a 16-byte nonce.</summary>
/// <remarks>
/// INVARIANT: one instance serves one thread. An <see cref="AesGcm"/> that two threads share computes wrong outputs silently.
/// </remarks>
internal sealed class MessageKey : IDisposable
{
    public const int NonceSize = 16;
    public const int IvSize = 12;
    public const int TagSize = 16;

    private readonly byte[] _nonce;
    private readonly AesGcm _aes;

    /// <summary>Derives the key; its bytes live on in the cipher's own state alone, which the library zeroes.</summary>
    public MessageKey(KeyMaterial parent, ReadOnlySpan<byte> label, ReadOnlySpan<byte> nonce)
    {
        _nonce = nonce.ToArray();
        Parent = parent.Number;
        Span<byte> key = stackalloc byte[KeyDerivation.Size];
        try
        {
            KeyDerivation.Derive(parent, label, nonce, key);
            _aes = new AesGcm(key, TagSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The <see cref="KeyMaterial.Number"/> of the key it was derived from.</summary>
    public long Parent { get; }

    public ReadOnlySpan<byte> Nonce => _nonce;

    public void Encrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associatedData) =>
        _aes.Encrypt(iv, plaintext, ciphertext, tag, associatedData);

    /// <summary>False when the tag does not verify; the destination is then zeros.</summary>
    public bool TryDecrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        try
        {
            _aes.Decrypt(iv, ciphertext, tag, plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The class library has no way to say this but by throwing; it goes no further than this frame.
            CryptographicOperations.ZeroMemory(plaintext);
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();
}
