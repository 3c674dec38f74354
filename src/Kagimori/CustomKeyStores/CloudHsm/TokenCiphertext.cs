using System.Security.Cryptography;
using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Pkcs11;

namespace Kagimori.CustomKeyStores.CloudHsm;

/// <summary>Ciphertext blobs that a key in a token has encrypted: the same frame, with AES-GCM under the key itself.</summary>
/// <remarks>See docs/ciphertext-blob.md. The blob's header and the encryption context are authenticated as in every other blob.</remarks>
internal static class TokenCiphertext
{
    public const int IvSize = CmsEncryptedData.IvSize;

    public static byte[] Seal(
        Pkcs11Session session, nuint key, KeyMaterialId id, CiphertextOrigin origin, EncryptionContext context, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext)
    {
        var blob = new byte[CiphertextBlob.SizeOf(plaintext.Length)];
        Span<byte> noNonce = stackalloc byte[CiphertextBlob.NonceSize];
        noNonce.Clear();
        CiphertextBlob.Write(blob, origin, CiphertextScheme.KeyInToken, id, noNonce, iv, out var ciphertext, out var tag);
        // Ciphertext and tag end the blob, one after the other.
        session.Encrypt(key, iv, Associate(blob, context), plaintext, blob.AsSpan(blob.Length - ciphertext.Length - tag.Length));
        return blob;
    }

    /// <summary>Null when the ciphertext is not one of this key and this context.</summary>
    /// <exception cref="Pkcs11Exception">The token has failed.</exception>
    public static byte[]? Open(Pkcs11Session session, nuint key, EncryptionContext context, ReadOnlySpan<byte> blob)
    {
        if (!CiphertextBlob.TryRead(blob, out var read) || read.Scheme != CiphertextScheme.KeyInToken) return null;
        var content = read.Content;
        var ciphertext = blob[^(content.Ciphertext.Length + content.Tag.Length)..];
        var opened = new byte[ciphertext.Length];
        try
        {
            var result = session.Decrypt(key, content.Iv, Associate(blob, context), ciphertext, opened);
            if (result == CkReturn.Ok) return opened[..content.Ciphertext.Length];
            if (IsRefusal(result) || (IsAmbiguous(result) && IsWorking(session, key))) return null;
            throw new Pkcs11Exception("C_Decrypt", result);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }

    private static bool IsRefusal(CkReturn result) =>
        result is CkReturn.EncryptedDataInvalid or CkReturn.EncryptedDataLenRange or CkReturn.AeadDecryptFailed;

    // SoftHSM and others answer a tag that does not verify with nothing better than "it failed".
    private static bool IsAmbiguous(CkReturn result) => result is CkReturn.GeneralError or CkReturn.FunctionFailed;

    // A token that opens what it has just sealed works: then it was the ciphertext that was wrong. If not, it throws.
    private static bool IsWorking(Pkcs11Session session, nuint key)
    {
        Span<byte> iv = stackalloc byte[IvSize];
        RandomSource.Secure.Fill(iv);
        ReadOnlySpan<byte> probe = "kagimori"u8;
        Span<byte> ciphertext = stackalloc byte[probe.Length + CmsEncryptedData.TagSize];
        Span<byte> opened = stackalloc byte[ciphertext.Length];
        session.Encrypt(key, iv, probe, probe, ciphertext);
        return session.Decrypt(key, iv, probe, ciphertext, opened) == CkReturn.Ok && opened[..probe.Length].SequenceEqual(probe);
    }

    private static byte[] Associate(ReadOnlySpan<byte> blob, EncryptionContext context) => [.. blob[..CiphertextBlob.HeaderSize], .. context.Canonical];
}
