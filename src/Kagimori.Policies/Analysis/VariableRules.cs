using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about policy variables: their form, and where they are variables at all.</summary>
internal static class VariableRules
{
    public static IEnumerable<LintRule> All =>
    [
        new("VARIABLE_UNSUPPORTED_IN_VERSION", Error, "Set \"Version\" to \"2012-10-17\".",
            document => document.Is2012 ? [] : Texts(document).Where(text => text.HasVariable)
                .Select(text => text.Place.Says($"\"{text.Value}\" is plain text: variables need version 2012-10-17."))),
        new("MISSING_BRACE_IN_VARIABLE", Error, "Add the closing brace.", document => Variables(document, inside => inside is null ? "The variable is not closed." : null)),
        new("EMPTY_VARIABLE", Error, "Say which condition key, or remove the braces.", document => Variables(document, inside => inside is not null && string.IsNullOrWhiteSpace(inside) ? "The variable is empty." : null)),
        new("MISSING_QUOTE_IN_VARIABLE", Error, "Write ${key, 'default'}: comma, space, single quotes.", document => Variables(document, inside =>
            inside is not null && inside.Contains(',', StringComparison.Ordinal) && !HasDefault(inside) ? "The default value of the variable is not in single quotes after a comma and a space." : null)),
        new("UNSUPPORTED_SPACE_IN_VARIABLE", Error, "Remove the space.", document => Variables(document, inside =>
            inside?.Split(',')[0] is { } name && !string.IsNullOrWhiteSpace(name) && name.Any(char.IsWhiteSpace) ? "The variable's name has a space in it." : null)),
        LintRule.OfStatements("VARIABLE_UNSUPPORTED_IN_ELEMENT", Error, "Use variables in the last part of a resource ARN and in values of conditions.", Misplaced),
        LintRule.OfConditions("INVALID_VARIABLE_FOR_OPERATOR", Error, "Use a String or Arn operator, or a value without a variable.", condition =>
            condition.Operator is { } op && OperatorFamilies.Of(op.Base) is not (OperatorFamily.String or OperatorFamily.Arn or OperatorFamily.Bool)
                ? condition.Values.Where(value => value.HasVariable).Select(value => value.Place.Says($"{condition.OperatorText} does not replace variables.")) : []),
    ];

    private static IEnumerable<LintText> Texts(LintDocument document) =>
        document.Statements.SelectMany(statement => statement.Resources.Concat(statement.Conditions.SelectMany(condition => condition.Values)));

    private static bool HasDefault(string inside)
    {
        var comma = inside.IndexOf(", '", StringComparison.Ordinal);
        return comma >= 0 && inside.EndsWith('\'') && inside.Length > comma + 3;
    }

    // What stands between the braces; null for a variable that is not closed.
    private static IEnumerable<LintHit> Variables(LintDocument document, Func<string?, string?> find) =>
        from text in document.Is2012 ? Texts(document) : []
        from inside in Inside(text.Value)
        let message = find(inside)
        where message is not null
        select text.Place.Says(message);

    private static IEnumerable<string?> Inside(string text)
    {
        for (var open = text.IndexOf("${", StringComparison.Ordinal); open >= 0;)
        {
            var close = text.IndexOf('}', open);
            yield return close < 0 ? null : text[(open + 2)..close];
            if (close < 0) yield break;
            open = text.IndexOf("${", close, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<LintHit> Misplaced(LintStatement statement)
    {
        foreach (var text in statement.Actions.Concat(statement.Principals.Select(principal => principal.Text)))
            if (text.HasVariable)
                yield return text.Place.Says($"\"{text.Value}\": nothing is replaced here.");
        foreach (var resource in statement.Resources)
            if (statement.Document.Is2012 && resource.Value.Split(':', 6) is { Length: 6 } parts && parts[..5].Any(part => part.Contains("${", StringComparison.Ordinal)))
                yield return resource.Place.Says("A variable before the last part of the ARN makes it match nothing.");
    }
}
