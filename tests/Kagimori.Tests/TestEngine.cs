using System.Buffers;
using System.Text;
using System.Text.Json;
using Kagimori.Audit;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Organizations;
using Kagimori.Operations;
using Kagimori.Storage;
using Kagimori.Wire;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests;

/// <summary>A whole engine in a folder of its own, with one account and its root user. Calls enter it after authentication.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string Region = "us-east-1";
    public const string RootAccessKeyId = "AKIAROOTROOTROOTROOT";

    private const int MaxAttempts = 10;
    private readonly string _folder;

    private TestEngine(string folder)
    {
        _folder = folder;
        var store = SqliteStore.Open(Path.Combine(folder, "kagimori.db"));
        var rootKey = RootKey.Generate(RandomSource.Secure);
        var tokens = new SessionTokens(rootKey.DeriveKey("session tokens"), RandomSource.Secure);
        Engine = new Engine
        {
            Store = store,
            RootKey = rootKey,
            Keys = new KeySnapshots(store, rootKey),
            Callers = new Callers(store, rootKey, tokens),
            Organizations = new OrganizationSnapshots(store),
            SessionTokens = tokens,
            Audit = AuditTrail.Open(Path.Combine(folder, "audit"), AuditMode.Async, Clock),
            Random = RandomSource.Secure,
            Time = Clock,
        };
    }

    public Engine Engine { get; }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Runs once, when the next call has been decided and before it is committed: what another request does meanwhile.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public static TestEngine Start()
    {
        var engine = new TestEngine(Directory.CreateTempSubdirectory("kagimori-").FullName);
        engine.AddAccountAsync(Account, RootAccessKeyId).AsTask().GetAwaiter().GetResult();
        return engine;
    }

    /// <summary>Adds an account whose root user has one access key.</summary>
    public async ValueTask AddAccountAsync(string account, string rootAccessKeyId)
    {
        using var secret = KeyMaterial.Random(40, RandomSource.Secure);
        var changes = new ChangeSet();
        IdentityRecords.Accounts.Create(changes, "", account, new AccountRecord(account, Clock.GetUtcNow(), [rootAccessKeyId]));
        IdentityRecords.AccessKeys.Create(changes, "", rootAccessKeyId, new AccessKeyRecord(
            rootAccessKeyId, account, null, Engine.RootKey.Wrap(secret, AccessKeyOwner.Of(rootAccessKeyId)), true, Clock.GetUtcNow()));
        Assert.True(await Engine.Store.CommitAsync(changes));
    }

    /// <summary>Calls an operation of IAM or STS as the root user.</summary>
    public Task<Answer> CallAsync(string service, string operation, params (string Name, string Value)[] parameters) =>
        CallAsAsync(RootAccessKeyId, service, operation, parameters);

    /// <summary>Calls an operation of IAM or STS with an access key.</summary>
    /// <param name="credentials">An access key id, or <c>id session-token</c> for temporary credentials.</param>
    public Task<Answer> CallAsAsync(string credentials, string service, string operation, params (string Name, string Value)[] parameters) =>
        SendAsync(credentials, service == "iam" ? Service.Iam : Service.Sts, operation, exchange =>
            exchange.Query = new QueryParameters(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)));

    /// <summary>Calls an operation of KMS with a JSON body.</summary>
    public Task<Answer> CallKmsAsync(string operation, string json, string credentials = RootAccessKeyId) =>
        SendAsync(credentials, Service.Kms, operation, exchange =>
        {
            var body = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(json));
            exchange.TakeBody(body, Encoding.UTF8.GetBytes(json, body));
        });

    /// <summary>Makes a user with an access key and one inline policy, and answers the access key id.</summary>
    public async Task<string> AddUserAsync(string name, string policy)
    {
        (await CallAsync("iam", "CreateUser", ("UserName", name))).Accepted();
        (await CallAsync("iam", "PutUserPolicy", ("UserName", name), ("PolicyName", "permissions"), ("PolicyDocument", policy))).Accepted();
        return (await CallAsync("iam", "CreateAccessKey", ("UserName", name)))["AccessKeyId"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.Audit.DisposeAsync();
        await Engine.Store.DisposeAsync();
        Engine.RootKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Steps 3 to 7 as in the request pipeline, without HTTP's bytes.
    private async Task<Answer> SendAsync(string credentials, Service service, string operationName, Action<Exchange> fill)
    {
        using var exchange = new Exchange(Engine, new DefaultHttpContext());
        var operation = OperationCatalog.Find(service, operationName) ?? throw new ArgumentException($"There is no operation {operationName}.");
        var parts = credentials.Split(' ');
        exchange.Service = service;
        exchange.OperationName = operationName;
        exchange.Operation = operation;
        exchange.Region = Identities.Region.Parse(Region);
        exchange.AccessKeyId = parts[0];
        exchange.Authenticated = await Engine.Callers.FindAsync(parts[0], parts.Length > 1 ? parts[1] : null)
            ?? throw new ArgumentException("The access key is not known or not active.");
        fill(exchange);
        var refusal = operation.Parse(exchange) ?? await DecideAndPerformAsync(exchange, operation);
        var audited = Audit(exchange, operation);
        if (refusal is not null) return new Answer(null, refusal, audited);
        var output = new ArrayBufferWriter<byte>();
        operation.WriteResponse(exchange, output);
        return new Answer(Encoding.UTF8.GetString(output.WrittenSpan), null, audited);
    }

    private static string Audit(Exchange exchange, Operation operation)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            operation.AuditRequest(exchange, json);
            operation.AuditResponse(exchange, json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private async Task<Refusal?> DecideAndPerformAsync(Exchange exchange, Operation operation)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var refusal = await operation.ResolveAsync(exchange)
                ?? await RequestAuthorizer.AuthorizeAsync(exchange)
                ?? operation.Admit(exchange)
                ?? await operation.PerformAsync(exchange);
            if (refusal is not null) return refusal;
            if (operation.IsDryRun(exchange)) return Refusals.DryRun();
            if (Meanwhile is { } meanwhile)
            {
                Meanwhile = null;
                await meanwhile();
            }
            if (!exchange.HasChanges || await Engine.Store.CommitAsync(exchange.Changes)) return null;
            exchange.StartOver();
        }
        return Refusals.ConcurrentModification();
    }
}
