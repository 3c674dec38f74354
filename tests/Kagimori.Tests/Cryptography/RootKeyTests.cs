using CsCheck;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class RootKeyTests
{
    [Fact]
    public void What_it_wraps_it_unwraps()
    {
        using var root = RootKey.Generate(RandomSource.Secure);
        using var secret = new KeyMaterial("secret access key"u8);
        var wrapped = root.Wrap(secret, "access-key/AKIA");
        Assert.True(root.TryUnwrap(wrapped, "access-key/AKIA", out var unwrapped));
        Assert.True(secret.FixedTimeEquals(unwrapped));
    }

    [Fact]
    public void What_is_wrapped_for_one_owner_is_refused_to_another()
    {
        using var root = RootKey.Generate(RandomSource.Secure);
        var wrapped = root.Wrap("secret"u8, "row/1"u8);
        Assert.False(root.TryUnwrap(wrapped, "row/2", out var unwrapped));
        Assert.Null(unwrapped);
    }

    [Fact]
    public void Another_root_key_is_refused()
    {
        using var root = RootKey.Generate(RandomSource.Secure);
        using var other = RootKey.Generate(RandomSource.Secure);
        Assert.False(other.TryUnwrap(root.Wrap("secret"u8, "row"u8), "row", out _));
        Assert.NotEqual(root.CheckValue, other.CheckValue);
    }

    [Fact]
    public void Wrapping_twice_gives_two_texts()
    {
        using var root = RootKey.Generate(RandomSource.Secure);
        Assert.NotEqual(root.Wrap("secret"u8, "row"u8), root.Wrap("secret"u8, "row"u8));
    }

    [Fact]
    public void Every_flipped_bit_and_every_truncation_is_refused()
    {
        using var root = RootKey.Generate(RandomSource.Secure);
        var wrapped = root.Wrap("secret"u8, "row"u8);
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            var changed = (byte[])wrapped.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(root.TryUnwrap(changed, "row", out _));
        }
        for (var length = 0; length < wrapped.Length; length++) Assert.False(root.TryUnwrap(wrapped.AsSpan(0, length), "row", out _));
        Assert.False(root.TryUnwrap([.. wrapped, 0], "row", out _));
    }

    [Fact]
    public void Arbitrary_bytes_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => !Fixed().TryUnwrap(bytes, "row", out _), iter: 500);

    [Fact]
    public void Its_formats_are_those_documented()
    {
        using var root = Fixed();
        Assert.Equal("984d72054cddb1d76d847e0bf5cac741c2a492b77fb4d84b817e242e248361ca", root.CheckValue);
        var wrapped = Convert.FromBase64String("AUX1rZyIULQ3f/+mZMD6sHRrEzx2x9QFxcYu9wCItnsBGrKdNHXexrDGlfdBwC1DOoP6");
        Assert.True(root.TryUnwrap(wrapped, "owner/1", out var secret));
        using var revealed = secret.Reveal();
        Assert.Equal("secret"u8.ToArray(), revealed.Bytes.ToArray());
        using var derived = root.DeriveKey("session tokens");
        using var key = derived.Reveal();
        Assert.Equal("851262a99abf120da187b166c63147d0c33bdac025846d00c3c8b274a6cf7fd2", Convert.ToHexStringLower(key.Bytes));
    }

    [Fact]
    public void Keys_for_different_purposes_differ()
    {
        using var root = Fixed();
        using var one = root.DeriveKey("session tokens");
        using var other = root.DeriveKey("import tokens");
        Assert.False(one.FixedTimeEquals(other));
    }

    [Fact]
    public void A_root_key_of_another_length_is_misuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RootKey(new KeyMaterial(new byte[16]), RandomSource.Secure));

    internal static RootKey Fixed() => new(new KeyMaterial([.. Enumerable.Range(64, 32).Select(n => (byte)n)]), RandomSource.Secure);
}
