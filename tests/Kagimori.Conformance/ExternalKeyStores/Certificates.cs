using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Conformance.ExternalKeyStores;

/// <summary>A certificate authority of the tests' own, and the certificate of one server, as PEM files.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly TempFolder _files = new();

    public Certificates(string hostName)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=an authority of tests", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var root = authority.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(hostName);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(root, from, until, [1, 2, 3, 4]);

        RootFile = _files.Write("root.pem", root.ExportCertificatePem());
        CertificateFile = _files.Write("server.pem", certificate.ExportCertificatePem());
        KeyFile = _files.Write("server.key", key.ExportPkcs8PrivateKeyPem());
    }

    public string RootFile { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    public void Dispose() => _files.Dispose();
}
