using System.Text;

namespace Kagimori.Policies;

/// <summary>The text of a document as UTF-8, able to say on which line and column a byte stands.</summary>
/// <remarks>Lines and columns count from one, columns in UTF-16 code units.</remarks>
internal sealed class SourceText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private readonly bool _ascii;
    private int _byteCursor;
    private int _charCursor;

    private SourceText(string text, byte[] bytes)
    {
        Text = text;
        _bytes = bytes;
        _ascii = bytes.Length == text.Length;
    }

    public string Text { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public static bool TryCreate(string text, out SourceText? source)
    {
        source = null;
        if (!IsWellFormed(text)) return false;
        source = new SourceText(text, Strict.GetBytes(text));
        return true;
    }

    public int CharOffset(int byteOffset)
    {
        if (_ascii) return byteOffset;
        if (byteOffset < _byteCursor) (_byteCursor, _charCursor) = (0, 0);
        _charCursor += Encoding.UTF8.GetCharCount(_bytes, _byteCursor, byteOffset - _byteCursor);
        _byteCursor = byteOffset;
        return _charCursor;
    }

    public (int Line, int Column) Position(int byteOffset)
    {
        var before = Text.AsSpan(0, Math.Min(CharOffset(byteOffset), Text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
