using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>A certificate authority of the tests' own, and what it issues.</summary>
public sealed class TestCertificates : IDisposable
{
    public const string HostName = "xks.example.com";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _authority = NewAuthority();

    /// <summary>The authority as its clients know it, without its key.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_authority.RawData)];

    public X509Certificate2 Issue(string hostName = HostName, DateTimeOffset? until = null, string purpose = ServerAuthentication) =>
        IssueBy(_authority, hostName, until ?? Start.AddYears(50), purpose);

    private static X509Certificate2 IssueBy(X509Certificate2 authority, string hostName, DateTimeOffset until, string purpose)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var issued = request.Create(authority, Start, until, serial);
        using var keyed = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A certificate that an intermediate authority has issued; <paramref name="intermediate"/> is what the server sends with it.</summary>
    public X509Certificate2 IssueByIntermediate(string hostName, out X509Certificate2 intermediate)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an intermediate authority of tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        intermediate = request.Create(_authority, Start, Start.AddYears(55), [7]);
        using var keyed = intermediate.CopyWithPrivateKey(key);
        return IssueBy(keyed, hostName, Start.AddYears(50), ServerAuthentication);
    }

    public X509Certificate2 IssueForClients() => Issue(purpose: ClientAuthentication);

    public X509Certificate2 IssueExpired() => Issue(until: Start.AddYears(1));

    public void Dispose() => _authority.Dispose();

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static X509Certificate2 NewAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority of tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(Start, Start.AddYears(60));
    }
}
