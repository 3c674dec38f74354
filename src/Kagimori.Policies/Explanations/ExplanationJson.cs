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
        if (explanation.IsPartial) writer.WriteBoolean("partial", true);
        if (decision.IsAllowed) HintJson.WriteSupport(explanation, writer);
        else HintJson.WriteHints(explanation.Hints, writer);
        writer.WriteStartArray("grants");
        foreach (var grant in explanation.Grants) Write(grant, writer);
        writer.WriteEndArray();
        if (explanation.GrantsLeftOut > 0) writer.WriteNumber("grantsLeftOut", explanation.GrantsLeftOut);
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
        writer.WriteString("contribution", set.Contribution);
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
        Write(explained.Elements, writer);
        Write(explained.Conditions, writer);
        writer.WriteEndObject();
    }

    private static void Write(GrantExplanation grant, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (grant.Id.Length > 0) writer.WriteString("id", grant.Id);
        writer.WriteBoolean("covers", grant.Covers is not null);
        if (grant.Covers is { } covers)
        {
            writer.WriteString("class", covers.Class.ToString());
            writer.WriteBoolean("issuerIsCallerAccount", covers.IssuerIsCallerAccount);
        }
        Write(grant.Elements, writer);
        writer.WriteEndObject();
    }

    private static void Write(IReadOnlyList<ElementExplanation> elements, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("elements");
        foreach (var element in elements)
        {
            writer.WriteStartObject();
            writer.WriteString("name", element.Name);
            writer.WriteBoolean("matched", element.Matched);
            writer.WriteString("why", element.Why);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void Write(IReadOnlyList<ConditionExplanation> conditions, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("conditions");
        foreach (var condition in conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("operator", condition.Operator);
            writer.WriteString("key", condition.Key);
            WriteList(writer, "expected", condition.Expected);
            if (condition.Actual is not null) WriteList(writer, "actual", condition.Actual);
            writer.WriteBoolean("holds", condition.Holds);
            if (condition.Note is not null) writer.WriteString("note", condition.Note);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
