using System.Text;
using System.Text.Json;

namespace Kagimori.Audit;

/// <summary>Finds records in a trail. It reads what is there and does not verify it.</summary>
public static class AuditReader
{
    /// <summary>The record of a request, newest file first; null where there is none. The caller disposes it.</summary>
    public static JsonDocument? Find(string directory, string requestId)
    {
        ArgumentException.ThrowIfNullOrEmpty(requestId);
        // A record whose parameters contain the same text is possible: the bytes find candidates, the parsed member decides.
        var text = JsonEncodedText.Encode(requestId, AuditJson.Encoder);
        byte[] wanted = [.. "\"requestID\":\""u8, .. text.EncodedUtf8Bytes, (byte)'"'];
        var numbers = AuditFiles.List(directory);
        for (var i = numbers.Count - 1; i >= 0; i--)
        {
            using var lines = new AuditLines(AuditFiles.Path(directory, numbers[i]));
            while (lines.TryRead(out var line))
            {
                if (line.IndexOf(wanted) >= 0 && Parse(line, requestId) is { } found) return found;
            }
        }
        return null;
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> line, string requestId)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            if (document.RootElement.TryGetProperty("requestID"u8, out var id) && id.ValueEquals(requestId)) return document;
        }
        catch (JsonException)
        {
            // A line under way or damaged is no record.
        }
        document?.Dispose();
        return null;
    }
}
