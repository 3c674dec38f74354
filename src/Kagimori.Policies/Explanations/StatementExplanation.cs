namespace Kagimori.Policies;

/// <summary>Whether a statement applied and what each of its elements said. Nothing is left out after the first mismatch.</summary>
public sealed record StatementExplanation(
    Statement Statement, PrincipalMatch Applies, IReadOnlyList<ElementExplanation> Elements, IReadOnlyList<ConditionExplanation> Conditions);
