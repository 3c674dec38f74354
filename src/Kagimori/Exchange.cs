using System.Buffers;
using Kagimori.Authentication;
using Kagimori.Authorization;
using Kagimori.Cryptography.Attestation;
using Kagimori.Federation;
using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Operations;
using Kagimori.Organizations;
using Kagimori.Storage;
using Kagimori.Wire;
using Kagimori.XksProxy;
using Microsoft.AspNetCore.Http;

namespace Kagimori;

/// <summary>One request and everything that is learnt about it on its way through the seven steps.</summary>
/// <remarks>Belongs to one request at a time; never shared between threads.</remarks>
public sealed class Exchange(Engine engine, HttpContext http) : IDisposable
{
    private readonly List<AccessTarget> _targets = new(1);
    private byte[] _body = [];
    private ChangeSet? _changes;
    private RequestConditions? _conditions;
    private Func<ValueTask>? _undo;

    public Engine Engine { get; } = engine;

    public HttpContext Http { get; } = http;

    public string RequestId { get; } = RequestIds.Next();

    /// <summary>The id of the request's audit record.</summary>
    public Guid EventId { get; } = RequestIds.NextGuid();

    /// <summary>The time of the request: everything it does happens at this one instant.</summary>
    public DateTimeOffset Now { get; } = engine.Time.GetUtcNow();

    // ---- 1 read ----
    /// <summary>The service as far as the request tells; KMS when it does not, because its error shape is the plainest.</summary>
    public Service Service { get; set; } = Service.Kms;

    /// <summary>The operation's name as the caller wrote it.</summary>
    public string? OperationName { get; set; }

    public Operation? Operation { get; set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The parameters of an AWS Query request; null for AWS JSON.</summary>
    public QueryParameters? Query { get; set; }

    /// <summary>Where in the proxy the request was sent; null when it is no request to the proxy.</summary>
    public XksProxyCall? XksProxy { get; set; }

    // ---- 2 authenticate ----
    public Region Region { get; set; }

    public string? AccessKeyId { get; set; }

    public CallerSnapshot? Authenticated { get; set; }

    /// <summary>The caller; only after step 2.</summary>
    public CallerSnapshot Caller => Authenticated ?? throw new InvalidOperationException("Not authenticated.");

    /// <summary>What a trusted caller said of the request; null when nobody forwarded it.</summary>
    public ForwardedContext? Forwarded { get; set; }

    /// <summary>Who signed the request and said so; null when nobody did.</summary>
    public CallerSnapshot? ForwardedBy { get; set; }

    // ---- 3 resolve ----
    /// <summary>The grants whose tokens the request shows, by id.</summary>
    public IReadOnlyList<string> ShownGrants { get; set; } = [];

    /// <summary>The typed request.</summary>
    public object? Request { get; set; }

    /// <summary>What the recipient of the answer is, verified; null when the answer is for the caller itself.</summary>
    internal AttestationDocument? Attestation { get; set; }

    /// <summary>When the request itself proved to come from the holder of the caller's MFA device; null when it did not.</summary>
    public DateTimeOffset? MultiFactorAt { get; set; }

    /// <summary>The verified token by which the caller is known; null for callers who signed.</summary>
    internal WebIdentityToken? WebIdentityToken { get; set; }

    /// <summary>What the request wants to do to what; all of it must be allowed.</summary>
    public IReadOnlyList<AccessTarget> Targets => _targets;

    /// <summary>The key of the first target, for operations that have exactly one.</summary>
    public KeySnapshot Key => _targets[0].Key ?? throw new InvalidOperationException("The operation has no key.");

    // ---- 4 authorize ----
    /// <summary>The organizations as they are when the request is decided; only from step 4 on.</summary>
    public OrganizationSet Organizations
    {
        get => field ?? throw new InvalidOperationException("Not yet decided.");
        set;
    }

    public RequestConditions Conditions => _conditions ??= new RequestConditions(this);

    // ---- 6 perform ----
    /// <summary>What the operation will change, all of it or nothing.</summary>
    public ChangeSet Changes => _changes ??= new ChangeSet();

    public bool HasChanges => _changes is { IsEmpty: false };

    /// <summary>Takes back what an operation did outside the store; run when its changes are not committed.</summary>
    public void UndoUnlessCommitted(Func<ValueTask> undo) => _undo = undo;

    public object? Response { get; set; }

    public Step Step { get; set; }

    public void TakeBody(byte[] buffer, int length)
    {
        _body = buffer;
        Body = buffer.AsMemory(0, length);
    }

    public void AddTarget(AccessTarget target) => _targets.Add(target);

    /// <summary>Another change came first: what the operation did outside the store is taken back.</summary>
    public ValueTask UndoAsync()
    {
        var undo = _undo;
        _undo = null;
        return undo?.Invoke() ?? default;
    }

    /// <summary>Forgets what steps 3 to 6 learnt, so that they can run again on the state as it is now.</summary>
    public void StartOver()
    {
        _targets.Clear();
        _changes = null;
        MultiFactorAt = null;
        Response = null;
    }

    /// <summary>The body may hold a caller's plaintext: it goes back to the pool zeroed.</summary>
    public void Dispose()
    {
        if (_body.Length > 0) ArrayPool<byte>.Shared.Return(_body, clearArray: true);
        _body = [];
        Body = default;
    }
}
