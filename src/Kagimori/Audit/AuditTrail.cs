using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kagimori.Storage;

namespace Kagimori.Audit;

/// <summary>The audit trail of one process: CloudTrail records, chained by hash, in files that are only ever appended to.</summary>
/// <remarks>Safe for any number of threads. Records are numbered in the order in which they were handed over.</remarks>
public sealed class AuditTrail : IAsyncDisposable
{
    /// <summary>The size a file is closed at, in bytes.</summary>
    public const long DefaultRotationBytes = 64 * 1024 * 1024;

    /// <summary>How much can wait for the writer, in bytes; twice that is held at most.</summary>
    private const int Capacity = 4 * 1024 * 1024;

    private readonly FolderLock _lock;
    private readonly AuditQueue _queue;
    private readonly AuditWriter _writer;
    private readonly bool _strict;
    private bool _disposed;

    private AuditTrail(FolderLock folderLock, AuditFile file, AuditHead head, AuditMode mode, long rotationBytes, int capacity)
    {
        _lock = folderLock;
        _strict = mode == AuditMode.Strict;
        _queue = new AuditQueue(capacity, head.Sequence);
        _writer = new AuditWriter(_queue, file, head, rotationBytes, _strict);
    }

    /// <summary>Whether records can be written. When not, every request is to be refused before it has an effect.</summary>
    public bool IsHealthy => _queue.Error is null;

    /// <summary>Why the trail is not healthy; null when it is.</summary>
    public string? LastError => _queue.Error?.Message;

    /// <summary>The last record written.</summary>
    public AuditHead Head => _writer.Head;

    public AuditCounters Counters => _writer.Counters;

    /// <summary>Opens the trail in a directory and continues its chain; creates both where there are none.</summary>
    /// <exception cref="AuditException">The directory is in use or cannot be written, or the trail's end is damaged.</exception>
    public static AuditTrail Open(string directory, AuditMode mode, TimeProvider time, long rotationBytes = DefaultRotationBytes) =>
        Open(directory, mode, time, rotationBytes, Capacity);

    internal static AuditTrail Open(string directory, AuditMode mode, TimeProvider time, long rotationBytes, int capacity)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(rotationBytes, 1);
        directory = Path.GetFullPath(directory);
        FolderLock? folderLock = null;
        try
        {
            folderLock = FolderLock.Take(directory, "audit.lock");
            var end = AuditEnd.Find(directory);
            var file = new AuditFile(directory, end.Number, end.Length);
            var trail = new AuditTrail(folderLock, file, end.Head, mode, rotationBytes, capacity);
            if (end.Cut is { } cut) trail.Recovered(cut, end.Head, time);
            return trail;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException)
        {
            folderLock?.Dispose();
            throw new AuditException($"The audit trail in {directory} cannot be opened: {e.Message}", e);
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Hands a record over. Asynchronous mode: done when the writer has it, which takes longer only when the writer is far
    /// behind; a record is never dropped. Strict mode: done when it is on disk.
    /// </summary>
    /// <exception cref="AuditException">
    /// The trail cannot be written. The record is kept for when it can be, where there is room; its request must not be answered
    /// as if it had been recorded.
    /// </exception>
    public ValueTask RecordAsync(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        var record = AuditJson.Event(auditEvent);
        return _queue.TryAdd(record, _strict, out var wait)
            ? new ValueTask(wait)
            : new ValueTask(RecordLater(record.ToArray(), wait));
    }

    /// <summary>Done when every record handed over before is on disk, whatever the mode.</summary>
    public ValueTask FlushAsync() => new(_queue.Flush());

    /// <summary>Writes and syncs everything handed over, then closes.</summary>
    /// <exception cref="AuditException">Records could not be written and are lost.</exception>
    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        _queue.Stop();
        var lost = _writer.Join();
        _lock.Dispose();
        return lost is null ? ValueTask.CompletedTask : ValueTask.FromException(lost);
    }

    private async Task RecordLater(byte[] record, Task room)
    {
        await room.ConfigureAwait(false);
        Task wait;
        while (!_queue.TryAdd(record, _strict, out wait)) await wait.ConfigureAwait(false);
        await wait.ConfigureAwait(false);
    }

    /// <summary>Records a cut in the chain itself, on disk before the trail is used.</summary>
    private void Recovered(AuditCut cut, AuditHead head, TimeProvider time)
    {
        var details = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(details))
        {
            writer.WriteStartObject();
            writer.WriteString("file"u8, cut.File);
            writer.WriteNumber("offset"u8, cut.Offset);
            writer.WriteNumber("bytes"u8, cut.Bytes);
            writer.WriteString("sha256"u8, cut.Hash);
            writer.WriteString("keptAs"u8, cut.KeptAs);
            writer.WriteEndObject();
        }
        var now = time.GetUtcNow();
        var record = AuditJson.Event(new AuditEvent
        {
            UserIdentity = AuditIdentity.Service(null),
            EventTime = now,
            EventName = "AuditTrailRecovered",
            SourceIPAddress = "AWS Internal",
            UserAgent = "AWS Internal",
            // Unique without chance: no other record follows this one at this moment after this cut.
            EventId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{head.Hash} {cut.Hash} {now.UtcTicks}")).AsSpan(0, 16)),
            EventType = AuditEventType.AwsServiceEvent,
            ServiceEventDetails = details.WrittenMemory,
        });
        try
        {
            _queue.TryAdd(record, sync: true, out var wait);
            wait.GetAwaiter().GetResult();
        }
        catch
        {
            _queue.Stop();
            _ = _writer.Join();
            throw;
        }
    }
}
