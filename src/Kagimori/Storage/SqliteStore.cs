namespace Kagimori.Storage;

/// <summary>The store in one SQLite file, for one process: records in, atomic change sets, durable when acknowledged.</summary>
/// <remarks>
/// Safe for any number of threads. Reads complete synchronously and see every acknowledged commit. Commits are made by one
/// thread, many to a transaction; <see cref="Committed"/> is raised on it, in commit order.
/// </remarks>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly FolderLock? _lock; // null when it was opened only to be read, as is the writer
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter? _writer;
    private bool _disposed;

    private SqliteStore(FolderLock? folderLock, SqliteReaders readers, SqliteWriter? writer)
    {
        _lock = folderLock;
        _readers = readers;
        _writer = writer;
    }

    /// <summary>
    /// Raised for each change set that altered something, after it is durable and before its commit answers: what it
    /// invalidates is gone when the caller goes on. It must be quick and must not throw.
    /// </summary>
    public event Action<ChangeSet>? Committed
    {
        add => Writer.Committed += value;
        remove => Writer.Committed -= value;
    }

    /// <summary>
    /// Whether the last transaction was made. A report, not a gate: reads still work, and it is by committing again that the
    /// store is found well.
    /// </summary>
    public bool IsHealthy => LastError is null;

    /// <summary>Whether what is cached of the store can be trusted: every subscriber has heard of every commit.</summary>
    public bool IsHeard => Writer.IsHeard;

    /// <summary>Why the store is not healthy; null when it is.</summary>
    public string? LastError => Writer.LastError;

    /// <summary>What has been done since the store was opened.</summary>
    public StoreCounters Counters => Writer.Counters;

    private SqliteWriter Writer => _writer ?? throw new InvalidOperationException("The store was opened only to be read.");

    /// <summary>Opens the database file, creating or migrating it. Its folder belongs to one process at a time.</summary>
    /// <exception cref="StoreException">It is in use, foreign, damaged, of a newer schema, or cannot be written.</exception>
    public static SqliteStore Open(string path, SqliteStoreSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        settings ??= new SqliteStoreSettings();
        path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(path) ?? throw new ArgumentException("The path names no file.", nameof(path));

        var folderLock = FolderLock.Take(folder, "kagimori.lock");
        SqliteWriter? writer = null;
        try
        {
            SqliteSchema.Prepare(path);
            writer = new SqliteWriter(path, settings);
            return new SqliteStore(folderLock, new SqliteReaders(path), writer);
        }
        catch (Exception e)
        {
            writer?.Dispose();
            folderLock.Dispose();
            if (SqliteFile.IsFault(e)) throw SqliteFile.Refuse($"The store {path} cannot be opened", e);
            throw;
        }
    }

    /// <summary>Opens a database file only to read it, as it is at the first read, also while a service writes to it.</summary>
    /// <remarks>Nothing is written, locked or migrated. For one thread at a time, and not for long: the file's log grows meanwhile.</remarks>
    /// <exception cref="StoreException">There is none, it is foreign or damaged, or its schema is not this version's.</exception>
    public static SqliteStore OpenToRead(string path)
    {
        if (!File.Exists(path)) throw new StoreException($"There is no store {path}.");
        try
        {
            SqliteSchema.CheckNewest(path);
            return new SqliteStore(null, new SqliteReaders(path, isSnapshot: true), null);
        }
        catch (Exception e) when (SqliteFile.IsFault(e))
        {
            throw SqliteFile.Refuse($"The store {path} cannot be read", e);
        }
    }

    /// <summary>The record, or null where there is none.</summary>
    public ValueTask<StoredRecord?> ReadAsync(RecordKey key)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ValueTask<StoredRecord?>(_readers.Read(key));
    }

    /// <summary>
    /// The records of a partition whose ids start with a prefix and come strictly after <paramref name="afterId"/>
    /// (null: from the first), in the order of their UTF-8 ids, at most <paramref name="limit"/>.
    /// </summary>
    public ValueTask<IReadOnlyList<StoredRecord>> ScanAsync(
        RecordKind kind, string partition, string idPrefix, string? afterId, int limit)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(idPrefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new ValueTask<IReadOnlyList<StoredRecord>>(_readers.Scan(kind, partition, idPrefix, afterId, limit));
    }

    /// <summary>True: every change is on disk. False: something it required does not hold, and nothing of it is there.</summary>
    /// <exception cref="StoreException">The disk refused; nothing is acknowledged.</exception>
    public ValueTask<bool> CommitAsync(ChangeSet changes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(changes);
        changes.Submit();
        return changes.IsEmpty ? new ValueTask<bool>(true) : new ValueTask<bool>(Writer.Commit(changes));
    }

    /// <summary>Makes every commit under way durable, checkpoints, closes, and gives the folder back.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        _writer?.Stop();
        _readers.Dispose();
        _writer?.Dispose();
        _lock?.Dispose();
        return ValueTask.CompletedTask;
    }
}
