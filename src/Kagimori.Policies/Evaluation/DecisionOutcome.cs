namespace Kagimori.Policies;

/// <summary>The three answers. A default decision is an implicit deny.</summary>
public enum DecisionOutcome { ImplicitlyDenied, ExplicitlyDenied, Allowed }
