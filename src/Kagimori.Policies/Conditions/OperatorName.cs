namespace Kagimori.Policies;

/// <summary>An operator as a policy names it: <c>[ForAllValues:|ForAnyValue:]Base[IfExists]</c>. Letter case does not matter.</summary>
/// <remarks>Null takes neither a set operator nor IfExists: it asks about presence itself.</remarks>
public readonly record struct OperatorName(SetOperator Set, ConditionOperator Base, bool IfExists)
{
    private static readonly Dictionary<string, ConditionOperator> Names =
        Enum.GetValues<ConditionOperator>().ToDictionary(op => op.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>True only if no policy value matches. Bool, BinaryEquals, Null and the orderings have no negation.</summary>
    public bool IsNegated => Base is ConditionOperator.StringNotEquals or ConditionOperator.StringNotEqualsIgnoreCase
        or ConditionOperator.StringNotLike or ConditionOperator.NumericNotEquals or ConditionOperator.DateNotEquals
        or ConditionOperator.NotIpAddress or ConditionOperator.ArnNotEquals or ConditionOperator.ArnNotLike;

    public static bool TryParse(string text, out OperatorName name)
    {
        name = default;
        var set = SetOperator.None;
        if (text.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase)) set = SetOperator.ForAllValues;
        else if (text.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase)) set = SetOperator.ForAnyValue;
        var rest = set == SetOperator.None ? text : text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = rest.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        if (ifExists) rest = rest[..^"IfExists".Length];
        if (!Names.TryGetValue(rest, out var op)) return false;
        if (op == ConditionOperator.Null && (ifExists || set != SetOperator.None)) return false;
        name = new OperatorName(set, op, ifExists);
        return true;
    }

    public override string ToString() =>
        (Set == SetOperator.None ? "" : Set + ":") + Base + (IfExists ? "IfExists" : "");
}
