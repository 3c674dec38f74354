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
        var text = JsonEncodedText.Encode(requestId, JsonLine.Encoder);
        byte[] wanted = [.. "\"requestID\":\""u8, .. text.EncodedUtf8Bytes, (byte)'"'];
        return Find(directory, wanted, record => record.TryGetProperty("requestID"u8, out var id) && id.ValueEquals(requestId), first: true);
    }

    /// <summary>The newest record of a request that was refused; null where there is none. The caller disposes it.</summary>
    public static JsonDocument? FindLatestRefusal(string directory) =>
        Find(directory, "\"errorCode\":\""u8.ToArray(), record => record.TryGetProperty("errorCode"u8, out _), first: false);

    private static JsonDocument? Find(string directory, byte[] wanted, Func<JsonElement, bool> isIt, bool first)
    {
        var numbers = AuditFiles.List(directory);
        JsonDocument? found = null;
        for (var i = numbers.Count - 1; i >= 0 && found is null; i--)
        {
            using var lines = new AuditLines(AuditFiles.Path(directory, numbers[i]));
            while (!(first && found is not null) && lines.Read())
            {
                if (lines.Line.IndexOf(wanted) < 0 || Parse(lines.Line, isIt) is not { } record) continue;
                found?.Dispose();
                found = record;
            }
        }
        return found;
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> line, Func<JsonElement, bool> isIt)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            if (isIt(document.RootElement)) return document;
        }
        catch (JsonException)
        {
            // A line under way or damaged is no record.
        }
        document?.Dispose();
        return null;
    }
}
