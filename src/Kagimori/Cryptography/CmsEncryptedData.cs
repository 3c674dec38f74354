namespace Kagimori.Cryptography;

/// <summary>The CMS EncryptedData (RFC 5652 section 8, AES-GCM parameters of RFC 5084) inside a ciphertext blob.</summary>
/// <remarks>
/// <code>
/// SEQUENCE                                     ContentInfo
///   OID 1.2.840.113549.1.7.6                   encryptedData
///   [0] SEQUENCE                               EncryptedData
///     INTEGER 0
///     SEQUENCE                                 EncryptedContentInfo
///       OID 1.2.840.113549.1.7.1               data
///       SEQUENCE
///         OID 2.16.840.1.101.3.4.1.46          aes256-GCM
///         SEQUENCE { OCTET STRING (12) iv, INTEGER 16 }
///       [0] ciphertext ‖ tag
/// </code>
/// Read by comparison: everything but iv, ciphertext and tag follows from the ciphertext's length, so the reader writes what
/// must stand there and compares. Thus only the canonical DER is accepted, and there is no parser to get wrong.
/// </remarks>
internal readonly ref struct CmsEncryptedData
{
    public const int IvSize = 12;
    public const int TagSize = 16;

    private const int LargestFrame = 96;

    private CmsEncryptedData(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag)
    {
        Iv = iv;
        Ciphertext = ciphertext;
        Tag = tag;
    }

    public ReadOnlySpan<byte> Iv { get; }

    public ReadOnlySpan<byte> Ciphertext { get; }

    public ReadOnlySpan<byte> Tag { get; }

    // id-data, AlgorithmIdentifier up to the iv's own bytes; then the iv; then the tag length.
    private static ReadOnlySpan<byte> AlgorithmBeforeIv =>
    [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01,
        0x30, 0x1E, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2E,
        0x30, 0x11, 0x04, IvSize,
    ];

    private static ReadOnlySpan<byte> AlgorithmAfterIv => [0x02, 0x01, TagSize];

    private static ReadOnlySpan<byte> EncryptedDataOid => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06];

    private static ReadOnlySpan<byte> Version => [0x02, 0x01, 0x00];

    public static int SizeOf(int plaintextLength) => new Lengths(plaintextLength).Total;

    /// <summary>Writes all but ciphertext and tag; <paramref name="destination"/> is exactly as long as the encoding.</summary>
    public static void Write(Span<byte> destination, ReadOnlySpan<byte> iv, out Span<byte> ciphertext, out Span<byte> tag)
    {
        if (!TryPlaintextLength(destination.Length, out var plaintextLength)) throw new ArgumentException("No encoding has this length.", nameof(destination));
        var frame = WriteFrame(destination, plaintextLength, iv);
        ciphertext = destination.Slice(frame, plaintextLength);
        tag = destination[^TagSize..];
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CmsEncryptedData content)
    {
        content = default;
        if (!TryPlaintextLength(bytes.Length, out var plaintextLength)) return false;
        var frame = bytes.Length - plaintextLength - TagSize;
        // The iv stands at a fixed distance from the end of the frame: after it come the tag length and the [0] header.
        var ivAt = frame - Lengths.HeaderSize(plaintextLength + TagSize) - AlgorithmAfterIv.Length - IvSize;
        var iv = bytes.Slice(ivAt, IvSize);
        Span<byte> expected = stackalloc byte[LargestFrame];
        if (WriteFrame(expected, plaintextLength, iv) != frame || !bytes[..frame].SequenceEqual(expected[..frame])) return false;
        content = new CmsEncryptedData(iv, bytes.Slice(frame, plaintextLength), bytes[^TagSize..]);
        return true;
    }

    private static int WriteFrame(Span<byte> destination, int plaintextLength, ReadOnlySpan<byte> iv)
    {
        var lengths = new Lengths(plaintextLength);
        var at = 0;
        PutHeader(destination, ref at, 0x30, lengths.ContentInfo);
        Put(destination, ref at, EncryptedDataOid);
        PutHeader(destination, ref at, 0xA0, lengths.Explicit);
        PutHeader(destination, ref at, 0x30, lengths.EncryptedData);
        Put(destination, ref at, Version);
        PutHeader(destination, ref at, 0x30, lengths.EncryptedContentInfo);
        Put(destination, ref at, AlgorithmBeforeIv);
        Put(destination, ref at, iv);
        Put(destination, ref at, AlgorithmAfterIv);
        PutHeader(destination, ref at, 0x80, lengths.EncryptedContent);
        return at;
    }

    // Sizes grow with the plaintext and skip values where a DER length becomes longer: not every size has an encoding.
    private static bool TryPlaintextLength(int size, out int plaintextLength)
    {
        for (var frame = new Lengths(1).Frame; frame <= LargestFrame; frame++)
        {
            plaintextLength = size - frame - TagSize;
            if (plaintextLength < 1) break;
            if (plaintextLength <= CiphertextBlob.MaximumPlaintextLength && SizeOf(plaintextLength) == size) return true;
        }
        plaintextLength = 0;
        return false;
    }

    private static void Put(Span<byte> destination, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination[at..]);
        at += bytes.Length;
    }

    private static void PutHeader(Span<byte> destination, ref int at, byte tag, int length)
    {
        destination[at++] = tag;
        if (length > 0xFF)
        {
            destination[at++] = 0x82;
            destination[at++] = (byte)(length >> 8);
        }
        else if (length > 0x7F)
        {
            destination[at++] = 0x81;
        }
        destination[at++] = (byte)(length & 0xFF);
    }

    /// <summary>The lengths of the nested values for one plaintext length, innermost first.</summary>
    private readonly struct Lengths
    {
        public Lengths(int plaintextLength)
        {
            EncryptedContent = plaintextLength + TagSize;
            EncryptedContentInfo = AlgorithmBeforeIv.Length + IvSize + AlgorithmAfterIv.Length + HeaderSize(EncryptedContent) + EncryptedContent;
            EncryptedData = Version.Length + HeaderSize(EncryptedContentInfo) + EncryptedContentInfo;
            Explicit = HeaderSize(EncryptedData) + EncryptedData;
            ContentInfo = EncryptedDataOid.Length + HeaderSize(Explicit) + Explicit;
        }

        public int EncryptedContent { get; }

        public int EncryptedContentInfo { get; }

        public int EncryptedData { get; }

        public int Explicit { get; }

        public int ContentInfo { get; }

        public int Total => HeaderSize(ContentInfo) + ContentInfo;

        public int Frame => Total - EncryptedContent;

        public static int HeaderSize(int length) => length > 0xFF ? 4 : length > 0x7F ? 3 : 2;
    }
}
