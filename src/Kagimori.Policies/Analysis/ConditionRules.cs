using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about condition operators: whether there is such an operator, and whether it fits the key.</summary>
internal static class ConditionRules
{
    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfStatements("INVALID_CONDITION_OPERATOR", Error, "Use an operator of the policy language.", statement =>
            from op in statement.Node["Condition"]?.Members ?? []
            where !OperatorName.TryParse(op.Name, out _) && !IsNull(op.Name)
            select LintPlace.Of($"{statement.Place.Path}.Condition.{op.Name}", op).Says($"There is no condition operator {op.Name}.{Nearest.Hint(op.Name, Enum.GetNames<ConditionOperator>())}")),
        LintRule.OfStatements("NULL_WITH_IF_EXISTS", Error, "Write Null.", statement => Nulls(statement, set: false, "Null asks whether the key is there; IfExists contradicts it.")),
        LintRule.OfStatements("NULL_WITH_QUALIFIER", Error, "Write Null.", statement => Nulls(statement, set: true, "Null asks about the key, not about its values: it takes no set operator.")),
        LintRule.OfConditions("MISSING_QUALIFIER", Error, "Write ForAnyValue: or ForAllValues: before the operator.", condition =>
            condition.Operator is { Set: SetOperator.None, Base: not ConditionOperator.Null } && condition.Key.IsMultivalued
                ? [condition.Place.Says($"{condition.Key.Text} has several values: without a set operator the condition never holds when the key is there.")] : []),
        LintRule.OfConditions("FORALLVALUES_WITH_SINGLE_VALUED_KEY", SecurityWarning, "Remove ForAllValues:.", condition =>
            IsForAllOfOne(condition) && condition.Statement.Allows && !IsRefusedByKms(condition)
                ? [condition.Place.Says($"{condition.Key.Text} has one value, and ForAllValues also holds for requests without it.")] : []),
        LintRule.OfConditions("OVERLY_PERMISSIVE_CONDITION", Error, "Remove ForAllValues:.", condition =>
            IsForAllOfOne(condition) && IsRefusedByKms(condition)
                ? [condition.Place.Says($"ForAllValues also holds for requests without {condition.Key.Text}: KMS refuses the policy (OverlyPermissiveCondition).")] : []),
        LintRule.OfConditions("TYPE_MISMATCH", Warning, "Use an operator of the key's type.", condition =>
            condition.Operator is { } op && Mismatch(condition.Key, OperatorFamilies.Of(op.Base)) is { } expected
                ? [condition.Place.Says($"{condition.Key.Text} is of type {condition.Key.Type}, and {op.Base} does not compare that: use {expected}.")] : []),
        LintRule.OfConditions("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", SecurityWarning, "Use ArnLike or ArnNotLike.", condition =>
            condition.Operator is { Base: ConditionOperator.StringLike or ConditionOperator.StringNotLike } && condition.Key is { Known: not WellKnownKey.Unknown, Type: ConditionKeyType.Arn }
            && condition.Values.Any(value => value.HasWildcard)
                ? [condition.Place.Says($"{condition.Key.Text} is an ARN: with {condition.OperatorText} a wildcard crosses its colons and matches more than it seems to.")] : []),
    ];

    private static bool IsNull(string name) => name.EndsWith("NullIfExists", StringComparison.OrdinalIgnoreCase) || name.EndsWith(":Null", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<LintHit> Nulls(LintStatement statement, bool set, string message) =>
        from op in statement.Node["Condition"]?.Members ?? []
        where !OperatorName.TryParse(op.Name, out _) && op.Name.EndsWith(set ? ":Null" : "NullIfExists", StringComparison.OrdinalIgnoreCase)
        select LintPlace.Of($"{statement.Place.Path}.Condition.{op.Name}", op).Says(message);

    private static bool IsForAllOfOne(LintCondition condition) =>
        condition.Operator is { Set: SetOperator.ForAllValues } && condition.Key is { Known: not WellKnownKey.Unknown, IsMultivalued: false };

    private static bool IsRefusedByKms(LintCondition condition) =>
        condition.Statement.Document.Grammar == PolicyGrammar.KeyPolicy && condition.Operator is { } op && ConditionReader.IsOverlyPermissive(op, condition.Key);

    // A text can be compared with most keys; an ARN can be in a key that is documented as a text.
    private static string? Mismatch(ConditionKey key, OperatorFamily family)
    {
        if (key.Known == WellKnownKey.Unknown || family == OperatorFamily.Null) return null;
        var expected = OperatorFamilies.Of(key.Type);
        if (family == expected) return null;
        return (key.Type, family) switch
        {
            (ConditionKeyType.Arn, OperatorFamily.String) => null,
            (ConditionKeyType.Date, OperatorFamily.Numeric) when key.Known is WellKnownKey.AwsEpochTime or WellKnownKey.KmsValidTo => null,
            (ConditionKeyType.String, OperatorFamily.Arn) when key.Known is WellKnownKey.KmsGranteePrincipal or WellKnownKey.KmsRetiringPrincipal => null,
            _ => $"the {expected} operators",
        };
    }
}
