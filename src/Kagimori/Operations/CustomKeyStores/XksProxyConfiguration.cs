using Kagimori.CustomKeyStores;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The proxy of an external key store as it is described.</summary>
internal sealed record XksProxyConfiguration
{
    public required string Connectivity { get; init; }

    public required string AccessKeyId { get; init; }

    public required string UriEndpoint { get; init; }

    public required string UriPath { get; init; }

    public string? VpcEndpointServiceName { get; init; }

    public string? VpcEndpointServiceOwner { get; init; }

    public static XksProxyConfiguration Of(XksProxyRecord proxy) => new()
    {
        Connectivity = proxy.Connectivity,
        AccessKeyId = proxy.AccessKeyId,
        UriEndpoint = proxy.UriEndpoint,
        UriPath = proxy.UriPath,
        VpcEndpointServiceName = proxy.VpcEndpointServiceName,
        VpcEndpointServiceOwner = proxy.VpcEndpointServiceOwner,
    };
}
