using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class TotpTests
{
    /// <summary>RFC 6238, appendix B, the last six digits of its eight.</summary>
    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code)
    {
        using var seed = new KeyMaterial("12345678901234567890"u8);
        var step = Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(code, Totp.CodeAt(seed, step));
        Assert.True(Totp.IsCode(seed, step, code));
        Assert.False(Totp.IsCode(seed, step + 1, code));
        Assert.False(Totp.IsCode(seed, step, code[1..]));
    }

    /// <summary>RFC 4648, section 10.</summary>
    [Fact]
    public void Base32_is_that_of_the_standard()
    {
        Span<char> text = stackalloc char[8];
        Base32.Encode("fooba"u8, text);
        Assert.Equal("MZXW6YTB", text.ToString());
        Span<byte> bytes = stackalloc byte[5];
        Assert.True(Base32.TryDecode("MZXW6YTB", bytes));
        Assert.Equal("fooba", Encoding.ASCII.GetString(bytes));
        Assert.False(Base32.TryDecode("MZXW6YT1", bytes));
        Assert.False(Base32.TryDecode("MZXW6YT", bytes));
    }
}
