using System.Text.Json.Nodes;
using Kagimori.Keys;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>What tests on custom key stores do again and again.</summary>
internal static class KeyStores
{
    public const string Name = "store-1";

    public static async Task<TestService> StartAsync(params SoftToken[] tokens) =>
        await TestService.StartAsync(TestService.SeedOf(null, ("nobody", null), ("keeper", TestService.Allow("kms:*CustomKeyStore*"))), clusters: SoftToken.Clusters(tokens));

    public static Dictionary<string, object?> NewStore(string name = Name, string? clusterId = "cluster-2a23b4cdefg", string? password = SoftToken.Password, string? trustAnchor = null) => new()
    {
        ["CustomKeyStoreName"] = name, ["CloudHsmClusterId"] = clusterId, ["KeyStorePassword"] = password, ["TrustAnchorCertificate"] = trustAnchor ?? SoftToken.TrustAnchor,
    };

    public static async Task<string> CreateAsync(this TestService service, string name = Name, string clusterId = "cluster-2a23b4cdefg", string password = SoftToken.Password) =>
        (await service.KmsAsync("root", "CreateCustomKeyStore", NewStore(name, clusterId, password))).Succeeded()["CustomKeyStoreId"];

    /// <summary>Creates a key store and connects it.</summary>
    public static async Task<string> CreateConnectedAsync(this TestService service)
    {
        var id = await service.CreateAsync();
        await service.ConnectAsync(id);
        return id;
    }

    public static async Task ConnectAsync(this TestService service, string id)
    {
        (await service.KmsAsync("root", "ConnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RunDueAsync();
        Assert.Equal("CONNECTED", await service.ConnectionStateAsync(id));
    }

    public static async Task DisconnectAsync(this TestService service, string id)
    {
        (await service.KmsAsync("root", "DisconnectCustomKeyStore", new { CustomKeyStoreId = id })).Succeeded();
        await service.RunDueAsync();
        Assert.Equal("DISCONNECTED", await service.ConnectionStateAsync(id));
    }

    public static async Task<JsonObject> DescribeAsync(this TestService service, string id) =>
        (await service.KmsAsync("root", "DescribeCustomKeyStores", new { CustomKeyStoreId = id })).Succeeded().Json["CustomKeyStores"]!.AsArray().Single()!.AsObject();

    public static async Task<string> ConnectionStateAsync(this TestService service, string id) => (await service.DescribeAsync(id))["ConnectionState"]!.GetValue<string>();

    public static Task<TestAnswer> TryCreateKeyAsync(this TestService service, string keyStoreId, string caller = "root") =>
        service.KmsAsync(caller, "CreateKey", new { Origin = "AWS_CLOUDHSM", CustomKeyStoreId = keyStoreId });

    /// <summary>Creates a key in a key store.</summary>
    /// <returns>Its ARN.</returns>
    public static async Task<string> CreateKeyAsync(this TestService service, string keyStoreId) =>
        (await service.TryCreateKeyAsync(keyStoreId)).Succeeded().Json["KeyMetadata"]!["Arn"]!.GetValue<string>();

    public static async Task<string> KeyStateAsync(this TestService service, string key) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key })).Succeeded().Json["KeyMetadata"]!["KeyState"]!.GetValue<string>();

    public static async Task<int> RunDueAsync(this TestService service) => await new Scheduler(service.Engine).RunDueAsync(CancellationToken.None);
}
