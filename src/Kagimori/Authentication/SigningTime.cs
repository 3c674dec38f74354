using System.Globalization;
using Kagimori.Wire;

namespace Kagimori.Authentication;

/// <summary>The time at which a request says it was signed: an instant of whole seconds in UTC.</summary>
internal readonly record struct SigningTime(DateTime Value)
{
    /// <summary>The length of ISO 8601's basic format, yyyyMMddTHHmmssZ.</summary>
    public const int TextLength = 16;

    /// <summary>The day as the number yyyymmdd.</summary>
    public int Day => (Value.Year * 10000) + (Value.Month * 100) + Value.Day;

    /// <summary>Reads ISO 8601's basic format, and no other.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SigningTime time)
    {
        time = default;
        if (text.Length != TextLength || text[8] != 'T' || text[15] != 'Z') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[4..6], out var month) || !TryDigits(text[6..8], out var day)
            || !TryDigits(text[9..11], out var hour) || !TryDigits(text[11..13], out var minute) || !TryDigits(text[13..15], out var second)) return false;
        if (year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        time = new SigningTime(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc));
        return true;
    }

    /// <summary>Reads a Date header: the basic format or HTTP's own (RFC 9110 section 5.6.7, first form).</summary>
    public static bool TryParseDateHeader(ReadOnlySpan<char> text, out SigningTime time)
    {
        if (TryParse(text, out time)) return true;
        if (!DateTime.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)) return false;
        time = new SigningTime(value);
        return true;
    }

    /// <summary>Writes the basic format in ASCII.</summary>
    public void Format(Span<byte> destination)
    {
        AsciiDigits.Write(destination[..8], Day);
        destination[8] = (byte)'T';
        AsciiDigits.Write(destination[9..15], (((Value.Hour * 100) + Value.Minute) * 100) + Value.Second);
        destination[15] = (byte)'Z';
    }

    public override string ToString() => Value.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}
