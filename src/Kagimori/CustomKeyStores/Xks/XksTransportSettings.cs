using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>How this service reaches external key store proxies.</summary>
public sealed record XksTransportSettings
{
    /// <summary>How long a whole call may take, its connection included. AWS KMS gives a proxy 250 milliseconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Certificate authorities that may have issued a proxy's certificate, besides those the system trusts.</summary>
    public X509Certificate2Collection AdditionalRoots { get; init; } = [];

    /// <summary>Where a proxy is, by its host name, if not where the name service says and at port 443. The certificate must be for the host name all the same.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> Addresses { get; init; } = new Dictionary<string, IPEndPoint>();
}
