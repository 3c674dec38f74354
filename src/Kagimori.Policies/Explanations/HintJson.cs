using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>Writes what would change a decision.</summary>
internal static class HintJson
{
    /// <summary><c>"hints": [{"changes": [{"kind", "set", …}]}]</c></summary>
    public static void WriteHints(IReadOnlyList<Hint> hints, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("hints");
        foreach (var hint in hints)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("changes");
            foreach (var change in hint.Changes) Write(change, writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary><c>"restsOn": {"statements": [{"policy", …}], "grants": ["…"]}</c></summary>
    public static void WriteSupport(Explanation explanation, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("restsOn");
        writer.WriteStartArray("statements");
        foreach (var deciding in explanation.RestsOn)
        {
            writer.WriteStartObject();
            Write(deciding, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("grants");
        foreach (var grant in explanation.RestsOnGrants) writer.WriteStringValue(grant.Id);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(PolicyChange change, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", change.Kind.ToString());
        writer.WriteString("set", change.Set.ToString());
        if (change.Level is { } level) writer.WriteNumber("level", level);
        if (change.Statement is { } deciding) Write(deciding, writer);
        if (change.Principal is { } principal)
        {
            writer.WriteStartObject("principal");
            writer.WriteString(principal.Type, principal.Text);
            writer.WriteEndObject();
        }
        writer.WriteString("action", change.Action);
        if (change.Resource is not null) writer.WriteString("resource", change.Resource);
        if (change.Conditions.Count > 0) ExplanationJson.Write(change.Conditions, writer);
        writer.WriteString("text", change.Text);
        writer.WriteEndObject();
    }

    private static void Write(DecidingStatement deciding, Utf8JsonWriter writer)
    {
        writer.WriteString("policy", deciding.Policy.Name);
        if (deciding.Policy.Arn is not null) writer.WriteString("arn", deciding.Policy.Arn);
        writer.WriteString("source", deciding.Policy.Source.ToString());
        writer.WriteNumber("statement", deciding.Statement.Index);
        if (deciding.Statement.Sid is not null) writer.WriteString("sid", deciding.Statement.Sid);
        writer.WriteNumber("line", deciding.Statement.Line);
    }
}
