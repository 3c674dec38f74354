using System.Runtime.CompilerServices;

namespace Kagimori.Policies;

/// <summary>What several sets of policies say that can only limit: which denies, or else which lacks an allow. <c>default</c> limits nothing.</summary>
internal readonly struct Limits
{
    private Limits(DecidedBy denying, DecidingStatement deny, DecidedBy lacking)
    {
        Denying = denying;
        Deny = deny;
        Lacking = lacking;
    }

    /// <summary>The first set that denies, or None.</summary>
    public DecidedBy Denying { get; }

    public DecidingStatement Deny { get; }

    /// <summary>The set that must allow and does not, or None.</summary>
    public DecidedBy Lacking { get; }

    /// <summary>The organizations and the endpoint, which limit on every path.</summary>
    public static Limits OfSurroundings(AccessRequest request) =>
        request is { ServiceControlPolicies: null, ResourceControlPolicies: null, EndpointPolicies: null } ? default : FindOfSurroundings(request);

    /// <summary>The caller's permissions boundary and session policies, which a direct allow escapes.</summary>
    public static Limits OfCaller(AccessRequest request) => request is { Boundary: null, SessionPolicies: null } ? default : FindOfCaller(request);

    // Neither is inlined: most requests are not limited, and would yet clear the memory that these need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Limits FindOfSurroundings(AccessRequest request)
    {
        var serviceControl = Limit.Of(Authorizer.ServiceControlPolicies(request), request);
        if (serviceControl.Denies) return Denied(DecidedBy.ServiceControlPolicy, serviceControl);
        var resourceControl = Limit.Of(Authorizer.ResourceControlPolicies(request), request);
        if (resourceControl.Denies) return Denied(DecidedBy.ResourceControlPolicy, resourceControl);
        var endpoint = Limit.Of(request.EndpointPolicies, request);
        if (endpoint.Denies) return Denied(DecidedBy.EndpointPolicy, endpoint);
        return Lacks(resourceControl.LacksAllow ? DecidedBy.ResourceControlPolicy
            : serviceControl.LacksAllow ? DecidedBy.ServiceControlPolicy
            : endpoint.LacksAllow ? DecidedBy.EndpointPolicy : DecidedBy.None);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Limits FindOfCaller(AccessRequest request)
    {
        var boundary = Limit.Of(request.Boundary, request);
        if (boundary.Denies) return Denied(DecidedBy.PermissionsBoundary, boundary);
        var session = Limit.Of(request.SessionPolicies, request);
        if (session.Denies) return Denied(DecidedBy.SessionPolicy, session);
        return Lacks(boundary.LacksAllow ? DecidedBy.PermissionsBoundary : session.LacksAllow ? DecidedBy.SessionPolicy : DecidedBy.None);
    }

    private static Limits Denied(DecidedBy by, Limit limit) => new(by, limit.Deny, DecidedBy.None);

    private static Limits Lacks(DecidedBy lacking) => new(DecidedBy.None, default, lacking);
}
