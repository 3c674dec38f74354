using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kagimori.Conformance.ExternalKeyStores;

namespace Kagimori.Conformance.Identities;

/// <summary>OpenID Connect providers on this machine, one for each path: over TLS they tell the key that their tokens are signed with.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private const string Host = "idp.example.com";

    private readonly Certificates _certificates = new(Host);
    private readonly RSA _key = RSA.Create(2048);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public OidcIssuer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What tells a server to find the issuer here and to trust it.</summary>
    public string[] ServeArguments =>
        ["--oidc-provider-ca", _certificates.RootFile, "--oidc-provider-address", string.Create(CultureInfo.InvariantCulture, $"{Host}={_listener.LocalEndpoint}")];

    /// <summary>A token for a subject named "subject", for the audience "client", of the provider with this path.</summary>
    public string Token(string path)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new { iss = $"https://{Host}/{path}", sub = "subject", aud = "client", iat = now.ToUnixTimeSeconds(), exp = now.AddMinutes(30).ToUnixTimeSeconds() };
        var signed = $"{Encode(new { alg = "RS256", kid = "1" })}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _certificates.Dispose();
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(_certificates.CertificateFile, _certificates.KeyFile);
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                using var reader = new StreamReader(stream, Encoding.ASCII);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                var body = JsonSerializer.Serialize(Answer(path));
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
                await stream.ShutdownAsync();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private object Answer(string path)
    {
        var issuer = $"https://{Host}/{path.Split('/')[1]}";
        if (path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal)) return new { issuer, jwks_uri = $"{issuer}/keys" };
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } };
    }

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
