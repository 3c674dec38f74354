using System.Text.Json;
using System.Text.Unicode;

namespace Kagimori.PolicyTools;

/// <summary>Finds the id of an evaluation line, also of one that is not what it should be further on.</summary>
internal static class EvaluationId
{
    /// <summary>The JSON of the member, as it is written; null where there is none that can be read.</summary>
    public static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> line)
    {
        // Not the final block: what is missing at the end of the line does not matter before.
        var reader = new Utf8JsonReader(line.Span, isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                if (!reader.Read()) return null;
                var start = (int)reader.TokenStartIndex;
                if (!reader.TrySkip()) return null;
                if (!isId) continue;
                var value = line[start..(int)reader.BytesConsumed];
                if (Utf8.IsValid(value.Span)) return value;
                return null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports bad JSON, and bad escapes in a name, by exception.
        }
        return null;
    }
}
