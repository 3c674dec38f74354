using System.Buffers;
using System.Text;

namespace Kagimori.Authentication;

/// <summary>Bytes written one after the other: on the caller's stack as long as they fit, then in pooled memory.</summary>
/// <remarks>Pass by reference; dispose once. Holds no secrets.</remarks>
internal ref struct Utf8Buffer(Span<byte> initial)
{
    private Span<byte> _bytes = initial;
    private byte[]? _pooled;
    private int _length;

    public readonly int Length => _length;

    public readonly Span<byte> Written => _bytes[.._length];

    public void Append(byte value)
    {
        if (_length == _bytes.Length) Grow(1);
        _bytes[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length - _length < most) Grow(most);
        _length += Encoding.UTF8.GetBytes(text, _bytes[_length..]);
    }

    /// <summary>The next <paramref name="count"/> bytes, for the caller to write.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
        _length += count;
        return _bytes.Slice(_length - count, count);
    }

    /// <summary>Forgets what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => _length = length;

    public readonly void Dispose()
    {
        if (_pooled is not null) ArrayPool<byte>.Shared.Return(_pooled);
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + more));
        Written.CopyTo(larger);
        Dispose();
        _bytes = _pooled = larger;
    }
}
