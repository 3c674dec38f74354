using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.Host.Commands;

/// <summary>An audit record as a tree that a person understands.</summary>
internal static class AuditExplanation
{
    public static string Of(JsonElement record)
    {
        var text = new StringBuilder();
        text.AppendLine($"{Text(record, "eventName")} by {Caller(record.GetProperty("userIdentity"))} at {Text(record, "eventTime")}");
        text.AppendLine(Text(record, "errorCode") is { } code ? $"Refused: {code} {Text(record, "errorMessage")}".TrimEnd() : "Carried out.");
        if (record.TryGetProperty("additionalEventData", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            if (data.TryGetProperty("forwarded", out var forwarded)) AppendForwarded(text, forwarded);
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

    private static string Caller(JsonElement identity) => (Text(identity, "arn"), Text(identity, "invokedBy")) switch
    {
        (null, null) => "an unauthenticated caller",
        (null, { } service) => service,
        ({ } arn, null) => arn,
        var (arn, service) => $"{arn} through {service}",
    };

    private static void AppendForwarded(StringBuilder text, JsonElement forwarded)
    {
        var said = forwarded.EnumerateObject().Where(member => member.Name is not ("by" or "accessKeyId")).Select(member => $"{member.Name} {member.Value}");
        text.AppendLine($"Forwarded by {Text(forwarded, "by")}, who says: {string.Join(", ", said)}");
    }

    private static void AppendDecision(StringBuilder text, JsonElement decision, JsonElement record)
    {
        text.AppendLine();
        if (decision.TryGetProperty("explanation", out var lines))
        {
            foreach (var line in lines.EnumerateArray()) text.AppendLine(line.GetString());
            return;
        }
        text.AppendLine($"{Text(decision, "action")} on {Text(decision, "resource") ?? Text(record.GetProperty("resources")[0], "ARN")}: {Outcome(decision)}");
        foreach (var statement in decision.GetProperty("statements").EnumerateArray())
        {
            var sid = Text(statement, "sid") is { Length: > 0 } name ? $" \"{name}\"" : "";
            text.AppendLine($"└─ {Words(Text(statement, "policyType")!)} {Text(statement, "policy")}, statement {statement.GetProperty("statement").GetInt32() + 1}{sid}");
        }
    }

    private static string Outcome(JsonElement decision) =>
        Enum.TryParse<DecisionOutcome>(Text(decision, "outcome"), out var outcome) && Enum.TryParse<DecidedBy>(Text(decision, "by"), out var by)
            ? new Decision(outcome, by) { Path = Enum.TryParse<AllowPath>(Text(decision, "path"), out var path) ? path : default }.ToText(Text(decision, "action")!)
            : $"{Text(decision, "outcome")} by {Text(decision, "by")}";

    // KeyPolicy: key policy.
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
