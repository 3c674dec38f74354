using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Kagimori.Cryptography;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>HTTPS to external key store proxies: one for the service, with the connections to all of them.</summary>
/// <remarks>
/// Safe for concurrent use. A call is made once: it must answer within the time allotted, so there is no time to try again, and the
/// caller's SDK does. No redirect is followed, no cookie kept, no answer read beyond its limit.
/// </remarks>
public sealed class XksTransport : IDisposable
{
    /// <summary>The largest answer that is read, in bytes: an Encrypt response to 4,300 bytes is a fifth of it.</summary>
    public const int ResponseLimit = 32 * 1024;

    private const int HeaderLimitInKilobytes = 16;
    private static readonly TimeSpan IdleConnection = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan OldestConnection = TimeSpan.FromMinutes(10);

    private readonly XksTransportSettings _settings;
    private readonly HttpMessageInvoker _http;

    public XksTransport(XksTransportSettings settings)
    {
        _settings = settings;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = HeaderLimitInKilobytes,
            PooledConnectionIdleTimeout = IdleConnection,
            // A connection that lives on would never notice that the host name has moved.
            PooledConnectionLifetime = OldestConnection,
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, _, chain, errors) => ServerTrust.ByRoots(chain, errors, settings.AdditionalRoots),
            },
        });
    }

    /// <summary>Sends a request and reads its answer whole. It ends by itself when the time allotted is over.</summary>
    internal async Task<XksReply> SendAsync(HttpRequestMessage request)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            return await ReadAsync(response.Content, limit.Token) is { } body
                ? new XksReply((int)response.StatusCode, body, XksFailure.None)
                : XksReply.Failed(XksFailure.InvalidResponse);
        }
        catch (OperationCanceledException)
        {
            return XksReply.Failed(XksFailure.TimedOut);
        }
        catch (HttpRequestException e)
        {
            return XksReply.Failed(FailureOf(e.HttpRequestError));
        }
        catch (IOException)
        {
            // The answer broke off.
            return XksReply.Failed(XksFailure.InvalidResponse);
        }
    }

    public void Dispose() => _http.Dispose();

    private static XksFailure FailureOf(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => XksFailure.Tls,
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => XksFailure.NotReachable,
        _ => XksFailure.InvalidResponse,
    };

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > ResponseLimit) return null;
        using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[ResponseLimit + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length > ResponseLimit ? null : buffer[..length];
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (_settings.Addresses.TryGetValue(context.DnsEndPoint.Host, out var address)) await socket.ConnectAsync(address, cancel);
            else await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
