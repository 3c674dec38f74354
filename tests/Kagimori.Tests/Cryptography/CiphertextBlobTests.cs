using System.Formats.Asn1;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class CiphertextBlobTests
{
    private const string FromAws =
        "AQIDAHj2R4mtaSrV3i4Yti1b1+CH7K+dDHdozvgyqIGbHQolLAEknPs6sjrMjPaSe0zpTN59AAAAfjB8BgkqhkiG9w0BBwagbzBtAgEAMGgGCSqGSIb3DQEHATAeBglghkgBZQMEAS4wEQQM"
        + "Tvnhmj6vG0/UHHY4AgEQgDvG5Yfoyt+NwnEO3BKpGbwModiOugQS10iWr8Vdpa/NM024pRAu8gNwr7MolqfYcYJTUqVnMXLQDEJKkQ==";

    [Fact]
    public void A_blob_made_by_AWS_reads()
    {
        Assert.True(CiphertextBlob.TryRead(Convert.FromBase64String(FromAws), out var blob));
        Assert.Equal(CiphertextOrigin.GenerateDataKey, blob.Origin);
        Assert.Equal("f64789ad692ad5de2e18b62d5bd7e087ecaf9d0c7768cef832a8819b1d0a252c", blob.KeyMaterialId.ToString());
        Assert.Equal("249cfb3ab23acc8cf6927b4ce94cde7d", Convert.ToHexStringLower(blob.DerivationNonce));
        Assert.Equal("4ef9e19a3eaf1b4fd41c7638", Convert.ToHexStringLower(blob.Content.Iv));
    }

    [Fact]
    public void Its_material_is_unknown_here()
    {
        using var material = new KeyMaterial(new byte[32]);
        Assert.True(CiphertextBlob.TryRead(Convert.FromBase64String(FromAws), out var blob));
        Assert.False(SymmetricCipher.TryDecrypt(material, default, EncryptionContext.Empty, blob, out byte[] _, out var fault));
        Assert.Equal(CiphertextFault.UnknownMaterial, fault);
    }

    [Fact]
    public void Our_blob_of_the_same_plaintext_length_differs_only_where_it_may()
    {
        var theirs = Convert.FromBase64String(FromAws);
        using var material = new KeyMaterial(new byte[32]);
        Assert.True(CiphertextBlob.TryRead(theirs, out var read));
        var ours = SymmetricCipher.GenerateDataKey(material, read.KeyMaterialId, EncryptionContext.Empty, new byte[read.PlaintextLength], RandomSource.Secure);
        Assert.Equal(theirs.Length, ours.Length);
        // derivation nonce, iv, and ciphertext with tag
        foreach (var range in (Range[])[38..54, 108..120, 125..]) theirs.AsSpan(range).CopyTo(ours.AsSpan(range));
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData(CiphertextOrigin.Encrypt, "AQICAH")]
    [InlineData(CiphertextOrigin.GenerateDataKey, "AQIDAH")]
    public void Its_base64_begins_as_clients_know_it(CiphertextOrigin origin, string prefix)
    {
        using var material = new KeyMaterial(new byte[32]);
        var blob = SymmetricCipher.Encrypt(material, default, EncryptionContext.Empty, "x"u8, RandomSource.Secure, origin);
        Assert.StartsWith(prefix, Convert.ToBase64String(blob), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_length_up_to_the_limit_is_written_and_read_as_strict_DER()
    {
        using var material = new KeyMaterial(new byte[32]);
        var random = new SeededRandom(1);
        var sizes = new HashSet<int>();
        for (var length = 1; length <= CiphertextBlob.MaximumPlaintextLength; length += length < 300 ? 1 : 97)
        {
            var bytes = SymmetricCipher.Encrypt(material, default, EncryptionContext.Empty, new byte[length], random);
            Assert.Equal(CiphertextBlob.SizeOf(length), bytes.Length);
            Assert.True(sizes.Add(bytes.Length));
            Assert.True(CiphertextBlob.TryRead(bytes, out var blob));
            Assert.Equal(length, blob.PlaintextLength);
            ReadWithAnotherParser(bytes.AsMemory(58), length);
        }
    }

    [Fact]
    public void Plaintexts_outside_the_limits_are_misuse()
    {
        using var material = new KeyMaterial(new byte[32]);
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricCipher.Encrypt(material, default, EncryptionContext.Empty, [], RandomSource.Secure));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SymmetricCipher.Encrypt(material, default, EncryptionContext.Empty, new byte[CiphertextBlob.MaximumPlaintextLength + 1], RandomSource.Secure));
    }

    private static void ReadWithAnotherParser(ReadOnlyMemory<byte> der, int length)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var contentInfo = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        Assert.Equal("1.2.840.113549.1.7.6", contentInfo.ReadObjectIdentifier());
        var encryptedData = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        Assert.Equal(0, encryptedData.ReadInteger());
        var info = encryptedData.ReadSequence();
        encryptedData.ThrowIfNotEmpty();
        Assert.Equal("1.2.840.113549.1.7.1", info.ReadObjectIdentifier());
        var algorithm = info.ReadSequence();
        Assert.Equal("2.16.840.1.101.3.4.1.46", algorithm.ReadObjectIdentifier());
        var parameters = algorithm.ReadSequence();
        Assert.Equal(12, parameters.ReadOctetString().Length);
        Assert.Equal(16, parameters.ReadInteger());
        Assert.Equal(length + 16, info.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0)).Length);
        info.ThrowIfNotEmpty();
    }
}
