using Kagimori.CustomKeyStores;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Which members of a request go with which type of custom key store.</summary>
internal static class KeyStoreMembers
{
    /// <summary>Refuses a request to create that lacks what its type needs, or has what only the other type takes.</summary>
    public static Refusal? CheckNew(CreateCustomKeyStoreRequest request, string type)
    {
        if (type == CustomKeyStoreType.CloudHsm)
        {
            if (request.CloudHsmClusterId is null || request.KeyStorePassword is null || request.TrustAnchorCertificate is null)
                return Refusals.Validation($"CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate are required for a custom key store of type {type}.");
            return HasXks(request) ? NotFor("XksProxy parameters", type) : null;
        }
        if (request.CloudHsmClusterId is not null || request.KeyStorePassword is not null || request.TrustAnchorCertificate is not null)
            return NotFor("CloudHsmClusterId, KeyStorePassword and TrustAnchorCertificate", type);
        if (request.XksProxyConnectivity is null || request.XksProxyAuthenticationCredential is null || request.XksProxyUriEndpoint is null || request.XksProxyUriPath is null)
            return Refusals.Validation(
                $"XksProxyConnectivity, XksProxyAuthenticationCredential, XksProxyUriEndpoint and XksProxyUriPath are required for a custom key store of type {type}.");
        return null;
    }

    /// <summary>Refuses an update that names what only the other type has.</summary>
    public static Refusal? CheckUpdate(UpdateCustomKeyStoreRequest request, string type)
    {
        if (type == CustomKeyStoreType.CloudHsm) return HasXks(request) ? NotFor("XksProxy parameters", type) : null;
        return request.KeyStorePassword is not null || request.CloudHsmClusterId is not null ? NotFor("CloudHsmClusterId and KeyStorePassword", type) : null;
    }

    private static bool HasXks(IXksProxyMembers request) =>
        request is not
        {
            XksProxyUriEndpoint: null, XksProxyUriPath: null, XksProxyVpcEndpointServiceName: null, XksProxyVpcEndpointServiceOwner: null,
            XksProxyAuthenticationCredential: null, XksProxyConnectivity: null,
        };

    private static Refusal NotFor(string members, string type) => Refusals.Validation($"{members} are not valid for a custom key store of type {type}.");
}
