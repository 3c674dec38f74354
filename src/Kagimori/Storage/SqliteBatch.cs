using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>The write connection: one transaction over a batch of change sets, each judged against what the ones before it left.</summary>
/// <remarks>For the writer's thread alone.</remarks>
internal sealed class SqliteBatch : IDisposable
{
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE: pages written to the log

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _sequence;
    private long _lastVersion;

    public SqliteBatch(string path, int maxPages)
    {
        _connection = SqliteFile.Connect(path);
        SqliteFile.Execute(_connection, "PRAGMA synchronous = FULL");
        SqliteFile.Execute(_connection, "PRAGMA wal_autocheckpoint = 0");
        SqliteFile.Execute(_connection, "PRAGMA journal_size_limit = 67108864");
        if (maxPages > 0) SqliteFile.Execute(_connection, $"PRAGMA max_page_count = {maxPages}");
        _lastVersion = SqliteFile.Number(_connection, "SELECT value FROM change_sequence");

        _begin = SqliteFile.Prepare(_connection, "BEGIN IMMEDIATE");
        _commit = SqliteFile.Prepare(_connection, "COMMIT");
        _version = SqliteFile.Prepare(_connection,
            "SELECT version FROM records WHERE kind = $kind AND partition = $partition AND id = $id",
            Number("$kind"), Text("$partition"), Text("$id"));
        _put = SqliteFile.Prepare(_connection,
            "INSERT INTO records (kind, partition, id, version, body) VALUES ($kind, $partition, $id, $version, $body) " +
            "ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body",
            Number("$kind"), Text("$partition"), Text("$id"), Number("$version"), new SqliteParameter("$body", SqliteType.Blob));
        _delete = SqliteFile.Prepare(_connection,
            "DELETE FROM records WHERE kind = $kind AND partition = $partition AND id = $id",
            Number("$kind"), Text("$partition"), Text("$id"));
        _sequence = SqliteFile.Prepare(_connection, "UPDATE change_sequence SET value = $value", Number("$value"));
    }

    /// <summary>Applies what holds and makes it durable; on any fault nothing of the batch is there.</summary>
    /// <returns>The pages written to the log.</returns>
    public int Commit(ReadOnlySpan<PendingCommit> batch)
    {
        var before = _lastVersion;
        try
        {
            _begin.ExecuteNonQuery();
            foreach (var pending in batch)
            {
                pending.Holds = Holds(pending.Changes);
                if (pending.Holds) Apply(pending.Changes);
            }
            if (_lastVersion != before)
            {
                _sequence.Parameters[0].Value = _lastVersion;
                _sequence.ExecuteNonQuery();
            }
            _commit.ExecuteNonQuery();
            return PagesWritten();
        }
        catch
        {
            _lastVersion = before;
            Rollback();
            throw;
        }
    }

    /// <summary>Moves the log into the database as far as readers allow.</summary>
    /// <returns>Pages in the log, and how many of them are in the database.</returns>
    public (long Logged, long Moved) Checkpoint(string mode) => Checkpoint(_connection, mode);

    public static (long Logged, long Moved) Checkpoint(SqliteConnection connection, string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(1), row.GetInt64(2)) : (0, 0);
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _version, _put, _delete, _sequence]) command.Dispose();
        _connection.Dispose();
    }

    private bool Holds(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            Locate(_version, change.Key);
            var version = _version.ExecuteScalar() is long found ? found : 0;
            if (version != change.ExpectedVersion) return false;
        }
        return true;
    }

    private void Apply(ChangeSet changes)
    {
        long version = 0;
        foreach (var change in changes.Changes)
        {
            if (!change.Alters) continue;
            // INVARIANT: one number per change set, greater than every number given before it.
            if (version == 0) version = ++_lastVersion;
            var statement = change.Kind == ChangeKind.Delete ? _delete : _put;
            Locate(statement, change.Key);
            if (change.Kind != ChangeKind.Delete)
            {
                statement.Parameters[3].Value = version;
                statement.Parameters[4].Value = Whole(change.Body);
            }
            statement.ExecuteNonQuery();
        }
        changes.CommittedVersion = version;
    }

    private void Rollback()
    {
        try
        {
            // SQLite has rolled back by itself after some faults (a full disk); then there is nothing to do.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) SqliteFile.Execute(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // The fault that led here is the one to report; a transaction still open makes the next BEGIN fail, and that is reported too.
        }
    }

    private int PagesWritten() =>
        SQLitePCL.raw.sqlite3_db_status(_connection.Handle, CacheWrites, out var pages, out _, 1) == SQLitePCL.raw.SQLITE_OK ? pages : 1;

    private static byte[] Whole(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : body.ToArray();

    private static void Locate(SqliteCommand command, RecordKey key)
    {
        command.Parameters[0].Value = (long)key.Kind;
        command.Parameters[1].Value = key.Partition;
        command.Parameters[2].Value = key.Id;
    }

    private static SqliteParameter Number(string name) => new(name, SqliteType.Integer);

    private static SqliteParameter Text(string name) => new(name, SqliteType.Text);
}
