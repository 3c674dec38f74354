using System.Buffers;

namespace Kagimori.Policies;

/// <summary>A growing row of pattern codes that starts on the stack and moves to the shared pool when it outgrows it.</summary>
internal ref struct CodeBuffer
{
    private Span<int> _codes;
    private int[]? _rented;
    private int _length;

    public CodeBuffer(Span<int> initial) => _codes = initial;

    public readonly ReadOnlySpan<int> Codes => _codes[.._length];

    public void Append(ReadOnlySpan<int> codes)
    {
        Reserve(codes.Length);
        codes.CopyTo(_codes[_length..]);
        _length += codes.Length;
    }

    /// <summary>Appends text that means only itself: a star in it is a star.</summary>
    public void AppendLiteral(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        foreach (var c in text) _codes[_length++] = c;
    }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<int>.Shared.Return(_rented);
        _rented = null;
    }

    private void Reserve(int more)
    {
        if (_length + more <= _codes.Length) return;
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(_length + more, 2 * _codes.Length));
        _codes[.._length].CopyTo(larger);
        Dispose();
        _rented = larger;
        _codes = larger;
    }
}
