using System.Collections.Concurrent;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Authorization;

/// <summary>Compiles stored policies and shares the result: a million keys with one policy hold it once.</summary>
public static class CompiledPolicies
{
    private const int SweepAt = 4096;
    private static readonly ConcurrentDictionary<(PolicyGrammar, string), WeakReference<Policy>> Cache = new();

    /// <exception cref="StoreException">The stored text is not a policy: it was validated when it was written, so the store is damaged.</exception>
    public static Policy Get(string text, PolicyGrammar grammar)
    {
        if (Cache.TryGetValue((grammar, text), out var reference) && reference.TryGetTarget(out var known)) return known;
        if (!Policy.TryParseStored(text, grammar, out var policy, out var error)) throw new StoreException($"A stored policy is damaged: {error!.Message}");
        if (Cache.Count >= SweepAt) Sweep();
        // The cache key must be the policy's own text, or it would be held a second time.
        Cache[(grammar, policy!.Text)] = new WeakReference<Policy>(policy);
        return policy;
    }

    private static void Sweep()
    {
        foreach (var entry in Cache)
        {
            if (!entry.Value.TryGetTarget(out _)) Cache.TryRemove(entry);
        }
    }
}
