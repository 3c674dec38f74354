namespace Kagimori.Policies;

/// <summary>One policy of a set with its statements in order.</summary>
public sealed record PolicyExplanation(AttachedPolicy Policy, IReadOnlyList<StatementExplanation> Statements);
