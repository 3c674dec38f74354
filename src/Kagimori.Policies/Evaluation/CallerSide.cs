namespace Kagimori.Policies;

/// <summary>What the caller's own account says: whether its identity policies allow, and what limits it.</summary>
internal readonly struct CallerSide
{
    public CallerSide(AccessRequest request, bool identityAllows, DecidedBy limiter)
    {
        Limiter = limiter;
        // A federated user without a session policy gets nothing from its creator's policies.
        var isBareFederated = request.Principal.Type == PrincipalType.FederatedUser && request.SessionPolicies is null;
        // A root user has no identity policies; it may do everything in its account, and its federated users what their session policies allow.
        Lacking = !identityAllows && !request.Principal.IsOfRoot ? DecidedBy.IdentityPolicy
            : limiter == DecidedBy.None && isBareFederated ? DecidedBy.SessionPolicy
            : limiter;
    }

    /// <summary>The boundary or session policy that does not allow, or None.</summary>
    public DecidedBy Limiter { get; }

    /// <summary>What keeps identity policies from allowing, or None when they do.</summary>
    public DecidedBy Lacking { get; }
}
