using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>The PrivateKeyInfo of PKCS #8 (RFC 5208) as other programs write it: in BER or DER, with or without attributes.</summary>
internal static class PrivateKeyInfo
{
    private static readonly Asn1Tag Attributes = new(TagClass.ContextSpecific, 0);

    /// <summary>What its privateKey member holds, for the caller to zero; null when it is not a private key of this algorithm.</summary>
    /// <param name="parameters">The object identifier that the algorithm's parameters must be; null when they must be NULL or absent.</param>
    public static byte[]? Open(ReadOnlySpan<byte> bytes, string algorithm, string? parameters)
    {
        var copy = bytes.ToArray();
        try
        {
            var reader = new AsnReader(copy, AsnEncodingRules.BER);
            var outer = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            if (!outer.ReadInteger().IsZero) return null;
            var identifier = outer.ReadSequence();
            if (identifier.ReadObjectIdentifier() != algorithm) return null;
            if (parameters is not null && identifier.ReadObjectIdentifier() != parameters) return null;
            if (identifier.HasData) identifier.ReadNull();
            identifier.ThrowIfNotEmpty();
            var privateKey = outer.ReadOctetString();
            // Attributes say nothing about the key itself.
            if (outer.HasData) outer.ReadSetOf(skipSortOrderValidation: true, Attributes);
            outer.ThrowIfNotEmpty();
            return privateKey;
        }
        catch (AsnContentException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
