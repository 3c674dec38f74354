using System.Buffers;

namespace Kagimori.Authentication;

/// <summary>AWS's UriEncode: all but the unreserved characters of RFC 3986 as %XY in upper case.</summary>
internal static class UriEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    public static void AppendEncoded(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> text)
    {
        var bytes = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            bytes.Append(text);
            AppendEncoded(ref buffer, bytes.Written);
        }
        finally
        {
            bytes.Dispose();
        }
    }

    public static void AppendEncoded(ref Utf8Buffer buffer, scoped ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (Unreserved.Contains(value))
            {
                buffer.Append(value);
                continue;
            }
            var escape = buffer.Reserve(3);
            escape[0] = (byte)'%';
            escape[1] = Digits[value >> 4];
            escape[2] = Digits[value & 15];
        }
    }

    /// <summary>Undoes the encoding of a query string, where a plus is a space; what is no valid escape stands for itself.</summary>
    public static void AppendDecoded(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny('%', '+');
            if (special < 0)
            {
                buffer.Append(text);
                return;
            }
            buffer.Append(text[..special]);
            text = text[special..];
            if (text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                buffer.Append((byte)((Digit(high) << 4) | Digit(low)));
                text = text[3..];
                continue;
            }
            buffer.Append(text[0] == '+' ? (byte)' ' : (byte)'%');
            text = text[1..];
        }
    }

    private static int Digit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
