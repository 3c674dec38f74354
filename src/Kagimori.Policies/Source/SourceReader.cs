using System.Text;
using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>Reads strict JSON into <see cref="SourceNode"/>s: no comments, no trailing commas, no member twice in an object.</summary>
/// <remarks>Bad text is data, not misuse: it comes back as an error. The deepest valid policy nests six levels.</remarks>
internal static class SourceReader
{
    private const int MaxDepth = 16;

    public static bool TryRead(SourceText source, out SourceNode? root, out string? problem, out int problemAt)
    {
        root = null;
        problem = null;
        problemAt = 0;
        var reader = new Utf8JsonReader(source.Bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            if (!TryReadValue(ref reader, out root, out problem, out problemAt)) return false;
            reader.Read(); // refuses anything but white space after the document
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports by exception, also a lone surrogate written as an escape.
            root = null;
            problem = "is not valid JSON";
            problemAt = e is JsonException json ? OffsetOf(source.Bytes, json) : (int)reader.TokenStartIndex;
            return false;
        }
    }

    // The exception counts lines and bytes of a line from zero.
    private static int OffsetOf(ReadOnlySpan<byte> bytes, JsonException e)
    {
        var lineStart = 0;
        for (var line = 0L; line < (e.LineNumber ?? 0); line++)
        {
            var length = bytes[lineStart..].IndexOf((byte)'\n');
            if (length < 0) break;
            lineStart += length + 1;
        }
        return (int)Math.Min(lineStart + (e.BytePositionInLine ?? 0), bytes.Length);
    }

    private static bool TryReadValue(ref Utf8JsonReader reader, out SourceNode? node, out string? problem, out int problemAt)
    {
        problem = null;
        problemAt = 0;
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return TryReadObject(ref reader, start, out node, out problem, out problemAt);
            case JsonTokenType.StartArray:
                var items = new List<SourceNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (!TryReadValue(ref reader, out node, out problem, out problemAt)) return false;
                    items.Add(node!);
                }
                node = new SourceNode { Kind = SourceKind.Array, Start = start, End = (int)reader.BytesConsumed, Items = items };
                return true;
            case JsonTokenType.String:
                node = Scalar(ref reader, SourceKind.Text, reader.GetString()!);
                return true;
            case JsonTokenType.Number:
                node = Scalar(ref reader, SourceKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
                return true;
            case JsonTokenType.True or JsonTokenType.False:
                node = Scalar(ref reader, SourceKind.Boolean, reader.TokenType == JsonTokenType.True ? "true" : "false");
                return true;
            default:
                node = Scalar(ref reader, SourceKind.Nothing, "null");
                return true;
        }
    }

    private static bool TryReadObject(ref Utf8JsonReader reader, int start, out SourceNode? node, out string? problem, out int problemAt)
    {
        var members = new List<SourceMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        node = null;
        problem = null;
        problemAt = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var nameStart = (int)reader.TokenStartIndex;
            if (!names.Add(name))
            {
                (problem, problemAt) = ($"has the member \"{name}\" twice", nameStart);
                return false;
            }
            reader.Read();
            if (!TryReadValue(ref reader, out var value, out problem, out problemAt)) return false;
            members.Add(new SourceMember(name, nameStart, value!));
        }
        node = new SourceNode { Kind = SourceKind.Object, Start = start, End = (int)reader.BytesConsumed, Members = members };
        return true;
    }

    private static SourceNode Scalar(ref Utf8JsonReader reader, SourceKind kind, string text) =>
        new() { Kind = kind, Start = (int)reader.TokenStartIndex, End = (int)reader.BytesConsumed, Text = text };
}
