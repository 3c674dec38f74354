namespace Kagimori.Policies;

/// <summary>A CIDR block of a policy, or a single address.</summary>
/// <remarks>Host bits of an IPv4 network are masked away; an IPv6 network with host bits set is kept as written and so contains nothing.</remarks>
internal readonly record struct IpNetwork(IpNumber Address, UInt128 Mask)
{
    public static bool TryParse(string text, out IpNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IpNumber.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)) return false;
        var prefix = address.Bits;
        if (slash >= 0 && !IpNumber.TryDecimal(text.AsSpan(slash + 1), address.Bits, out prefix)) return false;
        var host = address.Bits - prefix;
        var mask = host == 128 ? 0 : UInt128.MaxValue << host;
        if (!address.IsV6) address = new IpNumber(address.Value & mask, false);
        network = new IpNetwork(address, mask);
        return true;
    }

    public bool Contains(IpNumber ip) => ip.IsV6 == Address.IsV6 && (ip.Value & Mask) == Address.Value;
}
