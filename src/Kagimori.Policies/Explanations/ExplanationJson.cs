using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>Writes an explanation as one JSON object; nothing is left out that the text has.</summary>
internal static class ExplanationJson
{
    public static void Write(Explanation explanation, Utf8JsonWriter writer)
    {
        var decision = explanation.Decision;
        writer.WriteStartObject();
        writer.WriteString("outcome", decision.Outcome.ToString());
        writer.WriteString("by", decision.By.ToString());
        writer.WriteString("path", decision.Path.ToString());
        writer.WriteString("summary", explanation.Summary);
        writer.WriteString("principal", explanation.Principal.Arn);
        writer.WriteString("action", explanation.Action);
        writer.WriteString("resource", explanation.Resource);
        writer.WriteBoolean("crossAccount", explanation.IsCrossAccount);
        writer.WriteStartArray("grants");
        foreach (var grant in explanation.Grants)
        {
            writer.WriteStartObject();
            writer.WriteString("class", grant.Class.ToString());
            writer.WriteBoolean("issuerIsCallerAccount", grant.IssuerIsCallerAccount);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("sets");
        foreach (var set in explanation.Sets) Write(set, writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(PolicySetExplanation set, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("title", set.Title);
        writer.WriteString("kind", set.Kind.ToString());
        writer.WriteBoolean("denies", set.Denies);
        writer.WriteBoolean("allows", set.Allows);
        writer.WriteStartArray("policies");
        foreach (var policy in set.Policies)
        {
            writer.WriteStartObject();
            writer.WriteString("name", policy.Policy.Name);
            if (policy.Policy.Arn is not null) writer.WriteString("arn", policy.Policy.Arn);
            writer.WriteString("source", policy.Policy.Source.ToString());
            writer.WriteStartArray("statements");
            foreach (var statement in policy.Statements) Write(statement, writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(StatementExplanation explained, Utf8JsonWriter writer)
    {
        var statement = explained.Statement;
        writer.WriteStartObject();
        writer.WriteNumber("index", statement.Index);
        if (statement.Sid is not null) writer.WriteString("sid", statement.Sid);
        writer.WriteString("effect", statement.Effect.ToString());
        writer.WriteNumber("line", statement.Line);
        writer.WriteString("applies", explained.Applies.ToString());
        writer.WriteStartArray("elements");
        foreach (var element in explained.Elements)
        {
            writer.WriteStartObject();
            writer.WriteString("name", element.Name);
            writer.WriteBoolean("matched", element.Matched);
            writer.WriteString("why", element.Why);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("conditions");
        foreach (var condition in explained.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("operator", condition.Operator);
            writer.WriteString("key", condition.Key);
            WriteList(writer, "expected", condition.Expected);
            if (condition.Actual is not null) WriteList(writer, "actual", condition.Actual);
            writer.WriteBoolean("holds", condition.Holds);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
