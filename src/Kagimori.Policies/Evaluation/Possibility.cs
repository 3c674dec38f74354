namespace Kagimori.Policies;

/// <summary>How sure it is that a request is allowed, when not all of its context is known.</summary>
public enum Possibility
{
    Never,

    /// <summary>It depends on what the request brings.</summary>
    UnderConditions,

    Always,
}
