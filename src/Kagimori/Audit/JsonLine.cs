using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kagimori.Wire;

namespace Kagimori.Audit;

/// <summary>Builds a line of JSON from fixed text and values.</summary>
/// <remarks>
/// A record is mostly fixed text, known when the program is compiled: copying it costs a third of what a general JSON writer
/// does. What is well-formed is the caller's concern; the values are escaped here. For one thread at a time.
/// </remarks>
internal sealed class JsonLine
{
    /// <summary>A log is not HTML: only what JSON requires is escaped, control characters among it.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>What stands in JSON as it is, and in UTF-8 as one byte.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Text that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json) => json.CopyTo(Reserve(json.Length));

    /// <summary>A whole JSON value that was made elsewhere; line breaks between its tokens become spaces.</summary>
    public void Value(ReadOnlySpan<byte> json)
    {
        var written = Reserve(json.Length);
        json.CopyTo(written);
        written.Replace((byte)'\n', (byte)' ');
        written.Replace((byte)'\r', (byte)' ');
    }

    /// <summary>A string with its quotation marks.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            Raw("\""u8);
            Raw(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
            Raw("\""u8);
            return;
        }
        var written = Reserve(text.Length + 2);
        written[0] = written[^1] = (byte)'"';
        Ascii.FromUtf16(text, written[1..^1], out _);
    }

    /// <summary>A string of ASCII that needs no escaping, with its quotation marks.</summary>
    public void Text(Guid value)
    {
        var written = Reserve(38);
        written[0] = written[^1] = (byte)'"';
        value.TryFormat(written[1..], out _);
    }

    public void Number(int value)
    {
        Utf8Formatter.TryFormat(value, Reserve(11), out var digits);
        _length -= 11 - digits;
    }

    /// <summary>An instant of whole seconds in UTC, ISO 8601's extended format, with its quotation marks.</summary>
    public void Time(DateTimeOffset value)
    {
        var time = value.UtcDateTime;
        var written = Reserve(22);
        "\"0000-00-00T00:00:00Z\""u8.CopyTo(written);
        AsciiDigits.Write(written[1..5], time.Year);
        AsciiDigits.Write(written[6..8], time.Month);
        AsciiDigits.Write(written[9..11], time.Day);
        AsciiDigits.Write(written[12..14], time.Hour);
        AsciiDigits.Write(written[15..17], time.Minute);
        AsciiDigits.Write(written[18..20], time.Second);
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
