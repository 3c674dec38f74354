namespace Kagimori.Cryptography;

/// <summary>The content of a ciphertext blob that an external key store proxy encrypted, as spans into it.</summary>
/// <remarks>
/// <code>
///  bytes
///      1  m, length of the proxy's metadata: 0 to 20
///      m  metadata
///      1  v, length of the iv: 12 or 16
///      v  iv
///     16  tag
///      …  ciphertext: a whole ciphertext blob of the KMS key's own material, encrypted under the external key
/// </code>
/// </remarks>
internal readonly ref struct ExternalContent
{
    public const int LargestMetadata = 20;
    public const int TagSize = 16;

    private const int ShortIv = 12;
    private const int LongIv = 16;

    public required ReadOnlySpan<byte> Metadata { get; init; }

    public required ReadOnlySpan<byte> Iv { get; init; }

    public required ReadOnlySpan<byte> Tag { get; init; }

    /// <summary>At least one byte.</summary>
    public required ReadOnlySpan<byte> Ciphertext { get; init; }

    public int Size => 1 + Metadata.Length + 1 + Iv.Length + Tag.Length + Ciphertext.Length;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out ExternalContent content)
    {
        content = default;
        if (bytes.IsEmpty || bytes[0] > LargestMetadata || bytes.Length < 2 + bytes[0]) return false;
        var metadata = bytes.Slice(1, bytes[0]);
        bytes = bytes[(1 + metadata.Length)..];
        if (bytes[0] is not (ShortIv or LongIv) || bytes.Length <= 1 + bytes[0] + TagSize) return false;
        var iv = bytes.Slice(1, bytes[0]);
        bytes = bytes[(1 + iv.Length)..];
        content = new ExternalContent { Metadata = metadata, Iv = iv, Tag = bytes[..TagSize], Ciphertext = bytes[TagSize..] };
        return true;
    }

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        destination[0] = (byte)Metadata.Length;
        Metadata.CopyTo(destination[1..]);
        destination = destination[(1 + Metadata.Length)..];
        destination[0] = (byte)Iv.Length;
        Iv.CopyTo(destination[1..]);
        destination = destination[(1 + Iv.Length)..];
        Tag.CopyTo(destination);
        Ciphertext.CopyTo(destination[Tag.Length..]);
    }
}
