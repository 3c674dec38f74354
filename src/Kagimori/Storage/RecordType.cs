using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kagimori.Storage;

/// <summary>The typed way to one kind of record: reads it, and adds its changes to a change set.</summary>
/// <remarks>Bodies are JSON. A change of a read record is conditional on the version that was read.</remarks>
public sealed class RecordType<T>(RecordKind kind, JsonTypeInfo<T> json) where T : class
{
    public RecordKey KeyOf(string partition, string id) => new(kind, partition, id);

    public async ValueTask<Stored<T>?> FindAsync(SqliteStore store, string partition, string id)
    {
        var record = await store.ReadAsync(KeyOf(partition, id));
        return record is null ? null : Read(record);
    }

    /// <summary>Reads a record as it will be once the pending changes are committed.</summary>
    public async ValueTask<Stored<T>?> FindAsync(SqliteStore store, ChangeSet? pending, string partition, string id)
    {
        var key = KeyOf(partition, id);
        foreach (var change in pending?.Changes ?? [])
        {
            if (change.Key != key || !change.Alters) continue;
            return change.Kind == ChangeKind.Delete ? null : Read(new StoredRecord(key, change.ExpectedVersion, change.Body));
        }
        return await FindAsync(store, partition, id);
    }

    /// <summary>Reads at most <paramref name="limit"/> records in ordinal order of their ids, strictly after <paramref name="after"/>.</summary>
    public async ValueTask<IReadOnlyList<Stored<T>>> ScanAsync(
        SqliteStore store, string partition, string prefix = "", string? after = null, int limit = int.MaxValue)
    {
        var records = await store.ScanAsync(kind, partition, prefix, after, limit);
        var values = new Stored<T>[records.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Read(records[i]);
        return values;
    }

    public void Create(ChangeSet changes, string partition, string id, T value) => changes.Create(KeyOf(partition, id), Write(value));

    public void Update(ChangeSet changes, Stored<T> current, T value) => changes.Update(current.Key, current.Version, Write(value));

    public void Delete(ChangeSet changes, Stored<T> current) => changes.Delete(current.Key, current.Version);

    /// <summary>Whether two values would be stored as the same bytes.</summary>
    public bool Same(T left, T right) => Write(left).AsSpan().SequenceEqual(Write(right));

    private Stored<T> Read(StoredRecord record) =>
        new(record.Key, record.Version, JsonSerializer.Deserialize(record.Body.Span, json)
            ?? throw new StoreException($"The record {record.Key} is empty."));

    private byte[] Write(T value) => JsonSerializer.SerializeToUtf8Bytes(value, json);
}
