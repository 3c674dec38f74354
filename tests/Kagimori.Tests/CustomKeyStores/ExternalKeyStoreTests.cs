using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kagimori.CustomKeyStores.Xks;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>The records of external key stores: their members, what must be unique, and what is secret.</summary>
public sealed class ExternalKeyStoreTests : IAsyncLifetime
{
    private const string AccessKeyId = "ABCDE234567ABCDE2345";
    private const string Service = "com.amazonaws.vpce.us-east-1.vpce-svc-example1";
    private static readonly string Secret = new('s', 43);

    private readonly TestCertificates _certificates = new();
    private LoopbackProxy _proxy = null!;

    [Fact]
    public async Task An_external_key_store_is_described_without_its_secret()
    {
        await using var service = await StartAsync();
        var id = (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("x"))).Succeeded()["CustomKeyStoreId"];
        var described = await service.DescribeAsync(id);
        Assert.Equal(["CustomKeyStoreId", "CustomKeyStoreName", "ConnectionState", "CreationDate", "CustomKeyStoreType", "XksProxyConfiguration"], described.Select(member => member.Key));
        Assert.Equal(
            $$"""{"Connectivity":"PUBLIC_ENDPOINT","AccessKeyId":"{{AccessKeyId}}","UriEndpoint":"https://xks.example.com","UriPath":"/kms/xks/v1"}""",
            described["XksProxyConfiguration"]!.ToJsonString());
        Assert.DoesNotContain(Secret, string.Concat(service.AuditRecords().Select(record => record.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain(AccessKeyId, string.Concat(service.AuditRecords().Select(record => record.ToJsonString())), StringComparison.Ordinal);
        (await service.KmsAsync("root", "GenerateRandom", new { NumberOfBytes = 1, CustomKeyStoreId = id })).Refused(
            "UnsupportedOperationException", "Custom key stores of type EXTERNAL_KEY_STORE do not generate random bytes.");
        (await service.KmsAsync("root", "CreateKey", new { Origin = "AWS_CLOUDHSM", CustomKeyStoreId = id })).Refused(
            "ValidationException", "Origin AWS_CLOUDHSM is not valid for a custom key store of type EXTERNAL_KEY_STORE.");
        (await service.KmsAsync("root", "DeleteCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
    }

    [Fact]
    public async Task Proxies_are_unique()
    {
        await using var service = await StartAsync();
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("a"))).Succeeded();
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("b", endpoint: "https://XKS.example.com"))).Refused(
            "XksProxyUriInUseException", "The XksProxyUriEndpoint and XksProxyUriPath are already associated with another external key store.");
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("b", path: "/b/kms/xks/v1"))).Succeeded();
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("c", path: "/c/kms/xks/v1", service: Service))).Refused(
            "XksProxyUriEndpointInUseException", "The XksProxyUriEndpoint is already associated with another external key store.");
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("c", "https://private.example.com", service: Service))).Succeeded();
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("d", "https://other.example.com", service: Service))).Refused(
            "XksProxyVpcEndpointServiceInUseException", "The VPC endpoint service is already associated with another external key store.");
        var all = (await service.KmsAsync("root", "DescribeCustomKeyStores", new { Limit = 2 })).Succeeded();
        Assert.True(all.Json["Truncated"]!.GetValue<bool>());
        var rest = (await service.KmsAsync("root", "DescribeCustomKeyStores", new { Limit = 2, Marker = all["NextMarker"] })).Succeeded();
        Assert.Equal(["a", "b", "c"], all.Json["CustomKeyStores"]!.AsArray().Concat(rest.Json["CustomKeyStores"]!.AsArray()).Select(NameOf).Order(StringComparer.Ordinal));
        var ofService = all.Json["CustomKeyStores"]!.AsArray().Concat(rest.Json["CustomKeyStores"]!.AsArray()).Single(store => NameOf(store) == "c")!;
        Assert.Equal((Service, TestService.Account), (
            ofService["XksProxyConfiguration"]!["VpcEndpointServiceName"]!.GetValue<string>(), ofService["XksProxyConfiguration"]!["VpcEndpointServiceOwner"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await using var service = await StartAsync();
        var id = (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("x"))).Succeeded()["CustomKeyStoreId"];
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, KeyStorePassword = "password" })).Refused(
            "ValidationException", "CloudHsmClusterId and KeyStorePassword are not valid for a custom key store of type EXTERNAL_KEY_STORE.");
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyConnectivity = "VPC_ENDPOINT_SERVICE" })).Refused(
            "ValidationException", "XksProxyUriEndpoint is required when XksProxyConnectivity is changed.");
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyUriPath = "/new/kms/xks/v1" })).Succeeded();
        Assert.Equal(
            $$"""{"Connectivity":"PUBLIC_ENDPOINT","AccessKeyId":"{{AccessKeyId}}","UriEndpoint":"https://xks.example.com","UriPath":"/new/kms/xks/v1"}""",
            (await service.DescribeAsync(id))["XksProxyConfiguration"]!.ToJsonString());
        (await service.KmsAsync("root", "UpdateCustomKeyStore", new { CustomKeyStoreId = id, XksProxyAuthenticationCredential = new { AccessKeyId = "short" } })).Refused(
            "ValidationException",
            "3 validation errors detected: Value at 'xksProxyAuthenticationCredential.accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 20; " +
            "Value at 'xksProxyAuthenticationCredential.accessKeyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[A-Z2-7]+$; " +
            "Value null at 'xksProxyAuthenticationCredential.rawSecretAccessKey' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task There_are_at_most_ten_key_stores()
    {
        await using var service = await StartAsync();
        for (var i = 0; i < 10; i++) (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore($"n{i}", path: $"/n{i}/kms/xks/v1"))).Succeeded();
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore("n10", path: "/n10/kms/xks/v1"))).Refused(
            "LimitExceededException", "An account can have at most 10 custom key stores in a Region.");
    }

    public async ValueTask InitializeAsync() => _proxy = await LoopbackProxy.StartAsync(_certificates, 200, Encoding.UTF8.GetBytes(XksTransportTests.Health));

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _certificates.Dispose();
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(TestService.SeedOf(null), configure: settings => settings with
    {
        XksTransport = new XksTransportSettings
        {
            Timeout = LoopbackProxy.Patience, AdditionalRoots = _certificates.Roots,
            Addresses = new Dictionary<string, IPEndPoint> { [TestCertificates.HostName] = _proxy.Address },
        },
    });

    private static string NameOf(JsonNode? store) => store!["CustomKeyStoreName"]!.GetValue<string>();

    private static Dictionary<string, object?> NewStore(string name, string endpoint = "https://xks.example.com", string path = "/kms/xks/v1", string? service = null) => new()
    {
        ["CustomKeyStoreName"] = name, ["CustomKeyStoreType"] = "EXTERNAL_KEY_STORE", ["XksProxyUriEndpoint"] = endpoint, ["XksProxyUriPath"] = path,
        ["XksProxyConnectivity"] = service is null ? "PUBLIC_ENDPOINT" : "VPC_ENDPOINT_SERVICE", ["XksProxyVpcEndpointServiceName"] = service,
        ["XksProxyAuthenticationCredential"] = new { AccessKeyId, RawSecretAccessKey = Secret },
    };
}
