using System.Buffers;

namespace Kagimori.Audit;

/// <summary>Streams the lines of one file of any size through one small buffer.</summary>
internal sealed class AuditLines : IDisposable
{
    /// <summary>Longer than any record can be: a line that reaches it is cut there and is no record.</summary>
    public const int MaxLine = 1024 * 1024;

    private readonly FileStream _file;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int _start;
    private int _end;
    private Range _line;
    private bool _ended;

    public AuditLines(string path, long from = 0)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _file.Position = Position = from;
    }

    /// <summary>The last line read, without its line break; valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_line);

    /// <summary>Where the last line read begins in the file.</summary>
    public long LineStart { get; private set; }

    /// <summary>Where the next one begins.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the last line read had its line break; only the last of a file can lack it.</summary>
    public bool IsComplete { get; private set; }

    /// <returns>False at the end of the file.</returns>
    public bool Read()
    {
        LineStart = Position;
        var searched = 0;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var length = unread[searched..].IndexOf((byte)'\n');
            if (length >= 0) return Take(searched + length, 1);
            searched = unread.Length;
            if (searched >= MaxLine) return TakeOverlong();
            if (_ended) return Take(searched, 0);
            Fill();
        }
    }

    /// <summary>Goes back to where the last line read begins, to read it again as it is by now.</summary>
    public void GoBack()
    {
        _file.Position = Position = LineStart;
        _start = _end = 0;
        _ended = false;
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool Take(int length, int lineBreak)
    {
        _line = _start..(_start + length);
        _start += length + lineBreak;
        Position += length + lineBreak;
        IsComplete = lineBreak > 0;
        return length + lineBreak > 0;
    }

    private bool TakeOverlong()
    {
        // What is kept is no record and its content does not matter; what follows, up to the line break, is passed over.
        Position += _end - _start;
        _start = _end = 0;
        IsComplete = false;
        while (!IsComplete && !_ended)
        {
            _end = _file.Read(_buffer);
            _ended = _end == 0;
            var at = _buffer.AsSpan(0, _end).IndexOf((byte)'\n');
            IsComplete = at >= 0;
            _start = IsComplete ? at + 1 : _end;
            Position += _start;
        }
        _line = default;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var read = _file.Read(_buffer.AsSpan(_end));
        _ended = read == 0;
        _end += read;
    }
}
