using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace Kagimori.Federation;

/// <summary>The keys of the providers that were asked for lately.</summary>
/// <remarks>
/// Safe for concurrent use. Keys are kept for an hour; a token signed with a key that is not among them has them fetched again. Anybody can send
/// such tokens, so a provider is asked by one request at a time and at most every ten seconds.
/// </remarks>
internal sealed class OidcKeys(OidcTransport transport, TimeProvider time)
{
    private const int MaxKept = 1_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan AskedEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Provider> _providers = new(StringComparer.Ordinal);

    /// <param name="keyId">The id of the key that is needed; null when the token names none.</param>
    public ValueTask<(OidcFault Fault, IReadOnlyList<SecurityKey> Keys)> FindAsync(string issuer, IReadOnlyList<string> thumbprints, string? keyId)
    {
        if (_providers.Count >= MaxKept) _providers.Clear();
        // Keys fetched over a connection that one account's thumbprints vouch for are not another account's.
        var provider = _providers.GetOrAdd($"{issuer} {string.Join(' ', thumbprints)}", static _ => new Provider());
        return provider.FindAsync(() => transport.FetchKeysAsync(issuer, thumbprints), keyId, time);
    }

    private sealed class Provider
    {
        private readonly Lock _lock = new();
        private Task<Answer>? _asking;
        private Answer? _last;

        public async ValueTask<(OidcFault, IReadOnlyList<SecurityKey>)> FindAsync(
            Func<Task<(OidcFault Fault, IReadOnlyList<SecurityKey> Keys)>> fetch, string? keyId, TimeProvider time)
        {
            Task<Answer> asking;
            lock (_lock)
            {
                if (_last is { } last && last.Serves(keyId, time.GetUtcNow())) return (last.Fault, last.Keys);
                asking = _asking ??= Task.Run(() => AskAsync(fetch, time));
            }
            var answer = await asking;
            return (answer.Fault, answer.Keys);
        }

        private async Task<Answer> AskAsync(Func<Task<(OidcFault Fault, IReadOnlyList<SecurityKey> Keys)>> fetch, TimeProvider time)
        {
            try
            {
                var (fault, keys) = await fetch();
                var now = time.GetUtcNow();
                // A provider that does not answer for once does not lose the keys that are still good.
                return _last = fault != OidcFault.None && _last is { Fault: OidcFault.None } before && now - before.FetchedAt < KeptFor
                    ? before with { AskedAt = now }
                    : new Answer(fault, keys, now, now);
            }
            finally
            {
                lock (_lock) _asking = null;
            }
        }
    }

    private sealed record Answer(OidcFault Fault, IReadOnlyList<SecurityKey> Keys, DateTimeOffset FetchedAt, DateTimeOffset AskedAt)
    {
        public bool Serves(string? keyId, DateTimeOffset now)
        {
            if (now - AskedAt < AskedEvery) return true;
            return Fault == OidcFault.None && now - FetchedAt < KeptFor && (keyId is null || Keys.Any(key => key.KeyId == keyId));
        }
    }
}
