namespace Kagimori.Policies;

/// <summary>The ways in which a policy can be changed so that a denied request is allowed.</summary>
public enum PolicyChangeKind
{
    /// <summary>A policy of the set gets a statement that allows the action, and where the set has none, a policy with it is made.</summary>
    AddAllow,

    /// <summary>An Allow statement would apply but for conditions that do not hold: the request must meet them, or the statement lose them.</summary>
    MeetConditions,

    /// <summary>A Deny statement must go, or one of its conditions not hold.</summary>
    RemoveDeny,
}
