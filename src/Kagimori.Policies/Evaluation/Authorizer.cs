namespace Kagimori.Policies;

/// <summary>Decides requests. The method is the definition: see docs/policy-evaluation.md.</summary>
public static class Authorizer
{
    /// <summary>Decides without allocating; what can be decided can be explained by <see cref="Explain"/>.</summary>
    public static Decision Decide(AccessRequest request)
    {
        request.Forget();

        // 1. A deny in any set of policies denies.
        var serviceControl = LevelFinding.Of(ServiceControlPolicies(request), request);
        if (serviceControl.Deny is { } scpDeny) return Decision.Deny(DecidedBy.ServiceControlPolicy, scpDeny);
        var resourceControl = LevelFinding.Of(ResourceControlPolicies(request), request);
        if (resourceControl.Deny is { } rcpDeny) return Decision.Deny(DecidedBy.ResourceControlPolicy, rcpDeny);
        var endpoint = Finding.Of(request.EndpointPolicies, request);
        if (endpoint.Denies) return Decision.Deny(DecidedBy.EndpointPolicy, endpoint.Deny);
        var resource = Finding.Of(request.ResourcePolicy, request);
        if (resource.Denies) return Decision.Deny(ResourceKind(request), resource.Deny);
        var identity = Finding.Of(request.IdentityPolicies, request);
        if (identity.Denies) return Decision.Deny(DecidedBy.IdentityPolicy, identity.Deny);
        var boundary = Finding.Of(request.Boundary, request);
        if (boundary.Denies) return Decision.Deny(DecidedBy.PermissionsBoundary, boundary.Deny);
        var session = Finding.Of(request.SessionPolicies, request);
        if (session.Denies) return Decision.Deny(DecidedBy.SessionPolicy, session.Deny);

        // 2. The organizations and the endpoint must allow, on every path.
        if (resourceControl.LacksAllow) return Decision.Lacks(DecidedBy.ResourceControlPolicy);
        if (serviceControl.LacksAllow) return Decision.Lacks(DecidedBy.ServiceControlPolicy);
        if (request.EndpointPolicies is not null && !endpoint.Allows) return Decision.Lacks(DecidedBy.EndpointPolicy);

        // 3. One path must lead to an allow.
        var caller = new CallerSide(request, identity, boundary, session);
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
        if (resource.Direct is { } direct) return Decision.Allow(ResourceKind(request), AllowPath.Direct, direct);
        if (grants.Strongest == GrantMatchClass.Direct) return Decision.Allow(DecidedBy.Grant, AllowPath.Direct, null);

        // Named by role or creating user: boundary and session policy limit. They would limit the path below as well.
        if (resource.Issuer is not null || grants.Strongest == GrantMatchClass.RoleOfSession)
        {
            if (caller.Limiter != DecidedBy.None) return Decision.Lacks(caller.Limiter);
            return Decision.Allow(resource.Issuer is null ? DecidedBy.Grant : ResourceKind(request), AllowPath.SessionIssuer, resource.Issuer);
        }

        // Named by account, or no naming needed: the account's own policies decide.
        var delegated = resource.Account is not null || grants.Strongest == GrantMatchClass.Account;
        if (request.ResourcePolicyMandatory && !delegated) return Decision.Lacks(ResourceKind(request));
        if (caller.Lacking != DecidedBy.None) return Decision.Lacks(caller.Lacking);
        if (!request.Principal.IsOfRoot)
            return Decision.Allow(DecidedBy.IdentityPolicy, delegated ? AllowPath.Delegated : AllowPath.Identity, resource.Account ?? identity.Allow, identity.Allow);
        // The account is the root user itself; of its federated users, session policies have allowed as well.
        var path = request.Principal.Type == PrincipalType.Root ? AllowPath.Direct : AllowPath.Delegated;
        return delegated
            ? Decision.Allow(resource.Account is null ? DecidedBy.Grant : ResourceKind(request), path, resource.Account)
            : Decision.Allow(DecidedBy.RootUser, AllowPath.Identity, null);
    }

    private static Decision AcrossAccounts(AccessRequest request, in Finding resource, GrantFinding grants, CallerSide caller, in Finding identity)
    {
        // The owner's side: any naming will do.
        if (!request.CrossAccountAllowed) return Decision.Lacks(DecidedBy.CrossAccountRule);
        if (!resource.Allows && grants.Strongest is null) return Decision.Lacks(ResourceKind(request));

        // The caller's side: a grant issued by its own account, limited as within an account …
        if (grants.StrongestOfCaller == GrantMatchClass.Direct) return Decision.Allow(DecidedBy.Grant, AllowPath.CrossAccount, null);
        if (grants.StrongestOfCaller == GrantMatchClass.RoleOfSession)
            return caller.Limiter == DecidedBy.None ? Decision.Allow(DecidedBy.Grant, AllowPath.CrossAccount, null) : Decision.Lacks(caller.Limiter);

        // … or its identity policies, boundary and session policy all together.
        if (caller.Lacking != DecidedBy.None) return Decision.Lacks(caller.Lacking);
        return Decision.Allow(resource.Allows ? ResourceKind(request) : DecidedBy.Grant, AllowPath.CrossAccount, resource.Allow ?? identity.Allow, identity.Allow);
    }

    internal static IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ServiceControlPolicies(AccessRequest request) =>
        request.Principal.AccountId is null ? null : request.ServiceControlPolicies;

    // They limit actions on a resource only, and never the retiring of a grant.
    internal static IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ResourceControlPolicies(AccessRequest request) =>
        request.Resource == "*" || IsRetireGrant(request) ? null : request.ResourceControlPolicies;

    internal static bool IsRetireGrant(AccessRequest request) => request.Action.Equals("kms:RetireGrant", StringComparison.OrdinalIgnoreCase);

    internal static DecidedBy ResourceKind(AccessRequest request) =>
        request.ResourcePolicy?.Source == PolicySource.TrustPolicy ? DecidedBy.TrustPolicy : DecidedBy.ResourcePolicy;
}
