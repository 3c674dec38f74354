namespace Kagimori.Policies;

/// <summary>A statement that took part in a decision, with the policy it stands in.</summary>
public readonly record struct DecidingStatement(AttachedPolicy Policy, Statement Statement)
{
    /// <summary>False for <c>default</c>, which the engine takes for no statement at all: smaller and quicker than a nullable.</summary>
    internal bool Exists => Statement is not null;

    internal DecidingStatement? OrNull => Exists ? this : null;
}
