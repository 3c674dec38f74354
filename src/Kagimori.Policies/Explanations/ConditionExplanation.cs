namespace Kagimori.Policies;

/// <summary>What one condition compared.</summary>
/// <param name="Actual">The request's values; null when the request does not have the key.</param>
public sealed record ConditionExplanation(string Operator, string Key, IReadOnlyList<string> Expected, IReadOnlyList<string>? Actual, bool Holds);
