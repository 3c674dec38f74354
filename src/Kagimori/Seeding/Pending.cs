using Kagimori.Storage;

namespace Kagimori.Seeding;

/// <summary>Records of one kind as a seed will leave them: read when first asked for, changed in memory, added to a change set at the end.</summary>
internal sealed class Pending<T>(RecordType<T> type, SqliteStore store) where T : class
{
    private readonly Dictionary<RecordKey, (Stored<T>? Stored, string Partition, string Id, T? Value)> _records = [];

    public async ValueTask<T?> FindAsync(string partition, string id)
    {
        var key = type.KeyOf(partition, id);
        if (!_records.TryGetValue(key, out var record))
        {
            var stored = await type.FindAsync(store, partition, id);
            _records[key] = record = (stored, partition, id, stored?.Value);
        }
        return record.Value;
    }

    /// <summary>Sets a record that was asked for before.</summary>
    public void Set(string partition, string id, T value)
    {
        var key = type.KeyOf(partition, id);
        _records[key] = _records[key] with { Value = value };
    }

    /// <summary>Adds what differs from the store; a seed that is applied again changes nothing.</summary>
    public void AddTo(ChangeSet changes)
    {
        foreach (var (stored, partition, id, value) in _records.Values)
        {
            if (value is null) continue;
            if (stored is null) type.Create(changes, partition, id, value);
            else if (!type.Same(stored.Value, value)) type.Update(changes, stored, value);
        }
    }
}
