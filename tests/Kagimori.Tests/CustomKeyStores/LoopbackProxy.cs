using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Identities;
using Kagimori.Tests.XksProxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>A real https server on this machine in a proxy's place, and the client that calls it.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    /// <summary>Long enough for a loaded machine; what must time out is given less.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly XksTransport _transport;

    private LoopbackProxy(WebApplication app, IPEndPoint address, X509Certificate2Collection roots, TimeSpan timeout, string hostName)
    {
        _app = app;
        Address = address;
        _transport = NewTransport(address, roots, timeout, hostName);
        Client = ClientOf(_transport, hostName: hostName);
    }

    public IPEndPoint Address { get; }

    public XksClient Client { get; }

    /// <param name="answer">Answers every request.</param>
    public static async Task<LoopbackProxy> StartAsync(
        RequestDelegate answer, X509Certificate2 certificate, X509Certificate2Collection roots, TimeSpan? timeout = null, string hostName = TestCertificates.HostName)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new LoopbackProxy(app, new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port), roots, timeout ?? Patience, hostName);
    }

    /// <summary>Starts one that gives the same answer to everything.</summary>
    public static Task<LoopbackProxy> StartAsync(TestCertificates certificates, int status, byte[] body, string contentType = "application/json") => StartAsync(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.Body.WriteAsync(body);
    }, certificates.Issue(), certificates.Roots);

    public static XksTransport NewTransport(
        IPEndPoint address, X509Certificate2Collection roots, TimeSpan? timeout = null, string hostName = TestCertificates.HostName) => new(new XksTransportSettings
        {
            Timeout = timeout ?? Patience, AdditionalRoots = roots, Addresses = new Dictionary<string, IPEndPoint> { [hostName] = address },
        });

    public static XksClient ClientOf(
        XksTransport transport, string secret = ProxyCaller.Secret, string prefix = ProxyCaller.Prefix, string hostName = TestCertificates.HostName) => new(
        transport,
        new XksProxyAddress(
            $"https://{hostName}", $"{prefix}/kms/xks/v1", Region.Parse(ProxyCaller.CallingRegion), ProxyCaller.AccessKeyId, new KeyMaterial(Encoding.UTF8.GetBytes(secret))),
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _app.DisposeAsync();
    }
}
