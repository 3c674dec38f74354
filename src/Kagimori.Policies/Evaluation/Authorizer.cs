namespace Kagimori.Policies;

/// <summary>Decides requests. The method is the definition: see docs/policy-evaluation.md.</summary>
public static class Authorizer
{
    /// <summary>Decides without allocating; what can be decided can be explained by <see cref="Explain"/>.</summary>
    public static Decision Decide(AccessRequest request)
    {
        request.Forget();

        // 1. A deny in any set of policies denies.
        var surroundings = Limits.OfSurroundings(request);
        if (surroundings.Denying != DecidedBy.None) return Decision.Deny(surroundings.Denying, surroundings.Deny);
        var resource = default(Finding);
        if (request.ResourcePolicy is { } resourcePolicy) resource.Add(resourcePolicy, request);
        if (resource.Denies) return Decision.Deny(ResourceKind(request), resource.Deny);
        var identity = default(Finding);
        identity.Add(request.IdentityPolicies, request);
        if (identity.Denies) return Decision.Deny(DecidedBy.IdentityPolicy, identity.Deny);
        var limits = Limits.OfCaller(request);
        if (limits.Denying != DecidedBy.None) return Decision.Deny(limits.Denying, limits.Deny);

        // 2. The organizations and the endpoint must allow, on every path.
        if (surroundings.Lacking != DecidedBy.None) return Decision.Lacks(surroundings.Lacking);

        // 3. One path must lead to an allow.
        var caller = new CallerSide(request, identity.Allows, limits.Lacking);
        var grants = GrantFinding.Of(request.ResourceGrants);
        return request.IsCrossAccount
            ? AcrossAccounts(request, resource, grants, caller, identity)
            : WithinAccount(request, resource, grants, caller, identity);
    }

    /// <summary>The decision with everything that was considered, and what would change it.</summary>
    /// <param name="grants">Every grant of the resource; those that cover the request in the order of <see cref="AccessRequest.ResourceGrants"/>. Null: those alone.</param>
    public static Explanation Explain(AccessRequest request, IReadOnlyList<GrantExplanation>? grants = null) => Explainer.Explain(request, grants);

    private static Decision WithinAccount(AccessRequest request, in Finding resource, GrantFinding grants, CallerSide caller, in Finding identity)
    {
        // Named itself: what its own policies leave out does not matter.
        if (resource.Direct.Exists) return Decision.Allow(ResourceKind(request), AllowPath.Direct, resource.Direct);
        if (grants.Strongest == GrantMatchClass.Direct) return Decision.Allow(DecidedBy.Grant, AllowPath.Direct, default);

        // Named by role or creating user: boundary and session policy limit. They would limit the path below as well.
        if (resource.Issuer.Exists || grants.Strongest == GrantMatchClass.RoleOfSession)
        {
            if (caller.Limiter != DecidedBy.None) return Decision.Lacks(caller.Limiter);
            return Decision.Allow(resource.Issuer.Exists ? ResourceKind(request) : DecidedBy.Grant, AllowPath.SessionIssuer, resource.Issuer);
        }

        // Named by account, or no naming needed: the account's own policies decide.
        var delegated = resource.Account.Exists || grants.Strongest == GrantMatchClass.Account;
        if (request.ResourcePolicyMandatory && !delegated) return Decision.Lacks(ResourceKind(request));
        if (caller.Lacking != DecidedBy.None) return Decision.Lacks(caller.Lacking);
        if (!request.Principal.IsOfRoot)
            return Decision.Allow(DecidedBy.IdentityPolicy, delegated ? AllowPath.Delegated : AllowPath.Identity, resource.Account.Exists ? resource.Account : identity.Allow, identity.Allow);
        // The account is the root user itself; of its federated users, session policies have allowed as well.
        var path = request.Principal.Type == PrincipalType.Root ? AllowPath.Direct : AllowPath.Delegated;
        return delegated
            ? Decision.Allow(resource.Account.Exists ? ResourceKind(request) : DecidedBy.Grant, path, resource.Account)
            : Decision.Allow(DecidedBy.RootUser, AllowPath.Identity, default);
    }

    private static Decision AcrossAccounts(AccessRequest request, in Finding resource, GrantFinding grants, CallerSide caller, in Finding identity)
    {
        // The owner's side: any naming will do.
        if (!request.CrossAccountAllowed) return Decision.Lacks(DecidedBy.CrossAccountRule);
        if (!resource.Allows && grants.Strongest is null) return Decision.Lacks(ResourceKind(request));

        // The caller's side: a grant issued by its own account, limited as within an account …
        if (grants.StrongestOfCaller == GrantMatchClass.Direct) return Decision.Allow(DecidedBy.Grant, AllowPath.CrossAccount, default);
        if (grants.StrongestOfCaller == GrantMatchClass.RoleOfSession)
            return caller.Limiter == DecidedBy.None ? Decision.Allow(DecidedBy.Grant, AllowPath.CrossAccount, default) : Decision.Lacks(caller.Limiter);

        // … or its identity policies, boundary and session policy all together.
        if (caller.Lacking != DecidedBy.None) return Decision.Lacks(caller.Lacking);
        return Decision.Allow(resource.Allows ? ResourceKind(request) : DecidedBy.Grant, AllowPath.CrossAccount, resource.Allows ? resource.Allow : identity.Allow, identity.Allow);
    }

    internal static IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ServiceControlPolicies(AccessRequest request) =>
        request.Principal.AccountId is null ? null : request.ServiceControlPolicies;

    // They limit actions on a resource only, and never the retiring of a grant.
    internal static IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ResourceControlPolicies(AccessRequest request) =>
        request.ResourceControlPolicies is { } policies && request.Resource != "*" && !IsRetireGrant(request) ? policies : null;

    internal static bool IsRetireGrant(AccessRequest request) => request.Action.Equals("kms:RetireGrant", StringComparison.OrdinalIgnoreCase);

    internal static DecidedBy ResourceKind(AccessRequest request) =>
        request.ResourcePolicy?.Source == PolicySource.TrustPolicy ? DecidedBy.TrustPolicy : DecidedBy.ResourcePolicy;
}
