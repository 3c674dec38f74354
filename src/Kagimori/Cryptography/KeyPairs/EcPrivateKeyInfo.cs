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
