namespace Kagimori.Policies;

/// <summary>What the grants that cover a request add up to, apart for those that the caller's own account issued.</summary>
internal readonly struct GrantFinding
{
    private GrantFinding(GrantMatchClass? strongest, GrantMatchClass? strongestOfCaller)
    {
        Strongest = strongest;
        StrongestOfCaller = strongestOfCaller;
    }

    /// <summary>Null when no grant covers the request.</summary>
    public GrantMatchClass? Strongest { get; }

    /// <summary>The strongest issued by the caller's account: only that same grant lends the caller's side, grants do not combine.</summary>
    public GrantMatchClass? StrongestOfCaller { get; }

    public static GrantFinding Of(IReadOnlyList<ResourceGrant> grants) => grants.Count == 0 ? default : OfAny(grants);

    private static GrantFinding OfAny(IReadOnlyList<ResourceGrant> grants)
    {
        GrantMatchClass? strongest = null, ofCaller = null;
        for (var i = 0; i < grants.Count; i++)
        {
            var grant = grants[i];
            if (strongest is null || grant.Class > strongest) strongest = grant.Class;
            if (grant.IssuerIsCallerAccount && (ofCaller is null || grant.Class > ofCaller)) ofCaller = grant.Class;
        }
        return new GrantFinding(strongest, ofCaller);
    }
}
