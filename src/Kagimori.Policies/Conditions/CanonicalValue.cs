using System.Globalization;

namespace Kagimori.Policies;

/// <summary>A value of a given type in the one form that AWS's policy simulator compares it in.</summary>
public static class CanonicalValue
{
    private static readonly long FirstMillisecond = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>False when the text is not a value of the type. Every text is a string, and a boolean: what is not <c>true</c> is false.</summary>
    public static bool TryOf(ConditionKeyType type, string text, out string canonical)
    {
        canonical = text;
        switch (type)
        {
            case ConditionKeyType.Numeric:
                if (!DecimalNumber.TryParse(text, out _)) return false;
                canonical = OfNumber(text);
                return true;
            case ConditionKeyType.Date:
                return TryOfDate(text, out canonical);
            case ConditionKeyType.IpAddress:
                return IpNumber.TryParse(text, out _);
            case ConditionKeyType.Binary:
                var bytes = new byte[text.Length];
                return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text;
            default:
                return true;
        }
    }

    // Milliseconds of universal time, which is also meant where no zone is told.
    private static bool TryOfDate(string text, out string canonical)
    {
        canonical = text;
        if (!Instant.TryParse(text, out var milliseconds) && !(text.Contains('T', StringComparison.Ordinal) && Instant.TryParse(text + "Z", out milliseconds))) return false;
        if (milliseconds >= FirstMillisecond && milliseconds <= LastMillisecond)
            canonical = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return true;
    }

    // The digits without leading zeros, and with an exponent only where there are no digits to stand for it.
    private static string OfNumber(string text)
    {
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = (exponentAt < 0 ? text : text[..exponentAt]).TrimStart('+', '-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        if (digits.Length == 0) digits = "0";
        var sign = text[0] == '-' && digits != "0" ? "-" : "";

        var power = digits.Length - 1 - scale;
        if (scale >= 0 && power >= -6)
        {
            if (scale == 0) return sign + digits;
            digits = digits.PadLeft(scale + 1, '0');
            return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
        }
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}E{power:+0;-0;+0}");
    }
}
