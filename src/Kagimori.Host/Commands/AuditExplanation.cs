using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kagimori.Host.Commands;

/// <summary>An audit record as a tree that a person understands.</summary>
internal static class AuditExplanation
{
    public static string Of(JsonElement record)
    {
        var text = new StringBuilder();
        var identity = record.GetProperty("userIdentity");
        text.AppendLine($"{Text(record, "eventName")} by {Text(identity, "arn") ?? "an unauthenticated caller"} at {Text(record, "eventTime")}");
        text.AppendLine(Text(record, "errorCode") is { } code ? $"Refused: {code} {Text(record, "errorMessage")}".TrimEnd() : "Carried out.");
        if (record.TryGetProperty("additionalEventData", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            if (data.TryGetProperty("decisions", out var decisions))
            {
                foreach (var decision in decisions.EnumerateArray()) AppendDecision(text, decision, record);
            }
            if (Text(data, "reason") is { } reason) text.AppendLine($"The reason, which the caller was not told: {reason}");
        }
        return text.ToString();
    }

    /// <summary>The record as it was written, indented.</summary>
    public static string Json(JsonElement record)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) record.WriteTo(json);
        return Encoding.UTF8.GetString(output.WrittenSpan) + "\n";
    }

    private static void AppendDecision(StringBuilder text, JsonElement decision, JsonElement record)
    {
        text.AppendLine();
        if (decision.TryGetProperty("explanation", out var lines))
        {
            foreach (var line in lines.EnumerateArray()) text.AppendLine(line.GetString());
            return;
        }
        text.AppendLine($"{Text(decision, "action")} on {Text(decision, "resource") ?? Text(record.GetProperty("resources")[0], "ARN")}: {Text(decision, "outcome")} by {Text(decision, "by")}{(Text(decision, "path") is { } path ? $", path {path}" : "")}");
        foreach (var statement in decision.GetProperty("statements").EnumerateArray())
        {
            var sid = Text(statement, "sid") is { Length: > 0 } name ? $" \"{name}\"" : "";
            text.AppendLine($"└─ statement {statement.GetProperty("statement").GetInt32() + 1}{sid} of {Text(statement, "policyType")} {Text(statement, "policy")}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
