using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Federation;
using Kagimori.Tests.CustomKeyStores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kagimori.Tests.Federation;

/// <summary>An OpenID Connect provider on this machine: a real https server with a certificate of the tests' own authority. Its tokens are written by hand.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Host = "idp.example.com";
    public const string Url = $"{Host}/realms/test";
    public const string Issuer = $"https://{Url}";

    private readonly TestCertificates _certificates = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebApplication? _app;
    private int _fetches;

    /// <summary>Answers before the issuer does, when it answers true.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>The id of the RSA key; another one is a key that was rotated.</summary>
    public string RsaKeyId { get; set; } = "rsa-1";

    /// <summary>How often the key set was fetched.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public X509Certificate2Collection Roots => _certificates.Roots;

    /// <summary>The thumbprint of the intermediate authority, as a provider is given it.</summary>
    public string Thumbprint { get; private set; } = "";

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public string DiscoveredIssuer { get; set; } = Issuer;

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = issuer._certificates.IssueByIntermediate(Host, out var intermediate);
            https.ServerCertificateChain = [intermediate];
            issuer.Thumbprint = intermediate.Thumbprint;
        })));
        issuer._app = builder.Build();
        issuer._app.Run(issuer.AnswerAsync);
        await issuer._app.StartAsync();
        issuer.Address = new IPEndPoint(IPAddress.Loopback, new Uri(issuer._app.Urls.Single()).Port);
        return issuer;
    }

    /// <summary>How a service reaches the issuer.</summary>
    public OidcTransportSettings Settings(bool trusted = true) => new()
    {
        Timeout = TimeSpan.FromSeconds(30), AdditionalRoots = trusted ? Roots : [], Addresses = new Dictionary<string, IPEndPoint> { [Host] = Address },
    };

    /// <summary>A token of claims, signed; the times are relative to <paramref name="now"/>.</summary>
    public string Token(DateTimeOffset now, string algorithm = "RS256", Action<JsonObject>? change = null, Action<JsonObject>? changeHeader = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = algorithm[0] == 'E' ? "ec-1" : RsaKeyId };
        changeHeader?.Invoke(header);
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["sub"] = "user-7", ["aud"] = "client-1",
            ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var signed = $"{Base64(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64(Sign(algorithm, Encoding.ASCII.GetBytes(signed)))}";
    }

    public async Task StopAsync() => await _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _certificates.Dispose();
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    private byte[] Sign(string algorithm, byte[] data) => algorithm switch
    {
        "RS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS512" => _rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => _ecdsa.SignData(data, HashAlgorithmName.SHA256),
        // The public key taken for a shared secret: what a careless verifier accepts.
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), data),
        _ => [],
    };

    private async Task AnswerAsync(HttpContext http)
    {
        if (Instead is not null && await Instead(http)) return;
        http.Response.ContentType = "application/json";
        switch (http.Request.Path.Value)
        {
            case "/realms/test/.well-known/openid-configuration":
                await http.Response.WriteAsync(JsonSerializer.Serialize(new { issuer = DiscoveredIssuer, jwks_uri = $"{Issuer}/keys", scopes_supported = new[] { "openid" } }));
                break;
            case "/realms/test/keys":
                Interlocked.Increment(ref _fetches);
                await http.Response.WriteAsync(KeySet().ToJsonString());
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private JsonObject KeySet()
    {
        var (rsa, point) = (_rsa.ExportParameters(false), _ecdsa.ExportParameters(false).Q);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = RsaKeyId, ["n"] = Base64(rsa.Modulus!), ["e"] = Base64(rsa.Exponent!) },
                new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["kid"] = "ec-1", ["crv"] = "P-256", ["x"] = Base64(point.X!), ["y"] = Base64(point.Y!) }),
        };
    }

    private static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
