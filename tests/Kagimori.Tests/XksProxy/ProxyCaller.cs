using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Tests.Authentication;
using Kagimori.XksProxy;

namespace Kagimori.Tests.XksProxy;

/// <summary>A service that is a proxy, and the other KMS that calls it.</summary>
public sealed class ProxyCaller : IAsyncDisposable
{
    public const string AccessKeyId = "AXKSTESTTESTTESTTEST";
    public const string Secret = "the+secret/access+key/of+a/proxy/of+43/chars";
    public const string CallingRegion = "eu-central-1";
    public const string Prefix = "/team-a";
    public const string UserArn = $"arn:aws:iam::{TestService.Account}:user/external";
    public const string KeyName = "orders.1_a-b";
    public const string MacKeyName = "mac";
    public const string MacKeyId = "22222222-2222-3333-4444-555555555555";

    private ProxyCaller(TestService service) => Service = service;

    public TestService Service { get; }

    public SigningIdentity Identity { get; set; } = new(AccessKeyId, Secret, CallingRegion, "kms-xks-proxy");

    /// <param name="userPolicy">What the user as whom the other KMS acts may do.</param>
    public static async Task<ProxyCaller> StartAsync(string? userPolicy)
    {
        var seed = TestService.SeedOf(null, ("external", userPolicy));
        var account = seed["accounts"]![0]!;
        account["keys"]!.AsArray().Add(new JsonObject { ["region"] = TestService.Region, ["id"] = MacKeyId, ["spec"] = "HMAC_256", ["usage"] = "GENERATE_VERIFY_MAC" });
        return new ProxyCaller(await TestService.StartAsync(seed, configure: settings => settings with { XksProxy = Configuration() }));
    }

    public static Task<ProxyCaller> StartAsync() => StartAsync(TestService.Allow("kms:*"));

    /// <summary>The caller of a service that is a proxy already.</summary>
    public static ProxyCaller Of(TestService service) => new(service);

    /// <param name="key">The ARN of the key behind <see cref="KeyName"/>; null for the service's own first key.</param>
    public static XksProxyConfiguration Configuration(string? key = null) => new([StoreOf(Prefix, AccessKeyId, key), StoreOf("", "AXKSOTHEROTHEROTHERO", key)]);

    /// <summary>Sends what a KMS would; members of <paramref name="body"/> come on top of the metadata.</summary>
    public Task<TestAnswer> CallAsync(string path, object? body = null, string prefix = Prefix, string method = "POST")
    {
        var json = JsonSerializer.SerializeToNode(body ?? new { })!.AsObject();
        json["requestMetadata"] ??= new JsonObject
        {
            ["awsPrincipalArn"] = "arn:aws:iam::999988887777:user/alice", ["kmsKeyArn"] = "arn:aws:kms:eu-central-1:999988887777:key/1234",
            ["kmsOperation"] = "Encrypt", ["kmsRequestId"] = "4112f4d6-db54-4af4-ae30-c55a22a8dfae", ["someday"] = new JsonObject(),
        };
        return SendAsync(path, Encoding.UTF8.GetBytes(json.ToJsonString()), prefix, method);
    }

    public Task<TestAnswer> SendAsync(string path, byte[] body, string prefix = Prefix, string method = "POST") =>
        Service.SendAsync(Identity, method, body, headers => headers.ContentType = "application/json", $"{prefix}/kms/xks/v1/{path}");

    public Task<TestAnswer> EncryptAsync(byte[] plaintext, byte[]? associated = null, string? integrity = null) => CallAsync($"keys/{KeyName}/encrypt", new
    {
        plaintext, additionalAuthenticatedData = associated, encryptionAlgorithm = "AES_GCM", ciphertextDataIntegrityValueAlgorithm = integrity,
    });

    public Task<TestAnswer> DecryptAsync(TestAnswer encrypted, byte[]? associated = null) => DecryptAsync(encrypted.Json, associated);

    public Task<TestAnswer> DecryptAsync(JsonObject encrypted, byte[]? associated = null) => CallAsync($"keys/{KeyName}/decrypt", new
    {
        ciphertext = encrypted["ciphertext"]?.GetValue<string>(), ciphertextMetadata = encrypted["ciphertextMetadata"]?.GetValue<string>(),
        initializationVector = encrypted["initializationVector"]?.GetValue<string>(), authenticationTag = encrypted["authenticationTag"]?.GetValue<string>(),
        additionalAuthenticatedData = associated, encryptionAlgorithm = "AES_GCM",
    });

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static XksProxyStore StoreOf(string prefix, string accessKeyId, string? key) => new()
    {
        UriPathPrefix = prefix,
        Region = Region.Parse(CallingRegion),
        Credentials = [new UserCredential(accessKeyId, new KeyMaterial(Encoding.UTF8.GetBytes(Secret)), UserArn)],
        Keys = new Dictionary<string, KeyArn>
        {
            [KeyName] = key is null ? KeyOf(TestService.KeyId) : KeyOf(key), [MacKeyName] = KeyOf(MacKeyId), ["gone"] = KeyOf("33333333-2222-3333-4444-555555555555"),
        },
    };

    private static KeyArn KeyOf(string id) => KeyReference.TryParse(id, out var named) && named.IsArn
        ? new(named.Account!.Value, named.Region!.Value, named.Key!.Value) : new(AccountId.Parse(TestService.Account), Region.Parse(TestService.Region), KeyId.Parse(id));
}
