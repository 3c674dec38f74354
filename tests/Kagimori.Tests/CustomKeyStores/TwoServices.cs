using System.Net;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Tests.XksProxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>Two services against each other over TLS: one with an external key store, the other its proxy.</summary>
internal sealed class TwoServices : IAsyncDisposable
{
    public const string UriEndpoint = $"https://{TestCertificates.HostName}";
    public const string UriPath = $"{ProxyCaller.Prefix}/kms/xks/v1";

    private readonly TestCertificates _certificates = new();
    private LoopbackProxy? _server;

    private TwoServices(ProxyCaller proxy) => Proxy = proxy;

    /// <summary>The service with the external key.</summary>
    public ProxyCaller Proxy { get; }

    /// <summary>The service with the external key store, in the Region that the proxy expects.</summary>
    public TestService Service { get; private set; } = null!;

    /// <summary>Every body that went to the proxy.</summary>
    public List<string> Sent { get; } = [];

    public XksTransportSettings Transport => new()
    {
        Timeout = LoopbackProxy.Patience, AdditionalRoots = _certificates.Roots,
        Addresses = new Dictionary<string, IPEndPoint> { [TestCertificates.HostName] = _server!.Address },
    };

    public static async Task<TwoServices> StartAsync(string? proxyPolicy = null)
    {
        var both = new TwoServices(await ProxyCaller.StartAsync(proxyPolicy ?? TestService.Allow("kms:*")));
        both._server = await LoopbackProxy.StartAsync(both.AnswerAsync, both._certificates.Issue(), both._certificates.Roots);
        both.Service = await TestService.StartAsync(TestService.SeedOf(null), configure: settings => settings with { XksTransport = both.Transport });
        return both;
    }

    /// <summary>Calls the service with the external key store.</summary>
    public Task<TestAnswer> CallAsync(string operation, object request, string caller = "root") =>
        Service.KmsAsync(caller, operation, request, ProxyCaller.CallingRegion);

    public Task<TestAnswer> TryCreateStoreAsync(string secret = ProxyCaller.Secret, string path = UriPath, string connectivity = "PUBLIC_ENDPOINT") =>
        CallAsync("CreateCustomKeyStore", new Dictionary<string, object?>
        {
            ["CustomKeyStoreName"] = "outside", ["CustomKeyStoreType"] = "EXTERNAL_KEY_STORE", ["XksProxyUriEndpoint"] = UriEndpoint, ["XksProxyUriPath"] = path,
            ["XksProxyConnectivity"] = connectivity, ["XksProxyVpcEndpointServiceName"] = connectivity == "PUBLIC_ENDPOINT" ? null : "com.amazonaws.vpce.eu-central-1.vpce-svc-example1",
            ["XksProxyAuthenticationCredential"] = Credential(secret),
        });

    public async Task<string> CreateConnectedStoreAsync()
    {
        var id = (await TryCreateStoreAsync()).Succeeded()["CustomKeyStoreId"];
        await ConnectAsync(id);
        Assert.Equal("CONNECTED", (await DescribeStoreAsync(id))["ConnectionState"]!.GetValue<string>());
        return id;
    }

    public async Task ConnectAsync(string id)
    {
        (await CallAsync("ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await Service.RunDueAsync();
    }

    public async Task DisconnectAsync(string id)
    {
        (await CallAsync("DisconnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await Service.RunDueAsync();
    }

    public async Task<System.Text.Json.Nodes.JsonObject> DescribeStoreAsync(string id) =>
        (await CallAsync("DescribeCustomKeyStores", new { CustomKeyStoreId = id })).Succeeded().Json["CustomKeyStores"]![0]!.AsObject();

    public Task<TestAnswer> TryCreateKeyAsync(string storeId, string externalKeyId = ProxyCaller.KeyName) =>
        CallAsync("CreateKey", new { Origin = "EXTERNAL_KEY_STORE", CustomKeyStoreId = storeId, XksKeyId = externalKeyId });

    /// <returns>The key's ARN.</returns>
    public async Task<string> CreateKeyAsync() =>
        (await TryCreateKeyAsync(await CreateConnectedStoreAsync())).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();

    /// <summary>Ends the proxy; its address is nobody's then.</summary>
    public async Task StopProxyAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    public static object Credential(string secret) => new { ProxyCaller.AccessKeyId, RawSecretAccessKey = secret };

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        await Proxy.DisposeAsync();
        _certificates.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using (var reader = new StreamReader(http.Request.Body, leaveOpen: true))
        {
            var body = await reader.ReadToEndAsync();
            lock (Sent) Sent.Add($"{http.Request.GetEncodedPathAndQuery()} {body}");
        }
        http.Request.Body.Position = 0;
        await Proxy.Service.HandleAsync(http);
    }
}
