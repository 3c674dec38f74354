using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Audit;
using Kagimori.Cryptography.Attestation;
using Kagimori.CustomKeyStores.CloudHsm;
using Kagimori.Diagnostics;
using Kagimori.Seeding;
using Kagimori.Tests.Authentication;
using Kagimori.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kagimori.Tests;

/// <summary>The whole service but for the socket: a data folder of its own, a seed, and signed requests through the real pipeline.</summary>
public sealed class TestService : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string Region = "ap-northeast-1";
    public const string KeyId = "11111111-2222-3333-4444-555555555555";
    public const string KeyArn = $"arn:aws:kms:{Region}:{Account}:key/{KeyId}";

    private const string TrustAccount =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + Account + "\"},\"Action\":\"sts:AssumeRole\"}}";

    private readonly TempFolder _folder;
    private DataFolder _data;
    private RequestPipeline _pipeline;

    private TestService(TempFolder folder, DataFolder data, ManualClock clock)
    {
        _folder = folder;
        _data = data;
        Clock = clock;
        _pipeline = NewPipeline(data);
    }

    public Engine Engine => _data.Engine;

    public ManualClock Clock { get; }

    public string Folder => _folder.Path;

    /// <summary>Where requests come from.</summary>
    public IPAddress ClientAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Starts with one key and the identities of the seed; access key <c>NAME</c> has the secret <c>NAME-secret</c>.</summary>
    /// <param name="users">Inline policies by user name; null for a user without one.</param>
    /// <param name="keyPolicy">The key's policy; null for the default one.</param>
    public static Task<TestService> StartAsync(string? keyPolicy = null, params (string Name, string? Policy)[] users) =>
        StartAsync(SeedOf(keyPolicy, users));

    /// <param name="attestation">Whose attestation documents are believed; null for those of AWS.</param>
    public static async Task<TestService> StartAsync(JsonObject seed, AttestationVerifier? attestation = null, CloudHsmClusters? clusters = null,
        Func<DataFolderSettings, DataFolderSettings>? configure = null)
    {
        var folder = new TempFolder();
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var data = await DataFolder.OpenAsync(Configured(SettingsOf(folder, clock, attestation, clusters), configure));
        var read = Seed.Read(Encoding.UTF8.GetBytes(seed.ToJsonString()), out var errors);
        Assert.Empty(errors);
        Assert.Empty(await SeedApplier.ApplyAsync(data.Engine, read!));
        return new TestService(folder, data, clock);
    }

    /// <summary>Ends the service and starts it on the same data.</summary>
    public async Task RestartAsync(CloudHsmClusters? clusters = null, Func<DataFolderSettings, DataFolderSettings>? configure = null)
    {
        await _data.DisposeAsync();
        _data = await DataFolder.OpenAsync(Configured(SettingsOf(_folder, Clock, null, clusters), configure));
        _pipeline = NewPipeline(_data);
    }

    public static JsonObject SeedOf(string? keyPolicy, params (string Name, string? Policy)[] users) => new()
    {
        ["accounts"] = new JsonArray(new JsonObject
        {
            ["id"] = Account,
            ["rootAccessKeys"] = new JsonArray(AccessKey("root")),
            ["users"] = new JsonArray([.. users.Select(User)]),
            ["roles"] = new JsonArray(new JsonObject
            {
                ["name"] = "Administrator",
                ["trustPolicy"] = JsonNode.Parse(TrustAccount),
                ["policies"] = new JsonObject { ["all"] = JsonNode.Parse(Allow("*")) },
            }),
            ["keys"] = new JsonArray(new JsonObject
            {
                ["region"] = Region, ["id"] = KeyId, ["policy"] = keyPolicy is null ? null : JsonNode.Parse(keyPolicy),
                ["material"] = new JsonArray(Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray())),
            }),
        }),
    };

    /// <summary>An identity policy that allows an action on every resource.</summary>
    public static string Allow(string action, string resource = "*", string? condition = null) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\""
        + (condition is null ? "" : ",\"Condition\":" + condition) + "}]}";

    /// <summary>Sends a KMS request signed by an access key.</summary>
    public Task<TestAnswer> KmsAsync(string caller, string operation, object? request = null, string region = Region) =>
        KmsAsync(caller, operation, Encoding.UTF8.GetBytes(request as string ?? JsonSerializer.Serialize(request ?? new { })), region);

    public Task<TestAnswer> KmsAsync(string caller, string operation, byte[] body, string region = Region) =>
        SendAsync(Identity(caller, region, "kms"), "POST", body, headers =>
        {
            headers["X-Amz-Target"] = $"TrentService.{operation}";
            headers.ContentType = "application/x-amz-json-1.1";
        });

    /// <summary>Sends a request of Organizations signed by an access key.</summary>
    public Task<TestAnswer> OrganizationsAsync(string caller, string operation, object? request = null) =>
        SendAsync(Identity(caller, "us-east-1", "organizations"), "POST", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request ?? new { })), headers =>
        {
            headers["X-Amz-Target"] = $"AWSOrganizationsV20161128.{operation}";
            headers.ContentType = "application/x-amz-json-1.1";
        });

    /// <summary>Sends an IAM or STS request signed by an access key.</summary>
    public Task<TestAnswer> QueryAsync(string caller, string service, string action, params (string Name, string Value)[] parameters)
    {
        var version = service == "iam" ? "2010-05-08" : "2011-06-15";
        var form = parameters.Prepend(("Version", version)).Prepend(("Action", action))
            .Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}");
        return SendAsync(Identity(caller, "us-east-1", service), "POST", Encoding.UTF8.GetBytes(string.Join('&', form)),
            headers => headers.ContentType = "application/x-www-form-urlencoded; charset=utf-8");
    }

    /// <summary>Assumes a role and answers credentials that can call in place of an access key's name.</summary>
    public async Task<string> AssumeAsync(string caller, string role, string session = "s1", params (string Name, string Value)[] parameters)
    {
        var answer = await QueryAsync(caller, "sts", "AssumeRole",
            [("RoleArn", $"arn:aws:iam::{Account}:role/{role}"), ("RoleSessionName", session), .. parameters]);
        Assert.Equal(200, answer.Status);
        return $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
    }

    /// <summary>Sends a request as it stands; an identity of null leaves it unsigned.</summary>
    public async Task<TestAnswer> SendAsync(
        SigningIdentity? identity, string method, byte[] body, Action<IHeaderDictionary> addHeaders, string target = "/", string? sessionToken = null)
    {
        var http = new DefaultHttpContext();
        var question = target.IndexOf('?', StringComparison.Ordinal);
        http.Request.Method = method;
        http.Request.Path = question < 0 ? target : target[..question];
        http.Request.QueryString = new QueryString(question < 0 ? "" : target[question..]);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        http.Connection.RemoteIpAddress = ClientAddress;
        http.Request.Headers.Host = "127.0.0.1";
        http.Request.Headers.UserAgent = "kagimori-tests";
        http.Request.ContentLength = body.Length;
        addHeaders(http.Request.Headers);
        if ((sessionToken ?? identity?.SessionToken) is { } token) http.Request.Headers["X-Amz-Security-Token"] = token;
        if (identity is not null)
        {
            ReferenceSigner.SignInHeader(
                new(method, question < 0 ? target : target[..question], question < 0 ? "" : target[question..], http.Request.Headers, body), identity, TimeProvider.System.GetUtcNow());
        }
        http.Request.Body = new MemoryStream(body);
        var output = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        await _pipeline.HandleAsync(http);
        await http.Response.BodyWriter.CompleteAsync();
        return new TestAnswer(http.Response, output.ToArray());
    }

    public static SigningIdentity Identity(string caller, string region, string service) => caller.Split(' ') is [var id, var secret, var token]
        ? new SigningIdentity(id, secret, region, service) { SessionToken = token }
        : new SigningIdentity(caller, $"{caller}-secret", region, service);

    /// <summary>Answers a request that came over a real connection.</summary>
    public Task HandleAsync(HttpContext http) => _pipeline.HandleAsync(http);

    /// <summary>The records of the audit trail so far.</summary>
    public IReadOnlyList<JsonObject> AuditRecords() =>
    [
        .. Directory.EnumerateFiles(DataFolder.AuditDirectory(Path.Combine(_folder.Path, "data")), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(ReadShared).Select(line => JsonNode.Parse(line)!.AsObject()),
    ];

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        _folder.Dispose();
    }

    private static DataFolderSettings SettingsOf(TempFolder folder, ManualClock clock, AttestationVerifier? attestation, CloudHsmClusters? clusters) => new(Path.Combine(folder.Path, "data"))
    {
        Time = clock, AuditMode = AuditMode.Strict, Attestation = attestation ?? AttestationVerifier.Nitro, CloudHsmClusters = clusters ?? CloudHsmClusters.None,
    };

    private static DataFolderSettings Configured(DataFolderSettings settings, Func<DataFolderSettings, DataFolderSettings>? configure) => configure?.Invoke(settings) ?? settings;

    private static RequestPipeline NewPipeline(DataFolder data) => new(data.Engine, new RequestLog(NullLogger<RequestLog>.Instance));

    private static IEnumerable<string> ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonObject User((string Name, string? Policy) user) => new()
    {
        ["name"] = user.Name,
        ["accessKeys"] = new JsonArray(AccessKey(user.Name)),
        ["policies"] = user.Policy is null ? new JsonObject() : new JsonObject { ["inline"] = JsonNode.Parse(user.Policy) },
    };

    private static JsonObject AccessKey(string name) => new() { ["id"] = name, ["secret"] = $"{name}-secret" };
}
