using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Kagimori.Policies;

/// <summary>Whether bytes are UTF-8.</summary>
internal static class TextEncoding
{
    /// <summary>The offset of the first byte that no UTF-8 can have there; null when all is well.</summary>
    public static int? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }
}
