namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What GetHealthStatus answers about a proxy and the key managers behind it.</summary>
internal sealed record XksHealthStatus
{
    public required int XksProxyFleetSize { get; init; }

    public required string XksProxyVendor { get; init; }

    public required string XksProxyModel { get; init; }

    public required string EkmVendor { get; init; }

    /// <summary>One to ten.</summary>
    public required IReadOnlyList<XksKeyManager> EkmFleetDetails { get; init; }
}

/// <summary>An external key manager.</summary>
internal sealed record XksKeyManager(string Id, string Model, string HealthStatus)
{
    public const string Active = "ACTIVE";

    /// <summary>Not well, but at work.</summary>
    public const string Degraded = "DEGRADED";
    public const string Unavailable = "UNAVAILABLE";
}
