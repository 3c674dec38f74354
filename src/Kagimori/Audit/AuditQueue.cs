namespace Kagimori.Audit;

/// <summary>Where requests hand their records over: two segments, one filling while the other is being written.</summary>
/// <remarks>
/// A hand-over numbers the record and copies it, under a lock. The writer is woken when it sleeps for want of records, when a segment is half full
/// or when someone waits for the disk; not once per record.
/// </remarks>
internal sealed class AuditQueue(int capacity, long lastSequence)
{
    /// <summary>How long the writer lets records gather when no one waits for the disk, in milliseconds.</summary>
    private const int Gather = 2;

    private readonly object _gate = new();
    private long _lastSequence = lastSequence;
    private AuditSegment _filling = new(capacity);
    private AuditSegment? _spare = new(capacity);
    private TaskCompletionSource? _room;
    private volatile AuditException? _error; // written under the lock
    private bool _idle;
    private bool _stopping;

    /// <summary>Why records cannot be written now; null when they can.</summary>
    public AuditException? Error => _error;

    /// <summary>Takes a record over.</summary>
    /// <param name="record">Copied.</param>
    /// <param name="sync">Whether to wait for the disk.</param>
    /// <param name="wait">When taken: what to wait for. When not: completes when it is worth trying again.</param>
    /// <returns>False when full.</returns>
    public bool TryAdd(ReadOnlySpan<byte> record, bool sync, out Task wait)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(AuditTrail));
            var room = _filling.HasRoom(record.Length);
            if (!room && _error is null)
            {
                wait = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                return false;
            }
            // While the disk refuses, a record is kept where there is room and its request is refused all the same.
            if (room) _filling.Add(record, ++_lastSequence);
            wait = _error is not null ? Task.FromException(Again(_error)) : sync ? _filling.Written : Task.CompletedTask;
            if (_error is null && (_idle || _filling.Length > capacity / 2)) Wake();
            return true;
        }
    }

    /// <summary>Completes when everything handed over so far is on disk.</summary>
    public Task Flush()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(AuditTrail));
            if (_error is not null) return Task.FromException(Again(_error));
            var written = _filling.Written;
            Wake();
            return written;
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }
    }

    public bool IsStopping
    {
        get
        {
            lock (_gate) return _stopping;
        }
    }

    /// <summary>For the writer: waits for records.</summary>
    /// <param name="milliseconds">How long at most; -1 is for ever.</param>
    /// <returns>A segment, to be given back; null when the time is over, or stopping with nothing left.</returns>
    public AuditSegment? Take(int milliseconds)
    {
        lock (_gate)
        {
            if (_filling.Count == 0 && !IsUrgent)
            {
                _idle = true;
                Monitor.Wait(_gate, milliseconds);
                _idle = false;
            }
            if (_filling.Count > 0 && !IsUrgent) Monitor.Wait(_gate, Gather);
            if (_filling.Count == 0 && !_filling.MustSync) return null;

            var taken = _filling;
            _filling = _spare ?? new AuditSegment(capacity);
            _spare = null;
            _room?.TrySetResult();
            _room = null;
            return taken;
        }
    }

    /// <summary>For the writer: a segment is written.</summary>
    public void Done(AuditSegment segment)
    {
        segment.Succeed();
        segment.Clear();
        lock (_gate)
        {
            _spare = segment;
            _error = null;
        }
    }

    /// <summary>For the writer: a segment cannot be written now. Everyone who waits is told.</summary>
    public void Fail(AuditSegment? segment, AuditException error)
    {
        segment?.Fail(error);
        lock (_gate)
        {
            _error = error;
            _filling.Fail(error);
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>For the writer: lets time pass after a failure, until stopping at the latest.</summary>
    public void Pause(int milliseconds)
    {
        lock (_gate)
        {
            if (!_stopping) Monitor.Wait(_gate, milliseconds);
        }
    }

    private bool IsUrgent => _stopping || _filling.MustSync || _filling.Length > capacity / 2;

    private void Wake()
    {
        _idle = false;
        Monitor.Pulse(_gate);
    }

    /// <summary>A new exception each time: one that is thrown in many places at once loses its traces.</summary>
    private static AuditException Again(AuditException error) => new(error.Message, error);
}
