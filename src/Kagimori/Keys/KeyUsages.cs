using System.Collections.Concurrent;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>When each key was last used: noted in memory by every use, stored about once a minute. Safe for concurrent use.</summary>
/// <remarks>A use writes nothing to the store, so what was used in the last minute before a crash may be forgotten.</remarks>
public sealed class KeyUsages(SqliteStore store)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<KeyArn, KeyUsageRecord> _fresh = new();
    private DateTimeOffset _storedAt;

    public void Note(KeyArn key, KeyUsageRecord usage) => _fresh[key] = usage;

    /// <summary>Null for a key that was never used.</summary>
    public async ValueTask<KeyUsageRecord?> FindAsync(KeyArn key) =>
        _fresh.TryGetValue(key, out var fresh) ? fresh : (await KeyRecords.Usages.FindAsync(store, key.Partition, key.Id.ToString()))?.Value;

    /// <summary>Stores what was noted, unless that was done less than a minute ago.</summary>
    public async Task StoreAsync(DateTimeOffset now)
    {
        if (_fresh.IsEmpty || now - _storedAt < Interval) return;
        _storedAt = now;
        foreach (var noted in _fresh.ToArray())
        {
            var (key, usage) = noted;
            var changes = new ChangeSet();
            // No usage outlives its key.
            if (await KeyRecords.Keys.FindAsync(store, key.Partition, key.Id.ToString()) is { } record)
            {
                changes.Require(record.Key, record.Version);
                if (await KeyRecords.Usages.FindAsync(store, key.Partition, key.Id.ToString()) is { } stored) KeyRecords.Usages.Update(changes, stored, usage);
                else KeyRecords.Usages.Create(changes, key.Partition, key.Id.ToString(), usage);
                if (!await store.CommitAsync(changes)) continue;
            }
            _fresh.TryRemove(noted);
        }
    }
}
