using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>One action of one principal under the key policy as it is and as it would be; at least one of the two allows it.</summary>
public sealed record ActionImpact(KmsAction Action, PossibleDecision Before, PossibleDecision After)
{
    public ImpactChange Change =>
        After.Possibility > Before.Possibility ? ImpactChange.Gains
        : After.Possibility < Before.Possibility ? ImpactChange.Loses
        : After.IsAsGoodAs(Before) ? ImpactChange.Keeps : ImpactChange.Changes;
}
