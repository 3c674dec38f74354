using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>The PKCS #8 PrivateKeyInfo of a key of a named curve, with the ECPrivateKey of RFC 5915 inside.</summary>
/// <remarks>
/// <code>
/// SEQUENCE { 0, { ecPublicKey, curve }, OCTET STRING { SEQUENCE { 1, OCTET STRING d, [0] curve, [1] BIT STRING point } } }
/// </code>
/// RFC 5915 lets the inner curve be left out, and the class library does; AWS KMS writes it, which the length of its data key pairs shows.
/// </remarks>
internal static class EcPrivateKeyInfo
{
    private const string EcPublicKeyOid = "1.2.840.10045.2.1";
    private static readonly Asn1Tag CurveTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag PointTag = new(TagClass.ContextSpecific, 1);

    /// <param name="d">The private key, as long as the curve's order.</param>
    /// <param name="point">The public key, an uncompressed point.</param>
    public static byte[] Encode(string curveOid, ReadOnlySpan<byte> d, ReadOnlySpan<byte> point)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        using (inner.PushSequence())
        {
            inner.WriteInteger(1);
            inner.WriteOctetString(d);
            using (inner.PushSequence(CurveTag)) inner.WriteObjectIdentifier(curveOid);
            using (inner.PushSequence(PointTag)) inner.WriteBitString(point);
        }
        var privateKey = inner.Encode();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer, curveOid);
            writer.WriteOctetString(privateKey);
        }
        CryptographicOperations.ZeroMemory(privateKey);
        inner.Reset();
        var encoded = writer.Encode();
        writer.Reset();
        return encoded;
    }

    /// <summary>The private key inside, or null when it is not one of this curve.</summary>
    public static byte[]? Decode(string curveOid, ReadOnlySpan<byte> privateKeyInfo)
    {
        try
        {
            var reader = new AsnReader(privateKeyInfo.ToArray(), AsnEncodingRules.DER);
            var outer = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            outer.ReadInteger();
            var algorithm = outer.ReadSequence();
            if (algorithm.ReadObjectIdentifier() != EcPublicKeyOid || algorithm.ReadObjectIdentifier() != curveOid) return null;
            var inner = new AsnReader(outer.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
            inner.ReadInteger();
            return inner.ReadOctetString();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The form in which a key is kept, from PKCS #8 in BER or DER as others write it: with or without the inner curve and the public key.</summary>
    /// <param name="size">The bytes of the curve's order, and of a coordinate.</param>
    /// <param name="pointOf">The public key of a private key, an uncompressed point; null when it is no private key of the curve.</param>
    /// <returns>Null when it is not a key of this named curve, or its public key is another's.</returns>
    public static byte[]? Normalize(string curveOid, int size, ReadOnlySpan<byte> privateKeyInfo, Func<byte[], byte[]?> pointOf)
    {
        if (PrivateKeyInfo.Open(privateKeyInfo, EcPublicKeyOid, curveOid) is not { } privateKey) return null;
        var d = new byte[size];
        try
        {
            var reader = new AsnReader(privateKey, AsnEncodingRules.BER);
            var inner = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            if (!inner.ReadInteger().IsOne || !TryReadScalar(inner, d)) return null;
            if (inner.HasData && inner.PeekTag().HasSameClassAndValue(CurveTag) && ReadAlone(inner.ReadSequence(CurveTag), static curve => curve.ReadObjectIdentifier()) != curveOid)
                return null;
            var stated = inner.HasData ? ReadAlone(inner.ReadSequence(PointTag), static point => point.ReadBitString(out _)) : null;
            inner.ThrowIfNotEmpty();
            return pointOf(d) is { } point && (stated is null || IsSamePoint(stated, point)) ? Encode(curveOid, d, point) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
            CryptographicOperations.ZeroMemory(d);
        }
    }

    // Some programs leave out zeros in front.
    private static bool TryReadScalar(AsnReader reader, Span<byte> d)
    {
        var octets = reader.ReadOctetString();
        var number = octets.AsSpan().TrimStart((byte)0);
        var fits = number.Length <= d.Length;
        if (fits) number.CopyTo(d[(d.Length - number.Length)..]);
        CryptographicOperations.ZeroMemory(octets);
        return fits;
    }

    private static T ReadAlone<T>(AsnReader reader, Func<AsnReader, T> read)
    {
        var value = read(reader);
        reader.ThrowIfNotEmpty();
        return value;
    }

    // SEC 1 section 2.3.3: 04 is followed by both coordinates, 02 and 03 by x alone, 06 and 07 by both; the odd ones say that y is odd.
    private static bool IsSamePoint(ReadOnlySpan<byte> stated, ReadOnlySpan<byte> point)
    {
        if (stated.Length == 0) return false;
        var parity = point[^1] & 1;
        var x = point[..(1 + (point.Length - 1) / 2)];
        return stated[0] switch
        {
            0x04 => stated.SequenceEqual(point),
            0x02 or 0x03 => stated[0] == 0x02 + parity && stated[1..].SequenceEqual(x[1..]),
            0x06 or 0x07 => stated[0] == 0x06 + parity && stated[1..].SequenceEqual(point[1..]),
            _ => false,
        };
    }

    /// <summary>The SubjectPublicKeyInfo of a point.</summary>
    public static byte[] EncodePublicKey(string curveOid, ReadOnlySpan<byte> point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, curveOid);
            writer.WriteBitString(point);
        }
        return writer.Encode();
    }

    /// <summary>The point of a SubjectPublicKeyInfo, or null when it is not one of this curve.</summary>
    public static byte[]? DecodePublicKey(string curveOid, ReadOnlySpan<byte> publicKeyInfo)
    {
        try
        {
            var reader = new AsnReader(publicKeyInfo.ToArray(), AsnEncodingRules.DER);
            var outer = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var algorithm = outer.ReadSequence();
            if (algorithm.ReadObjectIdentifier() != EcPublicKeyOid || algorithm.ReadObjectIdentifier() != curveOid) return null;
            return outer.ReadBitString(out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string curveOid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(EcPublicKeyOid);
            writer.WriteObjectIdentifier(curveOid);
        }
    }
}
