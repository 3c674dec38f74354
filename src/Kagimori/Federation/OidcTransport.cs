using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Kagimori.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Kagimori.Federation;

/// <summary>Fetches the keys of OpenID Connect providers: their discovery document, then the key set that it names, over HTTPS.</summary>
/// <remarks>
/// Safe for concurrent use. No redirect is followed, no proxy asked, nothing sent but the two requests, no answer read beyond its limit,
/// and no address called that is not public, unless the settings name it.
/// </remarks>
internal sealed class OidcTransport(OidcTransportSettings settings)
{
    /// <summary>The largest answer that is read, in bytes.</summary>
    public const int ResponseLimit = 256 * 1024;

    private const int HeaderLimitInKilobytes = 16;
    private const string Discovery = "/.well-known/openid-configuration";

    /// <param name="issuer">The issuer's URL: <c>https://…</c>.</param>
    /// <param name="thumbprints">Authorities that may have issued its certificate, besides those trusted.</param>
    public async Task<(OidcFault Fault, IReadOnlyList<SecurityKey> Keys)> FetchKeysAsync(string issuer, IReadOnlyList<string> thumbprints)
    {
        using var limit = new CancellationTokenSource(settings.Timeout);
        using var http = NewClient(thumbprints);
        try
        {
            using var discovery = JsonDocument.Parse(await GetAsync(http, new Uri(issuer.TrimEnd('/') + Discovery), limit.Token));
            if (KeySetOf(discovery.RootElement, issuer) is not { } address) return (OidcFault.NotUsable, []);
            var keys = new JsonWebKeySet(System.Text.Encoding.UTF8.GetString(await GetAsync(http, address, limit.Token))).GetSigningKeys();
            return (OidcFault.None, [.. keys]);
        }
        catch (OperationCanceledException)
        {
            return (OidcFault.NotReachable, []);
        }
        catch (HttpRequestException e)
        {
            return (FaultOf(e.HttpRequestError), []);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or ArgumentException)
        {
            return (OidcFault.NotUsable, []);
        }
    }

    private static OidcFault FaultOf(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => OidcFault.Certificate,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => OidcFault.NotReachable,
        _ => OidcFault.NotUsable,
    };

    // A document that speaks for another issuer is none.
    private static Uri? KeySetOf(JsonElement document, string issuer) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("issuer", out var claimed) && claimed.ValueKind == JsonValueKind.String && claimed.ValueEquals(issuer)
        && document.TryGetProperty("jwks_uri", out var keys) && keys.ValueKind == JsonValueKind.String
        && Uri.TryCreate(keys.GetString(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : null;

    private static async Task<byte[]> GetAsync(HttpMessageInvoker http, Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await http.SendAsync(request, cancel);
        if (response.StatusCode != HttpStatusCode.OK) throw new InvalidDataException("The answer is not 200.");
        using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[ResponseLimit + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length <= ResponseLimit ? buffer[..length] : throw new InvalidDataException("The answer is too long.");
    }

    private HttpMessageInvoker NewClient(IReadOnlyList<string> thumbprints) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = HeaderLimitInKilobytes,
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                ServerTrust.ByRoots(chain, errors, settings.AdditionalRoots) || ServerTrust.ByThumbprints(chain, errors, thumbprints),
        },
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            if (settings.Addresses.TryGetValue(host, out var address)) await socket.ConnectAsync(address, cancel);
            else
            {
                // Checked after the name was resolved: a public name can lead to a private address.
                var found = (await Dns.GetHostAddressesAsync(host, cancel)).Where(PublicAddress.IsOne).ToArray();
                if (found.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "The host has no public address.");
                await socket.ConnectAsync(found, port, cancel);
            }
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
