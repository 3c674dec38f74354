using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Federation;

/// <summary>How this service reaches OpenID Connect providers.</summary>
public sealed record OidcTransportSettings
{
    /// <summary>How long fetching a provider's keys may take altogether. AWS gives a provider five seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Certificate authorities that may have issued a provider's certificate, besides those the system trusts.</summary>
    public X509Certificate2Collection AdditionalRoots { get; init; } = [];

    /// <summary>
    /// Where a host is, if not where the name service says. The only way to a provider in a private network: whoever may create a
    /// provider must not be able to make this service call any machine beside it.
    /// </summary>
    public IReadOnlyDictionary<string, IPEndPoint> Addresses { get; init; } = new Dictionary<string, IPEndPoint>();
}
