namespace Kagimori.Policies;

/// <summary>One change of one policy, told so that it can be made by a program as well as by a person.</summary>
public sealed record PolicyChange(PolicyChangeKind Kind, DecidedBy Set)
{
    /// <summary>The level of the organization, from the root, from zero; null for other kinds of policies.</summary>
    public int? Level { get; init; }

    /// <summary>The statement to change; null for one to add.</summary>
    public DecidingStatement? Statement { get; init; }

    /// <summary>Of MeetConditions those that must hold and do not; of RemoveDeny those that hold, where it is enough that one does not.</summary>
    public IReadOnlyList<ConditionExplanation> Conditions { get; init; } = [];

    /// <summary>Whom a statement to add must name; null in policies whose statements name nobody.</summary>
    public PrincipalEntry? Principal { get; init; }

    /// <summary>The action that must be allowed, or must not be denied.</summary>
    public required string Action { get; init; }

    /// <summary>The Resource of a statement to add; null in trust policies, which have none.</summary>
    public string? Resource { get; init; }

    /// <summary>The change in plain words.</summary>
    public required string Text { get; init; }
}
