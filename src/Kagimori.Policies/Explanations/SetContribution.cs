namespace Kagimori.Policies;

/// <summary>What a set of policies did for the decision, in plain words.</summary>
internal static class SetContribution
{
    public static string Of(PolicySet set, in Finding finding, Decision decision, AccessRequest request)
    {
        if (finding.Denies) return "denies";
        var isLacking = decision.Outcome == DecisionOutcome.ImplicitlyDenied;
        if (finding.Allows)
        {
            // Identity policies count only where the resource lets the account in.
            var isLost = isLacking && set.Kind == DecidedBy.IdentityPolicy && !request.IsCrossAccount && decision.By is DecidedBy.ResourcePolicy or DecidedBy.TrustPolicy;
            return isLost ? $"allows, which does not count without the {ChangeText.Kind(decision.By, request.ResourcePolicy?.Source)}" : "allows";
        }
        if (decision.IsAllowed) return $"says nothing, and need not: {WhyNot(set.Kind, decision, request)}";
        return isLacking && set.Kind == decision.By ? "says nothing, and must allow" : "says nothing";
    }

    private static string WhyNot(DecidedBy kind, Decision decision, AccessRequest request)
    {
        var isGrant = decision.By == DecidedBy.Grant;
        if (kind is DecidedBy.ResourcePolicy or DecidedBy.TrustPolicy) return request.ResourceGrants.Count > 0 ? "a grant covers the request" : "an identity policy is enough";
        if (kind == DecidedBy.IdentityPolicy && request.Principal.IsOfRoot) return "behind the caller stands the root user";
        return decision.Path switch
        {
            AllowPath.CrossAccount => "a grant that the caller's account issued stands for it",
            AllowPath.SessionIssuer => isGrant ? "a grant names the session's role or user" : "the session's role or user is named",
            _ => isGrant ? "a grant names the caller itself" : "the caller itself is named",
        };
    }
}
