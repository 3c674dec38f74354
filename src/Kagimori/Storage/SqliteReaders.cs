using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>A pool of read connections, as many as there were readers at once; each is used by one thread at a time.</summary>
/// <param name="isSnapshot">Whether a connection goes on seeing the database as it was at its first read.</param>
internal sealed class SqliteReaders(string path, bool isSnapshot = false) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private volatile bool _disposed;

    public StoredRecord? Read(RecordKey key)
    {
        if (!key.IsWellFormed) return null;
        var reader = Rent();
        try
        {
            return reader.Read(key);
        }
        catch (SqliteException e)
        {
            throw SqliteFile.Refuse($"The record {key} cannot be read", e);
        }
        finally
        {
            Return(reader);
        }
    }

    public IReadOnlyList<StoredRecord> Scan(RecordKind kind, string partition, string idPrefix, string? afterId, int limit)
    {
        if (!Utf8Order.IsWellFormed(partition) || !Utf8Order.IsWellFormed(idPrefix)) return [];
        if (afterId is not null && !Utf8Order.IsWellFormed(afterId))
            throw new ArgumentException("The id to start after must be well-formed text without U+0000.", nameof(afterId));
        var reader = Rent();
        try
        {
            return reader.Scan(kind, partition, idPrefix, afterId, limit);
        }
        catch (SqliteException e)
        {
            throw SqliteFile.Refuse($"The records {kind}/{partition} cannot be read", e);
        }
        finally
        {
            Return(reader);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }

    private SqliteReader Rent()
    {
        if (_idle.TryTake(out var idle)) return idle;
        try
        {
            return new SqliteReader(path, isSnapshot);
        }
        catch (SqliteException e)
        {
            throw SqliteFile.Refuse("The store cannot be read", e);
        }
    }

    private void Return(SqliteReader reader)
    {
        _idle.Add(reader);
        if (_disposed) Dispose();
    }
}
