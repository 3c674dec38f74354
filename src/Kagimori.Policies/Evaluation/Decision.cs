namespace Kagimori.Policies;

/// <summary>The answer to an <see cref="AccessRequest"/> and what determined it.</summary>
/// <remarks><c>default</c> denies.</remarks>
public readonly record struct Decision(DecisionOutcome Outcome, DecidedBy By)
{
    private readonly DecidingStatement _statement, _second;

    private Decision(DecisionOutcome outcome, DecidedBy by, AllowPath path, DecidingStatement statement, DecidingStatement second) : this(outcome, by)
    {
        Path = path;
        _statement = statement;
        _second = second;
    }

    public bool IsAllowed => Outcome == DecisionOutcome.Allowed;

    public AllowPath Path { get; init; }

    /// <summary>The statement that denied, or that allowed on the resource's side (on the caller's side when there is no other).</summary>
    public DecidingStatement? Statement { get => _statement.OrNull; init => _statement = value ?? default; }

    /// <summary>The identity statement that allowed beside <see cref="Statement"/>.</summary>
    public DecidingStatement? Second { get => _second.OrNull; init => _second = value ?? default; }

    /// <summary>The decision in one sentence.</summary>
    public string ToText(string action) => ExplanationText.Summary(this, action);

    internal static Decision Deny(DecidedBy by, DecidingStatement statement) => new(DecisionOutcome.ExplicitlyDenied, by, default, statement, default);

    internal static Decision Lacks(DecidedBy by) => new(DecisionOutcome.ImplicitlyDenied, by);

    internal static Decision Allow(DecidedBy by, AllowPath path, DecidingStatement statement, DecidingStatement second = default) =>
        new(DecisionOutcome.Allowed, by, path, statement, second);
}
