namespace Kagimori.Policies;

/// <summary>Decides requests that are not made yet: what is not known of them may be one thing or another.</summary>
/// <remarks>
/// The real decision is made twice. In the worst case every condition on something unknown holds in a Deny and fails in an Allow, in the best
/// case the other way round. Allowed in the worst case is allowed always; denied in the best case is denied always. What lies between is
/// reported as depending on its conditions; whether these contradict each other is not asked, so it may in truth be never or always.
/// </remarks>
public static class PossibleAuthorizer
{
    /// <param name="request">With what is known as its context, and the grants that surely cover it.</param>
    /// <param name="isKnown">Whether the context tells a condition key's value, or that there is none; otherwise the key is left to the request.</param>
    /// <param name="grants">Further grants that cover it under conditions.</param>
    public static PossibleDecision Decide(AccessRequest request, Func<ConditionKey, bool> isKnown, IReadOnlyList<PossibleGrant> grants)
    {
        var worst = new Assumption(request, isKnown, Effect.Deny);
        if (worst.Decide() is { IsAllowed: true } always) return new PossibleDecision(Possibility.Always, always, []);
        var best = new Assumption(request, isKnown, Effect.Allow);
        var decision = best.Decide();
        var conditions = new List<string>();
        if (!decision.IsAllowed && grants.Count > 0)
        {
            decision = best.Decide([.. request.ResourceGrants, .. grants.Select(grant => grant.Grant)]);
            conditions.AddRange(grants.Select(grant => grant.Condition));
        }
        if (!decision.IsAllowed) return new PossibleDecision(Possibility.Never, decision, []);
        conditions.AddRange(best.ConditionsOf(decision));
        return new PossibleDecision(Possibility.UnderConditions, decision, [.. conditions.Distinct()]);
    }
}
