using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Writes an impact as one JSON object; nothing is left out that the text has.</summary>
internal static class PolicyImpactJson
{
    public static void Write(PolicyImpact impact, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("key", impact.Key.ToString());
        writer.WriteStartArray("principals");
        foreach (var principal in impact.Principals) Write(principal, writer);
        writer.WriteEndArray();
        writer.WriteStartObject("safetyCheck");
        Write("accepts", impact.PassingSafetyCheck.Select(one => one.Principal.Name), writer);
        Write("refuses", impact.FailingSafetyCheck.Select(one => one.Principal.Name), writer);
        Write("keepers", impact.Keepers.Select(principal => principal.Name), writer);
        writer.WriteBoolean("lockout", !impact.Keepers.Any());
        writer.WriteEndObject();
        Write("notForwarded", impact.NotForwarded, writer);
        writer.WriteEndObject();
    }

    private static void Write(PrincipalImpact principal, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("principal", principal.Arn);
        writer.WriteString("kind", principal.Kind);
        if (principal.Through is not null) writer.WriteString("through", principal.Through);
        Write("gains", principal.Of(ImpactChange.Gains), writer);
        Write("loses", principal.Of(ImpactChange.Loses), writer);
        Write("changes", principal.Of(ImpactChange.Changes), writer);
        Write("keeps", principal.Of(ImpactChange.Keeps), writer);
        writer.WriteStartArray("actions");
        foreach (var action in principal.Actions)
        {
            writer.WriteStartObject();
            writer.WriteString("action", action.Action.Action);
            Write("before", action, action.Before, writer);
            Write("after", action, action.After, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(string name, ActionImpact action, PossibleDecision decision, Utf8JsonWriter writer)
    {
        writer.WriteStartObject(name);
        writer.WriteString("allowed", decision.Possibility.ToString());
        writer.WriteString("outcome", decision.Decision.Outcome.ToString());
        writer.WriteString("by", decision.Decision.By.ToString());
        writer.WriteString("why", decision.Decision.ToText(action.Action.Action));
        writer.WriteStartArray("statements");
        foreach (var deciding in new[] { decision.Decision.Statement, decision.Decision.Second }.Distinct())
            if (deciding is { } found) Write(found, writer);
        writer.WriteEndArray();
        Write("conditions", decision.Conditions, writer);
        writer.WriteEndObject();
    }

    private static void Write(DecidingStatement deciding, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("policy", deciding.Policy.Name);
        writer.WriteString("source", deciding.Policy.Source.ToString());
        if (deciding.Policy.Arn is not null) writer.WriteString("arn", deciding.Policy.Arn);
        writer.WriteNumber("index", deciding.Statement.Index);
        if (deciding.Statement.Sid is not null) writer.WriteString("sid", deciding.Statement.Sid);
        writer.WriteNumber("line", deciding.Statement.Line);
        writer.WriteEndObject();
    }

    private static void Write(string name, IEnumerable<string> values, Utf8JsonWriter writer)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
