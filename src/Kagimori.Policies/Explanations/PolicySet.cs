namespace Kagimori.Policies;

/// <summary>The policies of one kind, or of one level of an organization, that speak about a request.</summary>
/// <param name="Level">The level from the organization's root, from zero; null where there are no levels.</param>
/// <param name="Title">For people: "Key policy", "Service control policies, level 2".</param>
internal sealed record PolicySet(DecidedBy Kind, int? Level, string Title, IReadOnlyList<AttachedPolicy> Policies)
{
    /// <summary>Those that the request has, in the order in which a deny is looked for.</summary>
    public static IEnumerable<PolicySet> Of(AccessRequest request)
    {
        foreach (var set in Levels(DecidedBy.ServiceControlPolicy, "Service control policies", Authorizer.ServiceControlPolicies(request))) yield return set;
        foreach (var set in Levels(DecidedBy.ResourceControlPolicy, "Resource control policies", Authorizer.ResourceControlPolicies(request))) yield return set;
        if (request.EndpointPolicies is { } endpoint) yield return new(DecidedBy.EndpointPolicy, null, "VPC endpoint policy", endpoint);
        if (request.ResourcePolicy is { } resource) yield return new(Authorizer.ResourceKind(request), null, TitleOf(resource.Source), [resource]);
        yield return new(DecidedBy.IdentityPolicy, null, "Identity policies", request.IdentityPolicies);
        if (request.Boundary is { } boundary) yield return new(DecidedBy.PermissionsBoundary, null, "Permissions boundary", [boundary]);
        if (request.SessionPolicies is { } session) yield return new(DecidedBy.SessionPolicy, null, "Session policies", session);
    }

    /// <summary>The request with one of the set's policies replaced.</summary>
    public AccessRequest Replace(AccessRequest request, int index, AttachedPolicy policy)
    {
        var changed = request.Copy();
        AttachedPolicy[] policies = [.. Policies.Select((old, i) => i == index ? policy : old)];
        switch (Kind)
        {
            case DecidedBy.ServiceControlPolicy: changed.ServiceControlPolicies = WithLevel(request.ServiceControlPolicies!, policies); break;
            case DecidedBy.ResourceControlPolicy: changed.ResourceControlPolicies = WithLevel(request.ResourceControlPolicies!, policies); break;
            case DecidedBy.EndpointPolicy: changed.EndpointPolicies = policies; break;
            case DecidedBy.IdentityPolicy: changed.IdentityPolicies = policies; break;
            case DecidedBy.PermissionsBoundary: changed.Boundary = policy; break;
            case DecidedBy.SessionPolicy: changed.SessionPolicies = policies; break;
            default: changed.ResourcePolicy = policy; break;
        }
        return changed;
    }

    private static IEnumerable<PolicySet> Levels(DecidedBy kind, string title, IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels) =>
        (levels ?? []).Select((policies, i) => new PolicySet(kind, i, $"{title}, level {i + 1}", policies));

    private IReadOnlyList<IReadOnlyList<AttachedPolicy>> WithLevel(IReadOnlyList<IReadOnlyList<AttachedPolicy>> levels, AttachedPolicy[] policies) =>
        [.. levels.Select((old, i) => i == Level ? policies : old)];

    private static string TitleOf(PolicySource source) => source switch
    {
        PolicySource.KeyPolicy => "Key policy",
        PolicySource.TrustPolicy => "Trust policy",
        _ => "Resource policy",
    };
}
