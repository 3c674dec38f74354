using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class ExternalContentTests
{
    private static readonly KeyMaterialId Id = new(SHA256.HashData("id"u8));

    [Theory]
    [InlineData(0, 12, 1)]
    [InlineData(20, 16, 4300)]
    public void What_is_written_reads_and_has_one_spelling(int metadata, int iv, int ciphertext)
    {
        byte[][] parts = [RandomNumberGenerator.GetBytes(metadata), RandomNumberGenerator.GetBytes(iv), RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(ciphertext)];
        var bytes = CiphertextBlob.WriteExternal(CiphertextOrigin.Encrypt, Id, new ExternalContent { Metadata = parts[0], Iv = parts[1], Tag = parts[2], Ciphertext = parts[3] });
        Assert.True(CiphertextBlob.TryRead(bytes, out var blob));
        Assert.Equal((CiphertextScheme.ExternalKey, Id), (blob.Scheme, blob.KeyMaterialId));
        Assert.Equal(CiphertextBlob.ExternalHeader(CiphertextOrigin.Encrypt, Id), blob.Header.ToArray());
        Assert.Equal(parts, [blob.External.Metadata.ToArray(), blob.External.Iv.ToArray(), blob.External.Tag.ToArray(), blob.External.Ciphertext.ToArray()]);
        Assert.Equal(bytes, CiphertextBlob.WriteExternal(CiphertextOrigin.Encrypt, blob.KeyMaterialId, blob.External));
    }

    [Fact]
    public void What_is_cut_short_or_has_other_sizes_does_not_read()
    {
        var content = new ExternalContent { Metadata = new byte[3], Iv = new byte[12], Tag = new byte[16], Ciphertext = new byte[1] };
        var bytes = new byte[content.Size];
        content.CopyTo(bytes);
        Assert.True(ExternalContent.TryRead(bytes, out _));
        for (var length = 0; length < bytes.Length; length++) Assert.False(ExternalContent.TryRead(bytes.AsSpan(0, length), out _), $"{length}");
        foreach (var (at, value) in new (int, byte)[] { (0, 21), (0, 255), (4, 0), (4, 13), (4, 16) })
        {
            var changed = (byte[])bytes.Clone();
            changed[at] = value;
            Assert.False(ExternalContent.TryRead(changed, out _), $"{at}: {value}");
        }
    }
}
