namespace Kagimori.Policies;

/// <summary>What the grants that cover a request add up to, apart for those that the caller's own account issued.</summary>
internal readonly struct GrantFinding
{
    private GrantFinding(GrantMatch? strongest, GrantMatch? strongestOfCaller)
    {
        Strongest = strongest;
        StrongestOfCaller = strongestOfCaller;
    }

    /// <summary>Null when no grant covers the request.</summary>
    public GrantMatch? Strongest { get; }

    /// <summary>The strongest issued by the caller's account: only that same grant lends the caller's side, grants do not combine.</summary>
    public GrantMatch? StrongestOfCaller { get; }

    public static GrantFinding Of(IReadOnlyList<ResourceGrant> grants)
    {
        GrantMatch? strongest = null, ofCaller = null;
        for (var i = 0; i < grants.Count; i++)
        {
            var grant = grants[i];
            if (strongest is null || grant.Match > strongest) strongest = grant.Match;
            if (grant.IssuerIsCallerAccount && (ofCaller is null || grant.Match > ofCaller)) ofCaller = grant.Match;
        }
        return new GrantFinding(strongest, ofCaller);
    }
}
