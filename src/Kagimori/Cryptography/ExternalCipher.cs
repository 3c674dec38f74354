using System.Buffers.Binary;

namespace Kagimori.Cryptography;

/// <summary>Encrypts under a backing key for another KMS, whose external key it is: AES-256-GCM with its parts apart.</summary>
/// <remarks>
/// Stateless and safe for concurrent use. Every message has its own key, kept apart from those of
/// <see cref="SymmetricCipher"/> by its label. What leads back to that key travels as the ciphertext metadata that the External Key Store Proxy API allows:
/// <code>
///  offset  bytes
///       0      1  01
///       1      7  the first bytes of the key material id
///       8     12  derivation nonce
/// </code>
/// Associated data, as that API wants it: length of the caller's (2, big-endian) ‖ the caller's ‖ length of the metadata (1) ‖ metadata.
/// </remarks>
internal static class ExternalCipher
{
    public const int MetadataSize = 20;
    public const int IvSize = MessageKey.IvSize;
    public const int TagSize = MessageKey.TagSize;

    private const byte Version = 1;
    private const int NonceOffset = 8;
    private const int NonceSize = MetadataSize - NonceOffset;

    private static ReadOnlySpan<byte> Label => "kagimori external message key v1"u8;

    /// <summary>Encrypts; every destination has the size of what it takes.</summary>
    /// <param name="associatedData">The caller's, less than 65,536 bytes.</param>
    public static void Encrypt(
        KeyMaterial backingKey, KeyMaterialId id, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, RandomSource random,
        Span<byte> metadata, Span<byte> iv, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> chance = stackalloc byte[NonceSize + IvSize];
        Span<byte> idBytes = stackalloc byte[KeyMaterialId.Size];
        random.Fill(chance);
        id.CopyTo(idBytes);
        metadata[0] = Version;
        idBytes[..(NonceOffset - 1)].CopyTo(metadata[1..]);
        chance[..NonceSize].CopyTo(metadata[NonceOffset..]);
        chance[NonceSize..].CopyTo(iv);
        using var key = new MessageKey(backingKey, Label, metadata[NonceOffset..]);
        key.Encrypt(iv, plaintext, ciphertext, tag, Associate(associatedData, metadata));
    }

    /// <summary>Whether a ciphertext with this metadata can be one of this key material.</summary>
    public static bool IsOf(KeyMaterialId id, ReadOnlySpan<byte> metadata)
    {
        Span<byte> idBytes = stackalloc byte[KeyMaterialId.Size];
        id.CopyTo(idBytes);
        return metadata.Length == MetadataSize && metadata[0] == Version && metadata[1..NonceOffset].SequenceEqual(idBytes[..(NonceOffset - 1)]);
    }

    /// <summary>False when the tag does not verify or a part has another size than it was made with; the plaintext is then zeros.</summary>
    public static bool TryDecrypt(
        KeyMaterial backingKey, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        if (metadata.Length != MetadataSize || iv.Length != IvSize || tag.Length != TagSize) return false;
        using var key = new MessageKey(backingKey, Label, metadata[NonceOffset..]);
        return key.TryDecrypt(iv, ciphertext, tag, plaintext, Associate(associatedData, metadata));
    }

    private static byte[] Associate(ReadOnlySpan<byte> callers, ReadOnlySpan<byte> metadata)
    {
        var all = new byte[2 + callers.Length + 1 + metadata.Length];
        BinaryPrimitives.WriteUInt16BigEndian(all, checked((ushort)callers.Length));
        callers.CopyTo(all.AsSpan(2));
        all[2 + callers.Length] = (byte)metadata.Length;
        metadata.CopyTo(all.AsSpan(3 + callers.Length));
        return all;
    }
}
