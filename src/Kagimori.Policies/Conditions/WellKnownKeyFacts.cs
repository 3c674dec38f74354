namespace Kagimori.Policies;

/// <summary>What the service documents about a condition key.</summary>
/// <param name="IsFamily">The name ends in the separator before a free part.</param>
internal sealed record WellKnownKeyFacts(WellKnownKey Key, string Name, ConditionKeyType Type, bool IsMultivalued = false, bool IsFamily = false);
