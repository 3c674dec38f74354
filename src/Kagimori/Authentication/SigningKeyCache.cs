using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>The signing keys of one access key that were in use lately, so that the chain of four HMACs runs once a day.</summary>
/// <remarks>
/// Safe for concurrent use; a hit takes no lock and allocates nothing. Keys that are dropped are zeroed by their finaliser,
/// because a request may still be using them. INVARIANT: only keys that verified a signature are kept, so that nobody who
/// knows but an access key id can push others' keys out.
/// </remarks>
public sealed class SigningKeyCache
{
    /// <summary>The most keys that are kept.</summary>
    public const int Capacity = 16;

    private Entry[] _entries = [];

    public int Count => Volatile.Read(ref _entries).Length;

    /// <summary>The key for one day (yyyymmdd), region and service, or null.</summary>
    public KeyMaterial? Find(int day, string region, string service)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (entry.Day == day && entry.Region == region && entry.Service == service) return entry.Key;
        }
        return null;
    }

    /// <summary>Keeps a key that has verified a signature; the oldest goes when there is no room.</summary>
    internal void Add(int day, string region, string service, KeyMaterial key)
    {
        while (true)
        {
            var entries = Volatile.Read(ref _entries);
            if (Find(day, region, service) is not null) return;
            var kept = entries.AsSpan(0, Math.Min(entries.Length, Capacity - 1));
            Entry[] larger = [new Entry(day, region, service, key), .. kept];
            if (Interlocked.CompareExchange(ref _entries, larger, entries) == entries) return;
        }
    }

    private sealed record Entry(int Day, string Region, string Service, KeyMaterial Key);
}
