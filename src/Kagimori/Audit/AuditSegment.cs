using System.Buffers.Binary;

namespace Kagimori.Audit;

/// <summary>Records on their way to the writer, one after another in one buffer, each after its length.</summary>
internal sealed class AuditSegment(int capacity)
{
    private TaskCompletionSource? _written;
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public int Count { get; private set; }

    /// <summary>Someone waits for it to be on disk.</summary>
    public bool MustSync => _written is not null;

    public bool HasRoom(int record) => Length == 0 || Length + sizeof(int) + record <= _buffer.Length;

    public void Add(ReadOnlySpan<byte> record)
    {
        var after = Length + sizeof(int) + record.Length;
        if (after > _buffer.Length) Array.Resize(ref _buffer, after);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(Length), record.Length);
        record.CopyTo(_buffer.AsSpan(Length + sizeof(int)));
        Length = after;
        Count++;
    }

    /// <summary>The record at an offset, which moves to the next; false at the end.</summary>
    public bool TryRead(ref int offset, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (offset >= Length) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(offset));
        record = _buffer.AsSpan(offset + sizeof(int), length);
        offset += sizeof(int) + length;
        return true;
    }

    /// <summary>Completes when the segment is on disk. One task for all who wait; they go on on the thread pool.</summary>
    public Task Written => (_written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Succeed() => _written?.TrySetResult();

    /// <summary>Tells those who wait now; the records stay, and who comes later waits for another try.</summary>
    public void Fail(AuditException e)
    {
        _written?.TrySetException(e);
        _written = null;
    }

    public void Clear()
    {
        Length = 0;
        Count = 0;
        _written = null;
    }
}
