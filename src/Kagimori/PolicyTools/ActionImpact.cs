using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>One action of one principal under the key policy as it is and as it would be; at least one of the two allows it.</summary>
public sealed record ActionImpact(KmsAction Action, PossibleDecision Before, PossibleDecision After)
{
    /// <summary>Whether one of the two policies can allow it at all.</summary>
    public bool IsPossible => Before.Possibility != Possibility.Never || After.Possibility != Possibility.Never;

    public ImpactChange Change =>
        After.Possibility > Before.Possibility ? ImpactChange.Gains
        : After.Possibility < Before.Possibility ? ImpactChange.Loses
        : After.IsAsGoodAs(Before) ? ImpactChange.Keeps : ImpactChange.Changes;

    /// <summary>Whether both allow it as surely, and under the same conditions, before and after.</summary>
    public bool IsAsGoodAs(ActionImpact other) => Before.IsAsGoodAs(other.Before) && After.IsAsGoodAs(other.After);
}
