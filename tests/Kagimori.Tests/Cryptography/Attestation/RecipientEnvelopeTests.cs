using System.Security.Cryptography;
using Kagimori.Cryptography.Attestation;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;

namespace Kagimori.Tests.Cryptography.Attestation;

/// <summary>Answers for a recipient, opened by others: by BouncyCastle, and in the steps of the AWS Nitro Enclaves SDK.</summary>
public sealed class RecipientEnvelopeTests : IDisposable
{
    private readonly RSA _recipient = SharedRsa.Open(3072);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(2_400)]
    [InlineData(70_000)]
    public void An_envelope_is_opened_by_others(int length)
    {
        var secret = RandomNumberGenerator.GetBytes(length);
        var envelope = Seal(secret);
        Assert.Equal(secret, Open(envelope, _recipient));
        Assert.Equal(secret, OpenLikeTheEnclavesSdk(envelope));
    }

    [Fact]
    public void An_envelope_names_its_algorithms_and_its_recipient()
    {
        var envelope = new CmsEnvelopedData(Seal("secret"u8));
        Assert.Equal("2.16.840.1.101.3.4.1.42", envelope.EncryptionAlgOid);
        var recipient = Assert.IsType<KeyTransRecipientInformation>(Assert.Single(envelope.GetRecipientInfos().GetRecipients()));
        Assert.Equal("1.2.840.113549.1.1.7", recipient.KeyEncryptionAlgOid);
        Assert.Equal(SHA256.HashData(_recipient.ExportSubjectPublicKeyInfo()), recipient.RecipientID.SubjectKeyIdentifier[2..]);
    }

    [Fact]
    public void Each_envelope_has_a_key_and_an_iv_of_its_own()
    {
        var first = Seal("secret"u8);
        var second = Seal("secret"u8);
        Assert.Equal(first.Length, second.Length);
        Assert.NotEqual(first[^26..], second[^26..]);
        using var other = SharedRsa.Open(3072, which: 2);
        Assert.ThrowsAny<Exception>(() => Open(first, other));
    }

    public void Dispose() => _recipient.Dispose();

    /// <summary>Opens an envelope with BouncyCastle.</summary>
    internal static byte[] Open(byte[] envelope, RSA recipient)
    {
        var recipients = new CmsEnvelopedData(envelope).GetRecipientInfos().GetRecipients();
        return Assert.Single(recipients).GetContent(PrivateKeyFactory.CreateKey(recipient.ExportPkcs8PrivateKey()));
    }

    private byte[] Seal(ReadOnlySpan<byte> secret) => RecipientEnvelope.Seal(_recipient.ExportSubjectPublicKeyInfo(), secret, Kagimori.Cryptography.RandomSource.Secure);

    // The SDK (aws-nitro-enclaves-sdk-c, cms.c) steps into what has an indefinite length and takes the rest whole, so that an envelope in
    // DER would be lost to it.
    private byte[] OpenLikeTheEnclavesSdk(byte[] envelope)
    {
        var rest = envelope.AsSpan();
        StepInto(ref rest, 0x30);
        Assert.Equal("2A864886F70D010703", Convert.ToHexString(Take(ref rest, 0x06)));
        StepInto(ref rest, 0xA0);
        StepInto(ref rest, 0x30);
        Assert.Equal([2], Take(ref rest, 0x02).ToArray());
        var recipients = Take(ref rest, 0x31);
        var recipient = Take(ref recipients, 0x30);
        Assert.Equal([2], Take(ref recipient, 0x02).ToArray());
        Assert.Equal(32, Take(ref recipient, 0x80).Length);
        Take(ref recipient, 0x30);
        var key = _recipient.Decrypt(Take(ref recipient, 0x04), RSAEncryptionPadding.OaepSHA256);
        StepInto(ref rest, 0x30);
        Assert.Equal("2A864886F70D010701", Convert.ToHexString(Take(ref rest, 0x06)));
        var algorithm = Take(ref rest, 0x30);
        Assert.Equal("60864801650304012A", Convert.ToHexString(Take(ref algorithm, 0x06)));
        var iv = Take(ref algorithm, 0x04);
        StepInto(ref rest, 0xA0);
        var content = Take(ref rest, 0x04);
        Assert.Equal(new byte[10], rest.ToArray());
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(content, iv);
    }

    private static void StepInto(ref Span<byte> rest, byte tag)
    {
        Assert.Equal([tag, 0x80], rest[..2].ToArray());
        rest = rest[2..];
    }

    private static Span<byte> Take(ref Span<byte> rest, byte tag)
    {
        Assert.Equal(tag, rest[0]);
        Assert.NotEqual(0x80, rest[1]);
        var lengthBytes = rest[1] < 0x80 ? 0 : rest[1] & 0x7F;
        var length = lengthBytes == 0 ? rest[1] : rest.Slice(2, lengthBytes).ToArray().Aggregate(0, (sum, next) => sum << 8 | next);
        var content = rest.Slice(2 + lengthBytes, length);
        rest = rest[(2 + lengthBytes + length)..];
        return content;
    }
}
