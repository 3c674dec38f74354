namespace Kagimori.Policies;

/// <summary>IpAddress and NotIpAddress. A request address of the wrong form satisfies neither.</summary>
internal sealed class IpAddressTest : ValueTest
{
    private readonly IpNetwork[] _networks;

    public IpAddressTest(IReadOnlyList<string> values)
    {
        var networks = new List<IpNetwork>();
        foreach (var value in values)
            if (IpNetwork.TryParse(value, out var network))
                networks.Add(network);
        _networks = [.. networks];
        IsWellFormed = _networks.Length == values.Count;
    }

    public override bool IsWellFormed { get; }

    public override TestResult Test(string value, IConditionContext context)
    {
        if (!IpNumber.TryParse(value, out var ip)) return TestResult.RequestMalformed;
        ip = ip.Unmapped;
        foreach (var network in _networks)
            if (network.Contains(ip))
                return TestResult.Match;
        return TestResult.NoMatch;
    }
}
