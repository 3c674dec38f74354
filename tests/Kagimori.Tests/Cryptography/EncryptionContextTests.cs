using System.Text;
using CsCheck;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class EncryptionContextTests
{
    [Fact]
    public void None_and_an_empty_one_are_the_same()
    {
        Assert.True(EncryptionContext.TryCreate(null, out var none));
        Assert.True(EncryptionContext.TryCreate(new Dictionary<string, string>(), out var empty));
        Assert.Equal(EncryptionContext.Empty, none);
        Assert.Equal(none, empty);
    }

    [Fact]
    public void The_order_of_pairs_does_not_matter() =>
        Assert.Equal(Create(("a", "1"), ("b", "2")), Create(("b", "2"), ("a", "1")));

    [Fact]
    public void Where_a_name_ends_matters() => Assert.NotEqual(Create(("a", "bc")), Create(("ab", "c")));

    [Fact]
    public void Two_pairs_are_not_one() => Assert.NotEqual(Create(("a", "b"), ("c", "d")), Create(("a", "bcd")));

    [Fact]
    public void Case_matters() => Assert.NotEqual(Create(("A", "b")), Create(("a", "b")));

    [Fact]
    public void The_canonical_encoding_is_as_documented() => Assert.Equal(
        "00000002" + "00000001" + "61" + "00000002" + "6263" + "00000002" + "CE94" + "00000000",
        Convert.ToHexString(Create(("Δ", ""), ("a", "bc")).Canonical));

    [Fact]
    public void Names_are_in_the_order_of_their_UTF_8_bytes()
    {
        var context = Create(("\U00010000", "astral"), ("\uFFEE", "last of the plane"), ("\uD7FF", "before surrogates"), ("z", ""));
        Assert.Equal(["z", "\uD7FF", "\uFFEE", "\U00010000"], context.Pairs.ToArray().Select(pair => pair.Key));
    }

    [Fact]
    public void The_order_is_that_of_UTF_8_bytes_for_any_names() =>
        Gen.String.Array[2, 6].Sample(
            names =>
            {
                var pairs = names.Distinct().Where(IsWellFormed).ToDictionary(name => name, _ => "");
                Assert.True(EncryptionContext.TryCreate(pairs, out var context));
                var expected = pairs.Keys.Select(name => Convert.ToHexString(Encoding.UTF8.GetBytes(name))).Order(StringComparer.Ordinal);
                Assert.Equal(expected, context.Pairs.ToArray().Select(pair => Convert.ToHexString(Encoding.UTF8.GetBytes(pair.Key))));
            },
            iter: 500);

    // Written as numbers: half a character does not survive in an attribute.
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0x61, 0xDC00)]
    [InlineData(0xDC00, 0xD800)]
    [InlineData(0xD800, 0x61)]
    public void Half_a_character_is_refused(params int[] units)
    {
        var text = string.Concat(units.Select(unit => (char)unit));
        Assert.False(EncryptionContext.TryCreate(new Dictionary<string, string> { [text] = "" }, out _));
        Assert.False(EncryptionContext.TryCreate(new Dictionary<string, string> { [""] = text }, out _));
    }

    [Fact]
    public void A_value_is_found_by_its_name()
    {
        var context = Create(("a", "1"), ("b", "2"));
        Assert.True(context.TryGetValue("b", out var value));
        Assert.Equal("2", value);
        Assert.False(context.TryGetValue("B", out _));
    }

    internal static EncryptionContext Create(params (string Name, string Value)[] pairs)
    {
        Assert.True(EncryptionContext.TryCreate(pairs.ToDictionary(pair => pair.Name, pair => pair.Value), out var context));
        return context;
    }

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
