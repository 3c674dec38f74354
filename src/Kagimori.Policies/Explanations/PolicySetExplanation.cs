namespace Kagimori.Policies;

/// <summary>One set of policies: what it says as a whole and each policy in it.</summary>
/// <param name="Title">For people: "Key policy", "Service control policies, level 2".</param>
/// <param name="Denies">Whether a statement explicitly denies.</param>
/// <param name="Allows">Whether a statement allows, in whatever way it reaches the caller.</param>
/// <param name="Contribution">What it did for the decision, in plain words: "denies", "says nothing, and must allow".</param>
public sealed record PolicySetExplanation(string Title, DecidedBy Kind, bool Denies, bool Allows, string Contribution, IReadOnlyList<PolicyExplanation> Policies);
