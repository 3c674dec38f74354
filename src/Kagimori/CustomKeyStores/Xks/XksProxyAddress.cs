using Kagimori.Authentication;
using Kagimori.Cryptography;
using Kagimori.Identities;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>One external key store proxy as it is configured, and the credential to sign with.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
internal sealed class XksProxyAddress
{
    /// <param name="uriEndpoint">https:// and a host name.</param>
    /// <param name="uriPath">Begins with a slash and ends in /kms/xks/v1.</param>
    /// <param name="region">The Region of the key store, for which requests are signed.</param>
    public XksProxyAddress(string uriEndpoint, string uriPath, Region region, string accessKeyId, KeyMaterial secretAccessKey)
    {
        var endpoint = new Uri(uriEndpoint);
        Host = endpoint.Authority;
        Path = uriPath;
        Endpoint = endpoint;
        Signer = new RequestSigner(accessKeyId, secretAccessKey, region.ToString(), XksApi.SigningService);
    }

    /// <summary>The Host header.</summary>
    public string Host { get; }

    public string Path { get; }

    public Uri Endpoint { get; }

    public RequestSigner Signer { get; }
}
