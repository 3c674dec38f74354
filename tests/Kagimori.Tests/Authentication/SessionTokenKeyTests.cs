using CsCheck;
using Kagimori.Authentication;
using Kagimori.Cryptography;
using Kagimori.Tests.Cryptography;

namespace Kagimori.Tests.Authentication;

public sealed class SessionTokenKeyTests
{
    [Fact]
    public void What_was_sealed_opens()
    {
        var key = new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(1)));
        var token = key.Seal("payload"u8, RandomSource.Secure);
        Assert.True(key.TryOpen(token, out var payload));
        Assert.Equal("payload"u8.ToArray(), payload);
    }

    [Fact]
    public void It_looks_like_a_token_of_AWS() =>
        Assert.StartsWith("FwoG", new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(1))).Seal("x"u8, RandomSource.Secure), StringComparison.Ordinal);

    [Fact]
    public void Its_format_is_that_documented()
    {
        var key = new SessionTokenKey(new KeyMaterial([.. Enumerable.Range(64, 32).Select(n => (byte)n)]));
        Assert.True(key.TryOpen("FwoGAd7YG0rNKyNMfSu5+DCsFlOkwUkhMNMAzhdFfo9bQ65CvyCrKskV6ms656KqaYfs0Azaz48n", out var payload));
        Assert.Equal("{\"exp\":1}"u8.ToArray(), payload);
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        var token = new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(1))).Seal("x"u8, RandomSource.Secure);
        Assert.False(new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(2))).TryOpen(token, out var payload));
        Assert.Null(payload);
    }

    [Fact]
    public void What_the_root_key_wrapped_is_no_token_even_under_the_same_key()
    {
        using var root = RootKeyTests.Fixed();
        var wrapped = root.Wrap("x"u8, []);
        Assert.False(new SessionTokenKey(root.Material).TryOpen(Convert.ToBase64String(wrapped), out _));
    }

    [Fact]
    public void Every_changed_character_is_refused()
    {
        var key = new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(1)));
        var token = key.Seal("payload!"u8, RandomSource.Secure);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in "AB=\n é")
            {
                if (token[i] != other) Assert.False(key.TryOpen(token[..i] + other + token[(i + 1)..], out _));
                Assert.False(key.TryOpen(token[..i] + other + token[i..], out _));
            }
            Assert.False(key.TryOpen(token[..i], out _));
        }
    }

    [Fact]
    public void Arbitrary_text_is_refused()
    {
        var key = new SessionTokenKey(KeyMaterial.Random(32, new SeededRandom(1)));
        Gen.String.Sample(text => !key.TryOpen(text, out _), iter: 2000);
        Gen.Byte.Array[0, 100].Sample(bytes => !key.TryOpen(Convert.ToBase64String([0x17, 0x0A, 0x06, 0x01, .. bytes]), out _), iter: 2000);
        Assert.False(key.TryOpen(new string('A', SessionTokenKey.MaximumTokenLength + 4), out _));
    }
}
