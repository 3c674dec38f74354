namespace Kagimori.Cryptography;

/// <summary>The format of whatever is kept or handed out sealed under a key of the service itself.</summary>
/// <remarks>
/// <code>
///  offset  bytes
///       0      p  prefix: says what it is and in which version
///       p     16  derivation nonce
///    p+16     12  iv
///    p+28      n  ciphertext
///  p+28+n     16  tag
/// </code>
/// Associated data: prefix, nonce, then the owner. A label separates one kind of sealed bytes from another.
/// </remarks>
internal static class SealedBytes
{
    private const int Overhead = MessageKey.NonceSize + MessageKey.IvSize + MessageKey.TagSize;

    public static byte[] Seal(
        KeyMaterial key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> owner,
        RandomSource random)
    {
        var bytes = new byte[prefix.Length + Overhead + plaintext.Length];
        prefix.CopyTo(bytes);
        var rest = bytes.AsSpan(prefix.Length);
        random.Fill(rest[..(MessageKey.NonceSize + MessageKey.IvSize)]);
        Split(rest, out var nonce, out var iv, out var ciphertext, out var tag);
        using var messageKey = new MessageKey(key, label, nonce);
        messageKey.Encrypt(iv, plaintext, ciphertext, tag, Associate(bytes, prefix.Length, owner));
        return bytes;
    }

    /// <summary>The length of what is sealed inside, or -1 when there cannot be anything.</summary>
    public static int PlaintextLength(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> prefix)
    {
        var length = bytes.Length - prefix.Length - Overhead;
        return length >= 1 && bytes.StartsWith(prefix) ? length : -1;
    }

    /// <summary>Opens into memory of exactly <see cref="PlaintextLength"/> bytes.</summary>
    public static bool TryOpen(
        KeyMaterial key, ReadOnlySpan<byte> label, int prefixLength, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> owner, Span<byte> plaintext)
    {
        var rest = bytes[prefixLength..];
        var nonce = rest[..MessageKey.NonceSize];
        var iv = rest.Slice(MessageKey.NonceSize, MessageKey.IvSize);
        var ciphertext = rest[(MessageKey.NonceSize + MessageKey.IvSize)..^MessageKey.TagSize];
        using var messageKey = new MessageKey(key, label, nonce);
        return messageKey.TryDecrypt(iv, ciphertext, rest[^MessageKey.TagSize..], plaintext, Associate(bytes, prefixLength, owner));
    }

    private static void Split(Span<byte> rest, out Span<byte> nonce, out Span<byte> iv, out Span<byte> ciphertext, out Span<byte> tag)
    {
        nonce = rest[..MessageKey.NonceSize];
        iv = rest.Slice(MessageKey.NonceSize, MessageKey.IvSize);
        ciphertext = rest[(MessageKey.NonceSize + MessageKey.IvSize)..^MessageKey.TagSize];
        tag = rest[^MessageKey.TagSize..];
    }

    private static byte[] Associate(ReadOnlySpan<byte> bytes, int prefixLength, ReadOnlySpan<byte> owner) =>
        [.. bytes[..(prefixLength + MessageKey.NonceSize)], .. owner];
}
