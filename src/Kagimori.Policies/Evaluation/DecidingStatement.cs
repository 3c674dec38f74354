namespace Kagimori.Policies;

/// <summary>A statement that took part in a decision, with the policy it stands in.</summary>
public readonly record struct DecidingStatement(AttachedPolicy Policy, Statement Statement);
