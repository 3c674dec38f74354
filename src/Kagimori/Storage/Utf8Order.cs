using System.Text;

namespace Kagimori.Storage;

/// <summary>The order of ids: by UTF-8 bytes, which is by code point (and not .NET's ordinal order, which is by UTF-16 unit).</summary>
internal static class Utf8Order
{
    public static bool IsWellFormed(string text)
    {
        if (text.Contains('\0')) return false;
        var from = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (from < 0) return true;
        for (var i = from; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune)) return false;
            i += rune.Utf16SequenceLength;
        }
        return true;
    }

    public static int Compare(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    /// <summary>The least text greater than every text with this prefix; null where there is none.</summary>
    public static string? AfterPrefix(string prefix)
    {
        var end = prefix.Length;
        while (end > 0)
        {
            var start = end >= 2 && char.IsLowSurrogate(prefix[end - 1]) ? end - 2 : end - 1;
            var last = Rune.GetRuneAt(prefix, start).Value;
            if (last < 0x10FFFF)
            {
                var next = last == 0xD7FF ? 0xE000 : last + 1;
                return string.Concat(prefix.AsSpan(0, start), new Rune(next).ToString());
            }
            end = start;
        }
        return null;
    }
}
