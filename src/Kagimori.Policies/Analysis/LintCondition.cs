namespace Kagimori.Policies;

/// <summary>One key under one operator of a statement's Condition, as written.</summary>
internal sealed class LintCondition(LintStatement statement, SourceMember op, SourceMember key)
{
    public LintStatement Statement { get; } = statement;

    public string OperatorText { get; } = op.Name;

    /// <summary>The operator as the engine reads it; null when there is no such operator.</summary>
    public OperatorName? Operator { get; } = OperatorName.TryParse(op.Name, out var name) ? name : null;

    public ConditionKey Key { get; } = ConditionKey.Parse(key.Name);

    /// <summary>The key and its values.</summary>
    public LintPlace Place { get; } = LintPlace.Of($"{statement.Place.Path}.Condition.{op.Name}.{key.Name}", key);

    public IReadOnlyList<LintText> Values { get; } = LintText.ListOf(key.Value, $"{statement.Place.Path}.Condition.{op.Name}.{key.Name}", scalars: true);

    public SourceNode ValueNode { get; } = key.Value;

    /// <summary>Whether a request must have the key, with one of the values, for the condition to hold.</summary>
    public bool RequiresAValue => Operator is { IsNegated: false, IfExists: false, Set: not SetOperator.ForAllValues, Base: not ConditionOperator.Null };

    public bool HasPrefix(string service) => Key.Text.StartsWith(service, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same demand: operator, key and values.</summary>
    public bool IsSameAs(LintCondition other) =>
        Operator is not null && Operator == other.Operator && Key.Equals(other.Key)
        && Values.Select(value => value.Value).ToHashSet(StringComparer.Ordinal).SetEquals(other.Values.Select(value => value.Value));
}
