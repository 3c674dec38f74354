namespace Kagimori.Policies;

/// <summary>What the caller's own account says: whether its identity policies allow, and what limits it.</summary>
internal readonly struct CallerSide
{
    public CallerSide(AccessRequest request, bool identityAllows, DecidedBy limiter)
    {
        // A root user has no identity policies; it may do everything in its account, and its federated users what their session policies allow.
        IdentityAllows = identityAllows || request.Principal.IsOfRoot;
        Limiter = limiter;
        // A federated user without a session policy gets nothing from its creator's policies.
        var bareFederated = request.Principal.Type == PrincipalType.FederatedUser && request.SessionPolicies is null;
        IdentityLimiter = Limiter == DecidedBy.None && bareFederated ? DecidedBy.SessionPolicy : Limiter;
        Lacking = IdentityAllows ? IdentityLimiter : DecidedBy.IdentityPolicy;
    }

    public bool IdentityAllows { get; }

    /// <summary>The boundary or session policy that does not allow, or None.</summary>
    public DecidedBy Limiter { get; }

    /// <summary>The same for what identity policies allow.</summary>
    public DecidedBy IdentityLimiter { get; }

    /// <summary>What keeps identity policies from allowing, or None when they do.</summary>
    public DecidedBy Lacking { get; }
}
