using Kagimori.Storage;

namespace Kagimori.Audit;

/// <summary>The one thread that chains, writes and syncs.</summary>
internal sealed class AuditWriter
{
    /// <summary>The longest a record can be in the file and not on disk, in milliseconds.</summary>
    private const int SyncWithin = 1000;

    /// <summary>How long a refused write waits before it is tried again.</summary>
    private const int RetryAfter = 1000;

    private readonly AuditQueue _queue;
    private readonly AuditFile _file;
    private readonly long _rotation;
    private readonly bool _strict;
    private readonly Thread _thread;
    private readonly Lock _state = new();
    private readonly byte[] _head = new byte[AuditChain.HashLength];
    private readonly byte[] _nextHead = new byte[AuditChain.HashLength];
    private long _sequence;
    private AuditCounters _counters;
    private long? _unsyncedSince;
    private bool _syncFailed;

    public AuditWriter(AuditQueue queue, AuditFile file, AuditHead head, long rotation, bool strict)
    {
        _queue = queue;
        _file = file;
        _rotation = rotation;
        _strict = strict;
        _sequence = head.Sequence;
        System.Text.Encoding.ASCII.GetBytes(head.Hash, _head);
        _thread = new Thread(Run) { IsBackground = true, Name = "kagimori audit" };
        _thread.Start();
    }

    /// <summary>The last record written.</summary>
    public AuditHead Head
    {
        get
        {
            lock (_state) return new AuditHead(_sequence, AuditChain.Text(_head));
        }
    }

    public AuditCounters Counters
    {
        get
        {
            lock (_state) return _counters;
        }
    }

    /// <summary>Waits until everything is written and the thread has ended.</summary>
    /// <returns>Why records had to be given up; null when all are on disk.</returns>
    public AuditException? Join()
    {
        _thread.Join();
        _file.Dispose();
        return _queue.Error;
    }

    private void Run()
    {
        while (true)
        {
            var segment = _queue.Take(UntilSync());
            var done = segment is null ? TrySyncWhenDue() : Write(segment);
            if (!done || (segment is null && _queue.IsStopping)) return;
        }
    }

    /// <returns>False when the records had to be given up.</returns>
    private bool Write(AuditSegment segment)
    {
        var first = 0;
        while (true)
        {
            try
            {
                var mustSync = _strict || segment.MustSync;
                Chain(segment, ref first);
                _unsyncedSince ??= Environment.TickCount64;
                if (mustSync || UntilSync() == 0) Sync();
                _queue.Done(segment);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                var last = _queue.IsStopping;
                _queue.Fail(segment, Refuse(e));
                if (last || _syncFailed) return false;
                _queue.Pause(RetryAfter);
            }
        }
    }

    /// <summary>Links the lines from one on and appends them; it moves with what has been appended.</summary>
    private void Chain(AuditSegment segment, ref int first)
    {
        _head.CopyTo(_nextHead, 0);
        var end = first;
        for (var length = 0L; end < segment.Count; end++)
        {
            var line = segment.Lines(end, end + 1);
            if (_file.Length + length > 0 && _file.Length + length + line.Length > _rotation)
            {
                Append(segment, ref first, end);
                Rotate();
                length = 0;
            }
            AuditChain.Link(line, _nextHead);
            length += line.Length;
        }
        Append(segment, ref first, end);
    }

    private void Append(AuditSegment segment, ref int first, int end)
    {
        if (end == first) return;
        _file.Append(segment.Lines(first, end));
        lock (_state)
        {
            _sequence += end - first;
            _nextHead.CopyTo(_head, 0);
            _counters = _counters with { Records = _counters.Records + end - first, Batches = _counters.Batches + 1 };
        }
        first = end;
    }

    private void Rotate()
    {
        Sync();
        _file.Rotate();
    }

    private void Sync()
    {
        try
        {
            _file.Sync();
        }
        catch
        {
            // After a failed fsync the kernel may have dropped the pages and a second one would lie: only a restart,
            // which reads what is really there, can go on.
            _syncFailed = true;
            throw;
        }
        _unsyncedSince = null;
        lock (_state) _counters = _counters with { Syncs = _counters.Syncs + 1 };
    }

    private bool TrySyncWhenDue()
    {
        if (_unsyncedSince is null) return true;
        try
        {
            Sync();
            return true;
        }
        catch (IOException e)
        {
            _queue.Fail(null, Refuse(e));
            return false;
        }
    }

    /// <summary>Milliseconds; -1 when nothing waits for the disk. The disk's time is real: the injected clock does not move it.</summary>
    private int UntilSync() =>
        _unsyncedSince is { } since ? (int)Math.Clamp(since + SyncWithin - Environment.TickCount64, 0, SyncWithin) : -1;

    private static AuditException Refuse(Exception e) => new($"The audit trail cannot be written: {e.Message}", e);
}
