namespace Kagimori.Policies;

/// <summary>What one condition compared.</summary>
/// <param name="Actual">The request's values; null when the request does not have the key.</param>
public sealed record ConditionExplanation(string Operator, string Key, IReadOnlyList<string> Expected, IReadOnlyList<string>? Actual, bool Holds)
{
    /// <summary>What the values alone do not tell: what variables stand for, and what the operator makes of a missing or a multivalued key. Null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it holds when the request has none of the expected values.</summary>
    internal bool IsNegated { get; init; }
}
