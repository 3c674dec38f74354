using System.Buffers.Binary;

namespace Kagimori.Cryptography;

/// <summary>The parts of a symmetric ciphertext blob, as spans into it.</summary>
/// <remarks>
/// <code>
///  offset  bytes
///       0      5  format: 01 02 02 00 78 (Encrypt) or 01 02 03 00 78 (GenerateDataKey)
///       5     32  key material id
///      37      1  scheme: 01 a message key derived from the material, 02 the key itself, in a token, 03 an external key
///      38     16  derivation nonce of the message key; zeros where nothing is derived
///      54      4  length of the rest, big-endian
///      58      …  CMS EncryptedData in DER: see <see cref="CmsEncryptedData"/>; of scheme 03 <see cref="ExternalContent"/>
/// </code>
/// INVARIANT: a blob that reads has exactly one spelling; writing its parts again gives the same bytes.
/// </remarks>
public readonly ref struct CiphertextBlob
{
    public const int HeaderSize = 54;
    public const int NonceSize = 16;

    /// <summary>The longest plaintext a blob may hold: Encrypt takes 4,096 bytes, the private part of a data key pair is shorter.</summary>
    public const int MaximumPlaintextLength = 8192;

    private const int SchemeAt = 37;
    private const int FramingSize = HeaderSize + 4;

    private CiphertextBlob(CiphertextOrigin origin, CiphertextScheme scheme, ReadOnlySpan<byte> header, CmsEncryptedData content, ExternalContent external)
    {
        Origin = origin;
        Scheme = scheme;
        Header = header;
        Content = content;
        External = external;
    }

    public CiphertextOrigin Origin { get; }

    public CiphertextScheme Scheme { get; }

    /// <summary>Everything before the length: authenticated together with the encryption context.</summary>
    public ReadOnlySpan<byte> Header { get; }

    public KeyMaterialId KeyMaterialId => new(Header.Slice(5, KeyMaterialId.Size));

    public ReadOnlySpan<byte> DerivationNonce => Header[^NonceSize..];

    public int PlaintextLength => Content.Ciphertext.Length;

    /// <summary>Set for every scheme but <see cref="CiphertextScheme.ExternalKey"/>.</summary>
    internal CmsEncryptedData Content { get; }

    /// <summary>Set for <see cref="CiphertextScheme.ExternalKey"/>.</summary>
    internal ExternalContent External { get; }

    /// <summary>The length of the blob of a plaintext.</summary>
    public static int SizeOf(int plaintextLength) => FramingSize + CmsEncryptedData.SizeOf(plaintextLength);

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CiphertextBlob blob) => TryRead(bytes, out blob, out _);

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CiphertextBlob blob, out CiphertextFault fault)
    {
        blob = default;
        fault = CiphertextFault.Framing;
        if (bytes.Length < FramingSize || !TryReadFormat(bytes, out var origin) || !TryReadScheme(bytes[SchemeAt], out var scheme)) return false;
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[HeaderSize..]) != (uint)(bytes.Length - FramingSize)) return false;
        var content = default(CmsEncryptedData);
        var external = default(ExternalContent);
        if (scheme == CiphertextScheme.ExternalKey)
        {
            if (!ExternalContent.TryRead(bytes[FramingSize..], out external)) return false;
        }
        else
        {
            fault = CiphertextFault.Der;
            if (!CmsEncryptedData.TryRead(bytes[FramingSize..], out content)) return false;
        }
        fault = CiphertextFault.None;
        blob = new CiphertextBlob(origin, scheme, bytes[..HeaderSize], content, external);
        return true;
    }

    /// <summary>Writes everything but ciphertext and tag, whose places it returns.</summary>
    internal static void Write(
        Span<byte> destination, CiphertextOrigin origin, CiphertextScheme scheme, KeyMaterialId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> iv,
        out Span<byte> ciphertext, out Span<byte> tag)
    {
        WriteHeader(destination, origin, scheme, id, nonce);
        var content = destination[FramingSize..];
        BinaryPrimitives.WriteInt32BigEndian(destination[HeaderSize..], content.Length);
        CmsEncryptedData.Write(content, iv, out ciphertext, out tag);
    }

    /// <summary>The blob of what an external key store proxy has encrypted.</summary>
    internal static byte[] WriteExternal(CiphertextOrigin origin, KeyMaterialId id, ExternalContent content)
    {
        var blob = new byte[FramingSize + content.Size];
        ExternalHeader(origin, id).CopyTo(blob, 0);
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(HeaderSize), content.Size);
        content.CopyTo(blob.AsSpan(FramingSize));
        return blob;
    }

    /// <summary>The header of a blob of <see cref="CiphertextScheme.ExternalKey"/>, which is authenticated with its content.</summary>
    internal static byte[] ExternalHeader(CiphertextOrigin origin, KeyMaterialId id)
    {
        var header = new byte[HeaderSize];
        WriteHeader(header, origin, CiphertextScheme.ExternalKey, id, new byte[NonceSize]);
        return header;
    }

    private static void WriteHeader(Span<byte> destination, CiphertextOrigin origin, CiphertextScheme scheme, KeyMaterialId id, ReadOnlySpan<byte> nonce)
    {
        Format(origin).CopyTo(destination);
        id.CopyTo(destination[5..]);
        destination[SchemeAt] = (byte)scheme;
        nonce.CopyTo(destination[38..HeaderSize]);
    }

    private static ReadOnlySpan<byte> Format(CiphertextOrigin origin) =>
        origin == CiphertextOrigin.Encrypt ? [1, 2, 2, 0, 0x78] : [1, 2, 3, 0, 0x78];

    private static bool TryReadScheme(byte value, out CiphertextScheme scheme)
    {
        scheme = (CiphertextScheme)value;
        return scheme is CiphertextScheme.MessageKey or CiphertextScheme.KeyInToken or CiphertextScheme.ExternalKey;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> bytes, out CiphertextOrigin origin)
    {
        origin = bytes[2] == 2 ? CiphertextOrigin.Encrypt : CiphertextOrigin.GenerateDataKey;
        return bytes[..5].SequenceEqual(Format(origin));
    }
}
