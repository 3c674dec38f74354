using System.Text;
using CsCheck;
using Kagimori.Storage;

namespace Kagimori.Tests.Storage;

public sealed class Utf8OrderTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
            Gen.Int[1, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF], Gen.Int[0xD7FE, 0xD7FF], Gen.Int[0xFFFE, 0x10001], Gen.Int[0x10FFFE, 0x10FFFF])
        .Array[0, 6].Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString())));

    [Fact]
    public void A_text_has_a_prefix_exactly_when_it_is_between_the_prefix_and_what_is_after_it() =>
        Gen.Select(Text, Text, Gen.Bool).Sample((prefix, rest, joined) =>
        {
            var text = joined ? prefix + rest : rest;
            var after = Utf8Order.AfterPrefix(prefix);
            var between = Utf8Order.Compare(text, prefix) >= 0 && (after is null || Utf8Order.Compare(text, after) < 0);
            Assert.Equal(text.StartsWith(prefix, StringComparison.Ordinal), between);
        });

    [Fact]
    public void Well_formed_is_what_survives_UTF8() =>
        Gen.Char.Array[0, 5].Select(chars => new string(chars)).Sample(text =>
            Assert.Equal(
                Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text && !text.Contains('\0'),
                Utf8Order.IsWellFormed(text)));
}
