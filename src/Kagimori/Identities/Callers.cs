using System.Collections.Concurrent;
using Kagimori.Cryptography;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>Finds the caller behind an access key: from memory when warm, else from the store.</summary>
/// <remarks>
/// INVARIANT: after an identity change is acknowledged, no request that starts later is decided by what was before it.
/// Every change of an identity moves the epoch; a snapshot counts only in the epoch in which its loading began.
/// </remarks>
public sealed class Callers
{
    private const int MaxCached = 100_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly CallerLoader _loader;
    private readonly ConcurrentDictionary<UserCredential, Entry> _configured = new();
    private readonly SessionTokens _tokens;
    private long _epoch;

    public Callers(SqliteStore store, RootKey rootKey, SessionTokens tokens)
    {
        _tokens = tokens;
        _loader = new CallerLoader(store, rootKey, tokens);
        store.Committed += Forget;
    }

    /// <summary>The caller, or null when the access key is unknown, inactive, or does not belong to the session token.</summary>
    /// <param name="sessionToken">The session token as sent; null for long-term credentials.</param>
    public ValueTask<CallerSnapshot?> FindAsync(string accessKeyId, string? sessionToken)
    {
        if (_entries.TryGetValue(accessKeyId, out var entry) && entry.Epoch == Volatile.Read(ref _epoch) && entry.SessionToken == sessionToken)
            return new(entry.Caller);
        return LoadAsync(accessKeyId, sessionToken);
    }

    /// <summary>The user of a configured credential, or null when there is no such user.</summary>
    public ValueTask<CallerSnapshot?> FindAsync(UserCredential credential)
    {
        if (_configured.TryGetValue(credential, out var entry) && entry.Epoch == Volatile.Read(ref _epoch)) return new(entry.Caller);
        return LoadAsync(credential);
    }

    /// <summary>The session that a token is of, or null; it may have expired.</summary>
    public ValueTask<CallerSnapshot?> FindBySessionTokenAsync(string sessionToken) =>
        _tokens.Open(sessionToken) is { } session ? FindAsync(session.AccessKeyId, sessionToken) : default;

    /// <summary>The user for whom another principal's credential speaks, or null when there is no such user. Not kept: there may be many.</summary>
    public ValueTask<CallerSnapshot?> FindOriginalAsync(UserCredential credential) => _loader.LoadAsync(credential);

    private async ValueTask<CallerSnapshot?> LoadAsync(UserCredential credential)
    {
        var began = Volatile.Read(ref _epoch);
        var caller = await _loader.LoadAsync(credential);
        if (caller is not null) _configured[credential] = new Entry(caller, null, began);
        return caller;
    }

    private async ValueTask<CallerSnapshot?> LoadAsync(string accessKeyId, string? sessionToken)
    {
        var began = Volatile.Read(ref _epoch);
        var caller = await _loader.LoadAsync(accessKeyId, sessionToken);
        if (caller is null) return null;
        if (_entries.Count >= MaxCached) _entries.Clear();
        _entries[accessKeyId] = new Entry(caller, sessionToken, began);
        return caller;
    }

    private void Forget(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            if (!IdentityRecords.IsIdentity(change.Key.Kind)) continue;
            Interlocked.Increment(ref _epoch);
            return;
        }
    }

    private sealed record Entry(CallerSnapshot Caller, string? SessionToken, long Epoch);
}
