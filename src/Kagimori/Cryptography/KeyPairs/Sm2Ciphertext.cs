using System.Formats.Asn1;
using System.Numerics;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An SM2 ciphertext between its plain form (04 ‖ x ‖ y ‖ hash ‖ text) and the DER of GB/T 35276 section 7.2.</summary>
/// <remarks>
/// <code>
/// SEQUENCE { INTEGER x, INTEGER y, OCTET STRING (32) hash, OCTET STRING text }
/// </code>
/// </remarks>
internal static class Sm2Ciphertext
{
    private const int Size = 32;

    public static byte[] Encode(ReadOnlySpan<byte> plain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(plain.Slice(1, Size), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(plain.Slice(1 + Size, Size), isUnsigned: true, isBigEndian: true));
            writer.WriteOctetString(plain.Slice(1 + 2 * Size, Size));
            writer.WriteOctetString(plain[(1 + 3 * Size)..]);
        }
        return writer.Encode();
    }

    /// <summary>Null when the bytes are not such DER.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> der)
    {
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var (x, y) = (sequence.ReadInteger(), sequence.ReadInteger());
            var (hash, text) = (sequence.ReadOctetString(), sequence.ReadOctetString());
            sequence.ThrowIfNotEmpty();
            if (hash.Length != Size || text.Length == 0) return null;
            var plain = new byte[1 + 3 * Size + text.Length];
            plain[0] = 0x04;
            if (!TryWrite(x, plain.AsSpan(1, Size)) || !TryWrite(y, plain.AsSpan(1 + Size, Size))) return null;
            hash.CopyTo(plain, 1 + 2 * Size);
            text.CopyTo(plain, 1 + 3 * Size);
            return plain;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static bool TryWrite(BigInteger value, Span<byte> destination)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > destination.Length) return false;
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(destination[(destination.Length - bytes.Length)..]);
        return true;
    }
}
