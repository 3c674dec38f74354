using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>The one thread that commits: it takes every change set waiting, makes them one transaction, and answers them all.</summary>
/// <remarks>While the disk confirms one batch the next one gathers, so that the wait is shared (group commit).</remarks>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteBatch _batch;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteStoreSettings _settings;
    private readonly object _gate = new();
    private readonly Queue<PendingCommit> _waiting = new();
    private readonly Thread _thread;
    private bool _stopping;
    private int _pagesLogged;
    private string? _commitError;
    private string? _subscriberError;
    private long _commits;
    private long _conflicts;
    private long _transactions;

    public SqliteWriter(string path, SqliteStoreSettings settings)
    {
        _settings = settings;
        _batch = new SqliteBatch(path, settings.MaxPages);
        try
        {
            _checkpointer = new SqliteCheckpointer(path, settings.CheckpointPages);
        }
        catch
        {
            _batch.Dispose();
            throw;
        }
        _thread = new Thread(Run) { IsBackground = true, Name = "kagimori store commit" };
        _thread.Start();
    }

    public event Action<ChangeSet>? Committed;

    /// <summary>A subscriber that threw may hold what it should have dropped: that stays an error until the process restarts.</summary>
    public string? LastError => Volatile.Read(ref _subscriberError) ?? Volatile.Read(ref _commitError);

    /// <summary>Whether every subscriber has heard of every commit; once it is false it stays so until the process restarts.</summary>
    public bool IsHeard => Volatile.Read(ref _subscriberError) is null;

    public StoreCounters Counters => new(
        Interlocked.Read(ref _commits), Interlocked.Read(ref _conflicts), Interlocked.Read(ref _transactions), _checkpointer.Made);

    public Task<bool> Commit(ChangeSet changes)
    {
        var pending = new PendingCommit(changes);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(SqliteStore));
            _waiting.Enqueue(pending);
            // The thread can be asleep only while the queue is empty: woken once per batch, not once per change set.
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }
        return pending.Task;
    }

    /// <summary>Commits what is waiting, then ends the thread. Nothing is accepted any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_stopping) return;
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
        _checkpointer.Dispose();
    }

    public void Dispose()
    {
        Stop();
        try
        {
            _batch.Checkpoint("TRUNCATE");
        }
        catch (SqliteException)
        {
            // The log keeps what could not be moved; the next start reads it.
        }
        _batch.Dispose();
    }

    private void Run()
    {
        var batch = new PendingCommit[_settings.MaxBatch];
        while (true)
        {
            var count = Take(batch);
            if (count == 0) return;
            Make(batch.AsSpan(0, count));
            batch.AsSpan(0, count).Clear();
        }
    }

    /// <returns>How many were taken; 0 when stopping and all is done.</returns>
    private int Take(PendingCommit[] batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping) Monitor.Wait(_gate);
            var count = 0;
            while (count < batch.Length && _waiting.TryDequeue(out var pending)) batch[count++] = pending;
            return count;
        }
    }

    private void Make(ReadOnlySpan<PendingCommit> batch)
    {
        int pages;
        try
        {
            if (_checkpointer.Lagging) CatchUp();
            pages = _batch.Commit(batch);
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            Volatile.Write(ref _commitError, e.Message);
            foreach (var pending in batch)
            {
                pending.Changes.CommittedVersion = 0;
                pending.SetException(SqliteFile.Refuse("The change could not be made durable", e));
            }
            return;
        }

        Volatile.Write(ref _commitError, null);
        Interlocked.Increment(ref _transactions);
        foreach (var pending in batch) Answer(pending);
        _pagesLogged += pages;
        if (_pagesLogged < _settings.CheckpointPages || _checkpointer.Lagging) return;
        _pagesLogged = 0;
        _checkpointer.Request();
    }

    /// <summary>Moves what the background left of the log, so that the next transaction begins it anew; see the checkpointer.</summary>
    private void CatchUp()
    {
        var (logged, moved) = _batch.Checkpoint("PASSIVE");
        if (moved == logged) _checkpointer.CaughtUp();
    }

    private void Answer(PendingCommit pending)
    {
        if (!pending.Holds)
        {
            Interlocked.Increment(ref _conflicts);
            pending.SetResult(false);
            return;
        }

        Interlocked.Increment(ref _commits);
        try
        {
            if (pending.Changes.CommittedVersion > 0) Committed?.Invoke(pending.Changes);
        }
        catch (Exception e)
        {
            Volatile.Write(ref _subscriberError, $"A subscriber to Committed threw: {e.Message}");
            pending.SetException(new StoreException("The change is durable, but this process may still hold what it replaced.", e));
            return;
        }
        pending.SetResult(true);
    }
}
