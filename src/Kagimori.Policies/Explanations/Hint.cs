namespace Kagimori.Policies;

/// <summary>What would allow a denied request: all of these changes together, and none of them alone.</summary>
/// <remarks>Made as told, and nothing else changed, the same request is allowed; a test makes them on random requests.</remarks>
public sealed record Hint(IReadOnlyList<PolicyChange> Changes);
