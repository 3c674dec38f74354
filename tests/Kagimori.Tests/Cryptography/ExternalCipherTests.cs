using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class ExternalCipherTests : IDisposable
{
    private readonly KeyMaterial _key = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private readonly KeyMaterialId _id;

    public ExternalCipherTests() => _id = KeyMaterialId.Derive(_key, "111122223333", "key");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4300, 8192)]
    public void What_is_encrypted_opens_again(int length, int associatedLength)
    {
        var plaintext = RandomNumberGenerator.GetBytes(length);
        var associated = RandomNumberGenerator.GetBytes(associatedLength);
        var made = Encrypt(plaintext, associated);
        Assert.Equal((length, ExternalCipher.MetadataSize, 12, 16), (made.Ciphertext.Length, made.Metadata.Length, made.Iv.Length, made.Tag.Length));
        Assert.True(ExternalCipher.IsOf(_id, made.Metadata));
        Assert.Equal(plaintext, Open(made, associated));
    }

    [Fact]
    public void A_bit_changed_anywhere_does_not_open()
    {
        byte[] associated = [1, 2, 3];
        var made = Encrypt("plaintext"u8.ToArray(), associated);
        foreach (var part in new[] { made.Ciphertext, made.Metadata, made.Iv, made.Tag, associated })
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Null(Open(made, associated));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
        Assert.NotNull(Open(made, associated));
    }

    /// <summary>The end of the caller's associated data and the beginning of the metadata cannot change places.</summary>
    [Fact]
    public void Associated_data_that_runs_on_into_the_metadata_does_not_open()
    {
        var made = Encrypt("plaintext"u8.ToArray(), []);
        Assert.Null(Open(made, made.Metadata));
        Assert.Null(Open(made, [0]));
    }

    [Fact]
    public void Parts_of_other_sizes_do_not_open()
    {
        var made = Encrypt("plaintext"u8.ToArray(), []);
        Assert.Null(Open(made with { Iv = [.. made.Iv, 0, 0, 0, 0] }, []));
        Assert.Null(Open(made with { Tag = made.Tag[..12] }, []));
        Assert.Null(Open(made with { Metadata = [] }, []));
        Assert.False(ExternalCipher.IsOf(_id, []));
    }

    [Fact]
    public void Another_material_is_told_apart_by_the_metadata()
    {
        using var other = KeyMaterial.Random(32, RandomSource.Secure);
        var made = Encrypt("plaintext"u8.ToArray(), []);
        Assert.False(ExternalCipher.IsOf(KeyMaterialId.Derive(other, "111122223333", "key"), made.Metadata));
    }

    public void Dispose() => _key.Dispose();

    private Parts Encrypt(byte[] plaintext, byte[] associated)
    {
        var parts = new Parts(new byte[plaintext.Length], new byte[ExternalCipher.MetadataSize], new byte[12], new byte[16]);
        ExternalCipher.Encrypt(_key, _id, plaintext, associated, RandomSource.Secure, parts.Metadata, parts.Iv, parts.Ciphertext, parts.Tag);
        return parts;
    }

    private byte[]? Open(Parts parts, byte[] associated)
    {
        var plaintext = new byte[parts.Ciphertext.Length];
        return ExternalCipher.TryDecrypt(_key, parts.Ciphertext, associated, parts.Metadata, parts.Iv, parts.Tag, plaintext) ? plaintext : null;
    }

    private sealed record Parts(byte[] Ciphertext, byte[] Metadata, byte[] Iv, byte[] Tag);
}
