namespace Kagimori.XksProxy;

/// <summary>Where a request to the proxy was sent.</summary>
/// <param name="ExternalKeyId">Null for GetHealthStatus.</param>
public sealed record XksProxyCall(XksProxyStore Store, string? ExternalKeyId);
