using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>One read connection with its compiled statements. For one thread at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const string ScanWhere = "SELECT id, version, body FROM records WHERE kind = $kind AND partition = $partition ";
    private const string ScanRest = " AND id < $before ORDER BY id LIMIT $limit";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _scanFrom;
    private readonly SqliteCommand _scanAfter;

    public SqliteReader(string path, bool isSnapshot = false)
    {
        _connection = SqliteFile.Connect(path, SqliteOpenMode.ReadOnly);
        // A transaction that is never ended but by closing: all its reads are of one moment.
        if (isSnapshot) SqliteFile.Execute(_connection, "BEGIN");
        _read = SqliteFile.Prepare(_connection,
            "SELECT version, body FROM records WHERE kind = $kind AND partition = $partition AND id = $id",
            Number("$kind"), Text("$partition"), Text("$id"));
        _scanFrom = PrepareScan("AND id >= $from");
        _scanAfter = PrepareScan("AND id > $from");
    }

    public StoredRecord? Read(RecordKey key)
    {
        _read.Parameters[0].Value = (long)key.Kind;
        _read.Parameters[1].Value = key.Partition;
        _read.Parameters[2].Value = key.Id;
        using var row = _read.ExecuteReader();
        return row.Read() ? new StoredRecord(key, row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    }

    public IReadOnlyList<StoredRecord> Scan(RecordKind kind, string partition, string idPrefix, string? afterId, int limit)
    {
        // One lower bound, so that the b-tree is entered where the page begins: the later of the prefix and the last id seen.
        var after = afterId is not null && Utf8Order.Compare(afterId, idPrefix) >= 0;
        var scan = after ? _scanAfter : _scanFrom;
        scan.Parameters[0].Value = (long)kind;
        scan.Parameters[1].Value = partition;
        scan.Parameters[2].Value = after ? afterId : idPrefix;
        // Every BLOB sorts after every TEXT in SQLite: an empty one is "no upper bound".
        scan.Parameters[3].Value = Utf8Order.AfterPrefix(idPrefix) is { } before ? before : Array.Empty<byte>();
        scan.Parameters[4].Value = (long)limit;

        var found = new List<StoredRecord>();
        using var row = scan.ExecuteReader();
        while (row.Read())
        {
            var key = new RecordKey(kind, partition, row.GetString(0));
            found.Add(new StoredRecord(key, row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        }
        return found;
    }

    public void Dispose()
    {
        _read.Dispose();
        _scanFrom.Dispose();
        _scanAfter.Dispose();
        _connection.Dispose();
    }

    private static SqliteParameter Number(string name) => new(name, SqliteType.Integer);

    private static SqliteParameter Text(string name) => new(name, SqliteType.Text);

    private SqliteCommand PrepareScan(string lowerBound) => SqliteFile.Prepare(_connection, ScanWhere + lowerBound + ScanRest,
        Number("$kind"), Text("$partition"), Text("$from"), new SqliteParameter { ParameterName = "$before" }, Number("$limit"));
}
