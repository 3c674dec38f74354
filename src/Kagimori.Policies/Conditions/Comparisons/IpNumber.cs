namespace Kagimori.Policies;

/// <summary>An IP address as a number. An IPv4-mapped IPv6 address stays IPv6 until <see cref="Unmapped"/>.</summary>
/// <remarks>Dotted decimal only for IPv4, leading zeros are decimal; RFC 4291 section 2.2 for IPv6, without zones.</remarks>
internal readonly record struct IpNumber(UInt128 Value, bool IsV6)
{
    public int Bits => IsV6 ? 128 : 32;

    /// <summary>The IPv4 address inside <c>::ffff:a.b.c.d</c>, or this address.</summary>
    public IpNumber Unmapped => IsV6 && Value >> 32 == 0xFFFF ? new IpNumber(Value & 0xFFFF_FFFF, false) : this;

    public static bool TryParse(ReadOnlySpan<char> text, out IpNumber ip)
    {
        if (text.Contains(':')) return TryParseV6(text, out ip);
        var parsed = TryParseV4(text, out var value);
        ip = new IpNumber(value, false);
        return parsed;
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        for (var octet = 0; octet < 4; octet++)
        {
            var dot = text.IndexOf('.');
            if (dot < 0 != (octet == 3)) return false;
            if (!TryDecimal(dot < 0 ? text : text[..dot], 255, out var number)) return false;
            value = (value << 8) | (uint)number;
            text = dot < 0 ? [] : text[(dot + 1)..];
        }
        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out IpNumber ip)
    {
        ip = default;
        var gap = text.IndexOf("::");
        UInt128 high = 0, low = 0;
        int highGroups, lowGroups = 0;
        if (gap < 0)
        {
            if (!TryGroups(text, out high, out highGroups) || highGroups != 8) return false;
        }
        else
        {
            if (!TryGroups(text[..gap], out high, out highGroups) || text[..gap].Contains('.')) return false;
            if (!TryGroups(text[(gap + 2)..], out low, out lowGroups) || highGroups + lowGroups > 7) return false;
            if (highGroups > 0) high <<= 16 * (8 - highGroups);
        }
        ip = new IpNumber(high | low, true);
        return true;
    }

    private static bool TryGroups(ReadOnlySpan<char> text, out UInt128 value, out int groups)
    {
        value = 0;
        groups = 0;
        if (text.IsEmpty) return true;
        while (groups < 8)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                if (!TryParseV4(group, out var tail)) return false;
                value = (value << 32) | tail;
                groups += 2;
                return groups <= 8;
            }
            if (group.Length is 0 or > 4 || !ushort.TryParse(group, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var number)) return false;
            value = (value << 16) | number;
            groups++;
            if (colon < 0) return true;
            text = text[(colon + 1)..];
        }
        return false;
    }

    public static bool TryDecimal(ReadOnlySpan<char> text, int max, out int value)
    {
        value = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return false;
        foreach (var digit in text)
        {
            value = (value * 10) + (digit - '0');
            if (value > max) return false;
        }
        return true;
    }
}
