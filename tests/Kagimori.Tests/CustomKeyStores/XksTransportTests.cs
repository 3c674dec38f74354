using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kagimori.CustomKeyStores.Xks;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>Certificates, time limits and connections, each against a real server.</summary>
public sealed class XksTransportTests : IDisposable
{
    internal const string Health =
        """{"xksProxyFleetSize":1,"xksProxyVendor":"v","xksProxyModel":"m","ekmVendor":"v","ekmFleetDetails":[{"id":"1","model":"m","healthStatus":"ACTIVE"}]}""";

    private static readonly XksRequestMetadata Metadata = new() { KmsOperation = "ConnectCustomKeyStore", KmsRequestId = "1" };
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task A_certificate_of_the_additional_authority_for_the_host_name_is_trusted() =>
        Assert.Equal(XksFailure.None, await CallAsync(_certificates.Issue(), _certificates.Roots));

    [Fact]
    public async Task Any_other_certificate_is_not()
    {
        using var others = new TestCertificates();
        Assert.Equal(XksFailure.Tls, await CallAsync(_certificates.Issue(), []));
        Assert.Equal(XksFailure.Tls, await CallAsync(_certificates.Issue(), others.Roots));
        Assert.Equal(XksFailure.Tls, await CallAsync(_certificates.Issue("other.example.com"), _certificates.Roots));
        Assert.Equal(XksFailure.Tls, await CallAsync(_certificates.IssueExpired(), _certificates.Roots));
    }

    [Fact]
    public async Task A_certificate_for_clients_is_no_proxys()
    {
        using var certificate = _certificates.IssueForClients();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var gaveUp = new SemaphoreSlim(1);
        var serving = ServeLateAsync(listener, certificate, gaveUp);
        using var transport = LoopbackProxy.NewTransport((IPEndPoint)listener.LocalEndpoint, _certificates.Roots);
        Assert.Equal(XksFailure.Tls, (await LoopbackProxy.ClientOf(transport).GetHealthStatusAsync(Metadata)).Failure);
        await serving;
    }

    [Fact]
    public async Task A_proxy_that_answers_too_late_has_timed_out()
    {
        using var gaveUp = new SemaphoreSlim(0);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var certificate = _certificates.Issue();
        var serving = ServeLateAsync(listener, certificate, gaveUp);
        using var transport = LoopbackProxy.NewTransport((IPEndPoint)listener.LocalEndpoint, _certificates.Roots, Short);
        Assert.Equal(XksFailure.TimedOut, (await LoopbackProxy.ClientOf(transport).GetHealthStatusAsync(Metadata)).Failure);
        gaveUp.Release();
        await serving;
    }

    [Fact]
    public async Task A_proxy_that_takes_a_connection_and_says_nothing_has_timed_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var transport = LoopbackProxy.NewTransport((IPEndPoint)listener.LocalEndpoint, _certificates.Roots, Short);
        Assert.Equal(XksFailure.TimedOut, (await LoopbackProxy.ClientOf(transport).GetHealthStatusAsync(Metadata)).Failure);
    }

    [Fact]
    public async Task Where_nobody_listens_nobody_is_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        using var transport = LoopbackProxy.NewTransport(address, _certificates.Roots);
        Assert.Equal(XksFailure.NotReachable, (await LoopbackProxy.ClientOf(transport).GetHealthStatusAsync(Metadata)).Failure);
    }

    [Fact]
    public async Task A_server_without_TLS_is_no_proxy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServePlainAsync(listener);
        using var transport = LoopbackProxy.NewTransport((IPEndPoint)listener.LocalEndpoint, _certificates.Roots);
        Assert.Equal(XksFailure.Tls, (await LoopbackProxy.ClientOf(transport).GetHealthStatusAsync(Metadata)).Failure);
        await serving;
    }

    [Fact]
    public async Task Calls_share_a_connection_and_a_redirect_is_not_followed()
    {
        var connections = new HashSet<string>();
        await using var proxy = await LoopbackProxy.StartAsync(http =>
        {
            lock (connections) connections.Add(http.Connection.Id);
            Assert.Equal((TestCertificates.HostName, "HTTP/1.1"), (http.Request.Host.ToString(), http.Request.Protocol));
            if (http.Request.Path != "/team-a/kms/xks/v1/health") http.Response.Redirect("/team-a/kms/xks/v1/health");
            return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Health)).AsTask();
        }, _certificates.Issue(), _certificates.Roots);
        for (var i = 0; i < 3; i++) Assert.Equal(XksFailure.None, (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure);
        Assert.Single(connections);
        Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.GetKeyMetadataAsync("k", Metadata)).Failure);
    }

    public void Dispose() => _certificates.Dispose();

    private static async Task<XksFailure> CallAsync(X509Certificate2 shown, X509Certificate2Collection roots)
    {
        using var certificate = shown;
        await using var proxy = await LoopbackProxy.StartAsync(http => http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Health)).AsTask(), certificate, roots);
        return (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure;
    }

    // Reads the request, and answers it rightly when the test says so: when the client has long given up, for example.
    private static async Task ServeLateAsync(TcpListener listener, X509Certificate2 certificate, SemaphoreSlim gaveUp)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(connection.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            var buffer = new byte[4096];
            await tls.ReadAtLeastAsync(buffer, 1);
            await gaveUp.WaitAsync();
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Health.Length}\r\n\r\n{Health}"));
        }
        catch (IOException)
        {
            // The client has closed the connection.
        }
    }

    private static async Task ServePlainAsync(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }
}
