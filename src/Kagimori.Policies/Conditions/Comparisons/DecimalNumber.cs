namespace Kagimori.Policies;

/// <summary>A decimal number of any length, compared digit by digit.</summary>
/// <remarks>Optional sign, digits with at most one point, optional exponent. <c>-0</c> equals <c>0</c>.</remarks>
internal readonly struct DecimalNumber : IComparable<DecimalNumber>
{
    private readonly string _text;
    private readonly int _first, _end, _magnitude;
    private readonly int _sign;

    private DecimalNumber(string text, int sign, int first, int end, int magnitude)
    {
        _text = text;
        _sign = sign;
        _first = first;
        _end = end;
        _magnitude = magnitude;
    }

    public static bool TryParse(string text, out DecimalNumber number)
    {
        number = default;
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        int point = -1, first = -1, digits = 0, start = at;
        for (; at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && point < 0)); at++)
        {
            if (text[at] == '.')
            {
                point = at;
                continue;
            }
            digits++;
            if (first < 0 && text[at] != '0') first = at;
        }
        var end = at;
        if (digits == 0 || !TryParseExponent(text.AsSpan(end), out var exponent)) return false;
        if (point < 0) point = end;
        var sign = first < 0 ? 0 : text[0] == '-' ? -1 : 1;
        // The power of ten just above the first significant digit.
        var magnitude = first < 0 ? 0 : (first < point ? point - first : point - first + 1) + exponent;
        number = new DecimalNumber(text, sign, first < 0 ? start : first, end, magnitude);
        return true;
    }

    public int CompareTo(DecimalNumber other)
    {
        if (_sign != other._sign) return _sign.CompareTo(other._sign);
        if (_sign == 0) return 0;
        var magnitude = _magnitude.CompareTo(other._magnitude);
        return _sign * (magnitude != 0 ? magnitude : CompareDigits(other));
    }

    private int CompareDigits(DecimalNumber other)
    {
        int mine = _first, theirs = other._first;
        while (mine < _end || theirs < other._end)
        {
            if (mine < _end && _text[mine] == '.') mine++;
            if (theirs < other._end && other._text[theirs] == '.') theirs++;
            var a = mine < _end ? _text[mine++] : '0';
            var b = theirs < other._end ? other._text[theirs++] : '0';
            if (a != b) return a < b ? -1 : 1;
        }
        return 0;
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty) return true;
        if (text[0] is not ('e' or 'E') || text.Length is < 2 or > 9) return false;
        var negative = text[1] == '-';
        var digits = text[(text[1] is '+' or '-' ? 2 : 1)..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return false;
        foreach (var digit in digits) exponent = (exponent * 10) + (digit - '0');
        if (negative) exponent = -exponent;
        return true;
    }
}
