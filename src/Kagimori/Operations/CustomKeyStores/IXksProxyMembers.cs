namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The members that describe an external key store proxy, in the requests that create and update a key store.</summary>
internal interface IXksProxyMembers
{
    string? XksProxyUriEndpoint { get; }

    string? XksProxyUriPath { get; }

    string? XksProxyVpcEndpointServiceName { get; }

    string? XksProxyVpcEndpointServiceOwner { get; }

    XksProxyAuthenticationCredential? XksProxyAuthenticationCredential { get; }

    string? XksProxyConnectivity { get; }
}
