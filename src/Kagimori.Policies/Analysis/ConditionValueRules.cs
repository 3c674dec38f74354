using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about the values of conditions: their form, and whether any request can have them.</summary>
internal static class ConditionValueRules
{
    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfConditions("EMPTY_ARRAY_CONDITION", Suggestion, "Add a value, or use Null to ask whether the key is there.", condition =>
            condition.ValueNode is { Kind: SourceKind.Array, Items.Count: 0 } ? [condition.Place.Says($"{condition.Key.Text} has no values to compare with: no value matches.")] : []),
        LintRule.OfValues("WILDCARD_WITHOUT_LIKE_OPERATOR", Warning, "Use StringLike or StringNotLike, or write ${*} and ${?} for the characters themselves.", (condition, value) =>
            condition.Operator is { Base: ConditionOperator.StringEquals or ConditionOperator.StringNotEquals or ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.StringNotEqualsIgnoreCase }
            && value.Value.Replace("${*}", "", StringComparison.Ordinal).Replace("${?}", "", StringComparison.Ordinal).AsSpan().ContainsAny('*', '?')
                ? $"With {condition.OperatorText} the wildcard in \"{value.Value}\" is a plain character." : null),
        Form("TYPE_MISMATCH_NUMBER", OperatorFamily.Numeric, "Write a number.", "is not a number"),
        Form("TYPE_MISMATCH_DATE", OperatorFamily.Date, "Write 2026-01-31, or 2026-01-31T12:00:00Z.", "is not a date"),
        Form("TYPE_MISMATCH_IP_RANGE", OperatorFamily.IpAddress, "Write an address or a range as 203.0.113.0/24.", "is not an address or range"),
        Form("TYPE_MISMATCH_STRING", OperatorFamily.Binary, "Write base64.", "is not base64"),
        Form("TYPE_MISMATCH_ARN", OperatorFamily.Arn, "Write all six parts; wildcards stand inside parts.", "is not an ARN of six parts, so it never matches"),
        LintRule.OfValues("TYPE_MISMATCH_BOOLEAN", Warning, "Write true or false.", (condition, value) =>
            condition.Operator is { Base: ConditionOperator.Bool or ConditionOperator.Null } && !value.HasVariable && !bool.TryParse(value.Value, out _)
                ? $"\"{value.Value}\" is neither true nor false{(condition.Operator is { Base: ConditionOperator.Bool } ? ", and counts as false" : "")}." : null),
        LintRule.OfConditions("INVALID_CONDITION_MULTIPLE_BOOLEAN", Error, "Write one value.", condition =>
            condition.Operator is { Base: ConditionOperator.Bool or ConditionOperator.Null } && condition.Values.Count > 1
                ? [condition.Place.Says($"{condition.Key.Text} is compared with several truth values.")] : []),
        LintRule.OfValues("INVALID_DATE_VALUE", Warning, "Write the date as 2026-01-31T12:00:00Z.", (condition, value) =>
            condition.Operator is { } op && OperatorFamilies.Of(op.Base) == OperatorFamily.Date && value.Value.Length > 4 && value.Value.All(c => char.IsAsciiDigit(c) || c == '.')
                ? $"\"{value.Value}\" counts seconds since 1970, which nobody can read." : null),
        LintRule.OfValues("IMPROVE_IP_RANGE", Suggestion, "Write the first address of the range.", (condition, value) =>
            condition.Operator is { } op && OperatorFamilies.Of(op.Base) == OperatorFamily.IpAddress && HasHostBits(value.Value) is { } range
                ? $"\"{value.Value}\" has bits after its prefix: {(range.Address.IsV6 ? "such an IPv6 range matches nothing" : "they are ignored")}." : null),
        LintRule.OfValues("INVALID_REGION", Error, "Write a Region such as eu-central-1.", (condition, value) =>
            condition.Key.Known is WellKnownKey.AwsRequestedRegion or WellKnownKey.KmsReplicaRegion or WellKnownKey.KmsPrimaryRegion
            && IsText(condition) && !value.HasWildcard && !value.HasVariable && !IsRegion(value.Value) ? $"\"{value.Value}\" is not a Region." : null),
        LintRule.OfValues("CONDITION_VALUE_NEVER_MATCHES", Warning, "Correct the value.", (condition, value) =>
            IsText(condition) && !value.HasWildcard && !value.HasVariable ? KmsConditionValues.Problem(condition.Key, value.Value) : null),
    ];

    /// <summary>Whether a text has the form of a Region's name: letters, then a place of one or more words, then a number.</summary>
    public static bool IsRegion(string text)
    {
        var parts = text.Split('-');
        return parts.Length is >= 3 and <= 5 && parts[0].Length is >= 2 and <= 4 && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower))
            && parts[^1].Length is 1 or 2 && parts[^1].All(char.IsAsciiDigit);
    }

    private static bool IsText(LintCondition condition) =>
        condition.Operator is { } op && OperatorFamilies.Of(op.Base) is OperatorFamily.String or OperatorFamily.Arn;

    private static LintRule Form(string code, OperatorFamily family, string advice, string problem) =>
        LintRule.OfValues(code, Error, advice, (condition, value) =>
            condition.Operator is { } op && OperatorFamilies.Of(op.Base) == family && !value.HasVariable
            && ConditionClause.TryCompile(op, condition.Key, [value.Value], Effect.Allow, PolicyVersion.V2012, out var clause) && !clause!.IsWellFormed
                ? $"\"{value.Value}\" {problem}." : null);

    private static IpNetwork? HasHostBits(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpNetwork.TryParse(text, out var network) || !IpNumber.TryParse(text.AsSpan(0, slash), out var address)) return null;
        return (address.Value & network.Mask) == address.Value ? null : network;
    }
}
