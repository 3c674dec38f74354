using System.Buffers;
using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>Encrypts callers' data under a backing key (SYMMETRIC_DEFAULT) into ciphertext blobs, and opens them.</summary>
/// <remarks>
/// Stateless and safe for concurrent use. The blob's header and the canonical encryption context are authenticated, so a
/// blob opens only under the material it names and with the context it was made with. See docs/ciphertext-blob.md.
/// </remarks>
public static class SymmetricCipher
{
    private const int StackLimit = 512;
    /// <summary>The ciphertext blob of <paramref name="plaintext"/>, 1 to <see cref="CiphertextBlob.MaximumPlaintextLength"/> bytes.</summary>
    public static byte[] Encrypt(
        KeyMaterial backingKey, KeyMaterialId id, EncryptionContext context, ReadOnlySpan<byte> plaintext, RandomSource random,
        CiphertextOrigin origin = CiphertextOrigin.Encrypt)
    {
        var messageKey = MessageKeys.ToEncrypt(backingKey, random);
        Span<byte> iv = stackalloc byte[MessageKey.IvSize];
        random.Fill(iv);
        return Seal(messageKey, id, context, plaintext, origin, iv);
    }

    /// <summary>Fills <paramref name="dataKey"/> with a new data key and returns its blob.</summary>
    public static byte[] GenerateDataKey(
        KeyMaterial backingKey, KeyMaterialId id, EncryptionContext context, Span<byte> dataKey, RandomSource random)
    {
        var messageKey = MessageKeys.ToEncrypt(backingKey, random);
        var length = MessageKey.IvSize + dataKey.Length;
        Span<byte> chance = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        chance = chance[..length];
        random.Fill(chance);
        chance[MessageKey.IvSize..].CopyTo(dataKey);
        CryptographicOperations.ZeroMemory(chance[MessageKey.IvSize..]);
        return Seal(messageKey, id, context, dataKey, CiphertextOrigin.GenerateDataKey, chance[..MessageKey.IvSize]);
    }

    /// <summary>Opens a blob under the material it names; the caller zeroes the plaintext when done with it.</summary>
    public static bool TryDecrypt(
        KeyMaterial backingKey, KeyMaterialId id, EncryptionContext context, in CiphertextBlob blob,
        out byte[] plaintext, out CiphertextFault fault)
    {
        plaintext = new byte[blob.PlaintextLength];
        if (TryDecrypt(backingKey, id, context, blob, plaintext, out fault)) return true;
        plaintext = [];
        return false;
    }

    /// <summary>As the other, into memory of exactly <see cref="CiphertextBlob.PlaintextLength"/> bytes.</summary>
    public static bool TryDecrypt(
        KeyMaterial backingKey, KeyMaterialId id, EncryptionContext context, in CiphertextBlob blob,
        Span<byte> plaintext, out CiphertextFault fault)
    {
        fault = CiphertextFault.Framing;
        if (blob.Scheme != CiphertextScheme.MessageKey) return false;
        fault = CiphertextFault.UnknownMaterial;
        if (blob.KeyMaterialId != id) return false;
        var content = blob.Content;
        var length = CiphertextBlob.HeaderSize + context.Canonical.Length;
        byte[]? pooled = null;
        var associated = (length <= StackLimit ? stackalloc byte[StackLimit] : pooled = ArrayPool<byte>.Shared.Rent(length))[..length];
        Associate(blob.Header, context, associated);
        var opened = MessageKeys.ToDecrypt(backingKey, blob.DerivationNonce)
            .TryDecrypt(content.Iv, content.Ciphertext, content.Tag, plaintext, associated);
        if (pooled is not null) ArrayPool<byte>.Shared.Return(pooled);
        fault = opened ? CiphertextFault.None : CiphertextFault.Authentication;
        return opened;
    }

    private static byte[] Seal(
        MessageKey messageKey, KeyMaterialId id, EncryptionContext context, ReadOnlySpan<byte> plaintext,
        CiphertextOrigin origin, ReadOnlySpan<byte> iv)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plaintext.Length, 1, nameof(plaintext));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, CiphertextBlob.MaximumPlaintextLength, nameof(plaintext));
        var blob = new byte[CiphertextBlob.SizeOf(plaintext.Length)];
        CiphertextBlob.Write(blob, origin, CiphertextScheme.MessageKey, id, messageKey.Nonce, iv, out var ciphertext, out var tag);
        var length = CiphertextBlob.HeaderSize + context.Canonical.Length;
        byte[]? pooled = null;
        var associated = (length <= StackLimit ? stackalloc byte[StackLimit] : pooled = ArrayPool<byte>.Shared.Rent(length))[..length];
        Associate(blob.AsSpan(0, CiphertextBlob.HeaderSize), context, associated);
        messageKey.Encrypt(iv, plaintext, ciphertext, tag, associated);
        if (pooled is not null) ArrayPool<byte>.Shared.Return(pooled);
        return blob;
    }

    // The header has a fixed size, so its end and the context's beginning cannot be confused.
    private static void Associate(ReadOnlySpan<byte> header, EncryptionContext context, Span<byte> destination)
    {
        header.CopyTo(destination);
        context.Canonical.CopyTo(destination[header.Length..]);
    }
}
