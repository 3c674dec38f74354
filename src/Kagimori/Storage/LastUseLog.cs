using System.Collections.Concurrent;

namespace Kagimori.Storage;

/// <summary>The last use of each thing of one kind: noted in memory by every use, stored about once a minute. Safe for concurrent use.</summary>
/// <param name="uses">Where uses are stored: under the partition and id of the thing.</param>
/// <param name="recordOf">The record of a thing. No use is stored of a thing that has none, and none outlives it.</param>
/// <param name="span">Of several uses within this time only the first counts; zero when every use does.</param>
/// <remarks>A use writes nothing to the store, so what was used in the last minute before a crash may be forgotten.</remarks>
public sealed class LastUseLog<TThing, TUse>(SqliteStore store, RecordType<TUse> uses, Func<TThing, RecordKey> recordOf, TimeSpan span = default)
    where TThing : notnull
    where TUse : class, ILastUse
{
    private readonly ConcurrentDictionary<TThing, TUse> _fresh = new();

    /// <summary>Whether a use at this time would not count beside one that is noted, so that it need not be noted.</summary>
    public bool Covers(TThing thing, DateTimeOffset now) => _fresh.TryGetValue(thing, out var noted) && now - noted.Timestamp < span;

    public void Note(TThing thing, TUse use) => _fresh[thing] = use;

    /// <summary>Null for a thing that was never used.</summary>
    public async ValueTask<TUse?> FindAsync(TThing thing)
    {
        var record = recordOf(thing);
        var stored = await uses.FindAsync(store, record.Partition, record.Id);
        return Last(stored?.Value, _fresh.GetValueOrDefault(thing));
    }

    /// <summary>Adds that the use goes with its thing: nothing stores one anew at the same time.</summary>
    public async ValueTask DeleteAsync(ChangeSet changes, TThing thing)
    {
        var record = recordOf(thing);
        if (await uses.FindAsync(store, record.Partition, record.Id) is { } stored) uses.Delete(changes, stored);
        else changes.Require(uses.KeyOf(record.Partition, record.Id), 0);
    }

    /// <summary>Stores what was noted. What changes meanwhile is tried again the next time.</summary>
    public async Task StoreAsync()
    {
        foreach (var noted in _fresh.ToArray())
        {
            if (await TryStoreAsync(noted.Key, noted.Value)) _fresh.TryRemove(noted);
        }
    }

    // True also when there is nothing to store: the thing is gone, or the use does not count beside the stored one.
    private async ValueTask<bool> TryStoreAsync(TThing thing, TUse use)
    {
        var key = recordOf(thing);
        var stored = await uses.FindAsync(store, key.Partition, key.Id);
        if (Last(stored?.Value, use) != use || await store.ReadAsync(key) is not { } record) return true;
        var changes = new ChangeSet();
        changes.Require(key, record.Version);
        if (stored is null) uses.Create(changes, key.Partition, key.Id, use);
        else uses.Update(changes, stored, use);
        return await store.CommitAsync(changes);
    }

    private TUse? Last(TUse? stored, TUse? fresh) =>
        fresh is null || (stored is not null && fresh.Timestamp - stored.Timestamp < span) ? stored : fresh;
}
