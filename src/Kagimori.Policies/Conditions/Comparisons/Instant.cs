namespace Kagimori.Policies;

/// <summary>Reads the date forms of policies into milliseconds since 1970: W3C dates and epoch seconds.</summary>
/// <remarks>
/// <c>YYYY</c>, <c>YYYY-MM</c>, <c>YYYY-MM-DD</c>, and with <c>Thh:mm[:ss[.s…]]</c> followed by <c>Z</c> or <c>±hh:mm</c>
/// (W3C NOTE-datetime); or seconds since the epoch with an optional fraction. Exactly four digits are a year.
/// </remarks>
internal static class Instant
{
    public static bool TryParse(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length == 4 || (text.Length > 4 && text[4] == '-')) return TryParseDate(text, ref milliseconds);
        return TryParseEpoch(text, ref milliseconds);
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, ref long milliseconds)
    {
        int month = 1, day = 1;
        if (!TryDigits(text, 0, 4, out var year) || year == 0) return false;
        if (text.Length > 4 && (!TryDigits(text, 5, 2, out month) || month is 0 or > 12)) return false;
        if (text.Length > 7 && (text[7] != '-' || !TryDigits(text, 8, 2, out day))) return false;
        if (day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        if (text.Length is not (4 or 7 or 10) && (text.Length < 16 || text[10] != 'T')) return false;
        milliseconds = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        return text.Length <= 10 || TryParseTime(text[11..], ref milliseconds);
    }

    private static bool TryParseTime(ReadOnlySpan<char> text, ref long milliseconds)
    {
        if (!TryDigits(text, 0, 2, out var hour) || hour > 23 || text[2] != ':' || !TryDigits(text, 3, 2, out var minute) || minute > 59) return false;
        var (at, second, fraction) = (5, 0, 0L);
        if (text.Length > 5 && text[5] == ':')
        {
            if (!TryDigits(text, 6, 2, out second) || second > 59) return false;
            at = 8;
            if (text.Length > 8 && text[8] == '.')
            {
                if (!TryFraction(text[9..], out fraction, out var used)) return false;
                at = 9 + used;
            }
        }
        if (!TryZone(text[at..], out var zoneMinutes)) return false;
        milliseconds += (((hour * 60L) + minute - zoneMinutes) * 60_000) + (second * 1000L) + fraction;
        return true;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!TryDigits(text, 1, 2, out var hour) || hour > 23 || !TryDigits(text, 4, 2, out var minute) || minute > 59) return false;
        minutes = (text[0] == '-' ? -1 : 1) * ((hour * 60) + minute);
        return true;
    }

    private static bool TryParseEpoch(ReadOnlySpan<char> text, ref long milliseconds)
    {
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length is 0 or > 15 || whole.ContainsAnyExceptInRange('0', '9')) return false;
        var fraction = 0L;
        if (point >= 0 && (!TryFraction(text[(point + 1)..], out fraction, out var used) || used != text.Length - point - 1)) return false;
        var seconds = 0L;
        foreach (var digit in whole) seconds = (seconds * 10) + (digit - '0');
        milliseconds = (negative ? -1 : 1) * ((seconds * 1000) + fraction);
        return true;
    }

    // Milliseconds from the first three of any number of digits.
    private static bool TryFraction(ReadOnlySpan<char> text, out long milliseconds, out int used)
    {
        milliseconds = 0;
        for (used = 0; used < text.Length && char.IsAsciiDigit(text[used]); used++)
            if (used < 3)
                milliseconds = (milliseconds * 10) + (text[used] - '0');
        for (var i = used; i < 3; i++) milliseconds *= 10;
        return used > 0;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, int at, int count, out int value)
    {
        value = 0;
        if (text.Length < at + count) return false;
        foreach (var c in text.Slice(at, count))
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = (value * 10) + (c - '0');
        }
        return true;
    }
}
