using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Cryptography;

/// <summary>Whether the certificate of a server that this service calls is trusted, besides by the system's authorities.</summary>
internal static class ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // INVARIANT: an additional root replaces the system's trust in the issuer, never the check of host name, time or purpose.
    /// <summary>Whether the system trusts it, or one of the additional roots has issued it.</summary>
    public static bool ByRoots(X509Chain? presented, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || roots.Count == 0 || presented is not { ChainElements.Count: > 0 }) return false;
        using var chain = NewChain(presented);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        return chain.Build(presented.ChainElements[0].Certificate);
    }

    /// <summary>Whether a certificate with one of these SHA-1 thumbprints, in hexadecimal digits, has issued it; nobody else need be known.</summary>
    public static bool ByThumbprints(X509Chain? presented, SslPolicyErrors errors, IReadOnlyList<string> thumbprints)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || thumbprints.Count == 0 || presented is not { ChainElements.Count: > 0 }) return false;
        using var chain = NewChain(presented);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(presented.ChainElements[0].Certificate)
            && chain.ChainElements.Any(element => thumbprints.Contains(element.Certificate.Thumbprint, StringComparer.OrdinalIgnoreCase));
    }

    private static X509Chain NewChain(X509Chain presented)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain;
    }
}
