namespace Kagimori.Policies;

/// <summary>The answer to an <see cref="AccessRequest"/> and what determined it.</summary>
/// <remarks><c>default</c> denies.</remarks>
public readonly record struct Decision(DecisionOutcome Outcome, DecidedBy By)
{
    public bool IsAllowed => Outcome == DecisionOutcome.Allowed;

    public AllowPath Path { get; init; }

    /// <summary>The statement that denied, or that allowed on the resource's side (on the caller's side when there is no other).</summary>
    public DecidingStatement? Statement { get; init; }

    /// <summary>The identity statement that allowed beside <see cref="Statement"/>.</summary>
    public DecidingStatement? Second { get; init; }

    /// <summary>The decision in one sentence.</summary>
    public string ToText(string action) => ExplanationText.Summary(this, action);

    internal static Decision Deny(DecidedBy by, DecidingStatement statement) => new(DecisionOutcome.ExplicitlyDenied, by) { Statement = statement };

    internal static Decision Lacks(DecidedBy by) => new(DecisionOutcome.ImplicitlyDenied, by);

    internal static Decision Allow(DecidedBy by, AllowPath path, DecidingStatement? statement, DecidingStatement? second = null) =>
        new(DecisionOutcome.Allowed, by) { Path = path, Statement = statement, Second = second };
}
