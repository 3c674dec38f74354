using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>A SoftHSM2 token in a folder of its own, and the configuration in which it stands for a CloudHSM cluster.</summary>
internal sealed class SoftHsmToken : IDisposable
{
    public const string ClusterId = "cluster-2a23b4cdefg";
    public const string Password = "kmsuserPassword1";

    private static readonly string[] Places =
    [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    private readonly TempFolder _folder = new();

    private SoftHsmToken()
    {
        var tokens = Directory.CreateDirectory(_folder.Of("tokens")).FullName;
        Environment = new Dictionary<string, string> { ["SOFTHSM2_CONF"] = _folder.Write("softhsm2.conf", $"directories.tokendir = {tokens}\nobjectstore.backend = file\n") };
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=customerCA", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        TrustAnchor = _folder.Write("customerCA.crt", certificate.ExportCertificatePem());
        var cluster = new { id = ClusterId, account = Demo.Account, region = Demo.Region, library = Library, token = "kms", trustAnchorCertificate = "customerCA.crt" };
        Clusters = _folder.Write("clusters.json", JsonSerializer.Serialize(new { clusters = new[] { cluster } }));
    }

    public static string? Library { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>What a process needs to see the token.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The file customerCA.crt.</summary>
    public string TrustAnchor { get; }

    /// <summary>The file for --cloudhsm-clusters.</summary>
    public string Clusters { get; }

    public static async Task<SoftHsmToken> CreateAsync()
    {
        Client.RequireSoftHsm();
        var token = new SoftHsmToken();
        var start = Command.StartInfo("softhsm2-util", "--init-token", "--free", "--label", "kms", "--so-pin", "12345678", "--pin", Password);
        foreach (var (name, value) in token.Environment) start.Environment[name] = value;
        (await Command.RunAsync(start)).Succeed();
        return token;
    }

    public void Dispose() => _folder.Dispose();
}
