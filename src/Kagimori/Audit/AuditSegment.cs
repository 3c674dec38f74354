namespace Kagimori.Audit;

/// <summary>Records on their way to the writer, as the lines they will be in the file, one after another in one buffer.</summary>
internal sealed class AuditSegment(int capacity)
{
    private readonly List<int> _ends = [];
    private TaskCompletionSource? _written;
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public int Count => _ends.Count;

    /// <summary>Someone waits for it to be on disk.</summary>
    public bool MustSync => _written is not null;

    public bool HasRoom(int record) => Length == 0 || Length + record + AuditChain.MaxSuffix <= _buffer.Length;

    public void Add(ReadOnlySpan<byte> record, long sequence)
    {
        var most = Length + record.Length + AuditChain.MaxSuffix;
        if (most > _buffer.Length) Array.Resize(ref _buffer, most);
        Length += AuditChain.Write(record, sequence, _buffer.AsSpan(Length));
        _ends.Add(Length);
    }

    /// <summary>The lines from one of them on, up to another.</summary>
    public Span<byte> Lines(int from, int to) => _buffer.AsSpan(Start(from)..Start(to));

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
        _ends.Clear();
        _written = null;
    }

    private int Start(int line) => line == 0 ? 0 : _ends[line - 1];
}
