using System.Buffers;
using System.Text.Json;
using Kagimori.Audit;
using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Writes what DecodeAuthorizationMessage answers: AWS's members, and the explanation.</summary>
/// <remarks><c>{"allowed", "explicitDeny", "matchedStatements", "failures", "context": {"principal", "action", "resource", "conditions"}, "explanation"}</c></remarks>
internal static class AuthorizationMessage
{
    /// <summary>The message with as much as there is room for.</summary>
    public static ReadOnlySpan<byte> Of(Exchange exchange, AccessTarget target, Explanation explanation, int maxLength)
    {
        var conditions = explanation.IsResourceHidden ? [] : ContextValues.Of(exchange, target, explanation);
        var whole = Write(explanation, conditions, explanation);
        if (whole.Length <= maxLength) return whole;
        // The statements of long policies are what there is most of; the reason and the remedies are what matters.
        var withoutSets = Write(explanation, conditions, explanation with { Sets = [], Grants = [] });
        if (withoutSets.Length <= maxLength) return withoutSets;
        var withoutExplanation = Write(explanation, conditions, null);
        return withoutExplanation.Length <= maxLength ? withoutExplanation : Write(explanation with { Decision = explanation.Decision with { Statement = null } }, [], null);
    }

    private static ReadOnlySpan<byte> Write(Explanation decided, IReadOnlyList<(string Key, ConditionValues Values)> conditions, Explanation? explanation)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JsonLine.Encoder }))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", decided.Decision.IsAllowed);
            json.WriteBoolean("explicitDeny", decided.Decision.Outcome == DecisionOutcome.ExplicitlyDenied);
            WriteItems<DecidingStatement>(json, "matchedStatements", decided.Decision.Statement is { } deciding ? [deciding] : [], statement => WriteStatement(json, statement, decided.Principal));
            WriteItems<string>(json, "failures", [], _ => { });
            json.WriteStartObject("context");
            WritePrincipal(json, decided.Principal);
            json.WriteString("action", decided.Action);
            json.WriteString("resource", decided.Resource);
            WriteItems(json, "conditions", conditions, condition => WriteCondition(json, condition.Key, Enumerable.Range(0, condition.Values.Count).Select(i => condition.Values[i])));
            json.WriteEndObject();
            if (explanation is not null)
            {
                json.WritePropertyName("explanation");
                explanation.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return output.WrittenSpan;
    }

    private static void WritePrincipal(Utf8JsonWriter json, Principal principal)
    {
        json.WriteStartObject("principal");
        json.WriteString("id", principal.UniqueId);
        if (principal.Type == PrincipalType.User) json.WriteString("name", principal.Arn[(principal.Arn.LastIndexOf('/') + 1)..]);
        json.WriteString("arn", principal.Arn);
        json.WriteEndObject();
    }

    // A statement that names nobody is told with whom its policy is attached to.
    private static void WriteStatement(Utf8JsonWriter json, DecidingStatement deciding, Principal caller)
    {
        var statement = deciding.Statement;
        json.WriteStartObject();
        json.WriteString("statementId", statement.Sid ?? "");
        json.WriteString("effect", statement.Effect == Effect.Deny ? "DENY" : "ALLOW");
        var principals = statement.Principals ?? statement.NotPrincipals;
        WriteValues(json, statement.NotPrincipals is null ? "principals" : "notPrincipals", principals?.Select(entry => entry.Text) ?? [caller.IssuerUniqueId ?? caller.UniqueId]);
        WriteValues(json, "principalGroups", []);
        WriteValues(json, statement.NotActions is null ? "actions" : "notActions", (statement.Actions ?? statement.NotActions ?? []).Select(action => action.Text));
        WriteValues(json, statement.NotResources is null ? "resources" : "notResources", (statement.Resources ?? statement.NotResources ?? []).Select(resource => resource.Text));
        WriteItems(json, "conditions", statement.Conditions, condition => WriteCondition(json, condition.Key.Text, condition.Values));
        json.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter json, string key, IEnumerable<string> values)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        WriteValues(json, "values", values);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<string> values) => WriteItems(json, name, values, value =>
    {
        json.WriteStartObject();
        json.WriteString("value", value);
        json.WriteEndObject();
    });

    private static void WriteItems<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items");
        foreach (var item in items) write(item);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
