namespace Kagimori.Policies;

/// <summary>Finds what would allow a denied request: on each path of <see cref="Authorizer.Decide"/> that can be completed, what it lacks.</summary>
internal sealed class HintFinder
{
    private readonly AccessRequest _request;
    private readonly HintChanges _changes;
    private readonly Finding _resource;
    private readonly GrantFinding _grants;

    private HintFinder(AccessRequest request)
    {
        _request = request;
        _changes = new HintChanges(request);
        if (request.ResourcePolicy is { } policy) _resource.Add(policy, request);
        _grants = GrantFinding.Of(request.ResourceGrants);
    }

    /// <summary>The hints, that with the fewest changes first; none where no policy can allow the request.</summary>
    public static IReadOnlyList<Hint> Find(AccessRequest request)
    {
        if (request.IsCrossAccount && !request.CrossAccountAllowed) return [];
        var finder = new HintFinder(request);
        List<PolicyChange> always = [.. finder.OnEveryPath()];
        var paths = request.IsCrossAccount ? finder.AcrossAccounts() : finder.WithinAccount();
        // A change that cannot be made is null and ends its path.
        List<List<PolicyChange>> hints = [.. paths.Where(path => !path.Contains(null)).Select(path => (List<PolicyChange>)[.. always, .. path.OfType<PolicyChange>()])];
        return
        [
            .. hints.Where((hint, i) => !hints.Where((other, j) => other.Count < hint.Count || (other.Count == hint.Count && j < i)).Any(other => other.All(hint.Contains)))
                .OrderBy(hint => hint.Count).Select(hint => new Hint(hint)),
        ];
    }

    // Every deny must go, and the organizations and the endpoint must allow.
    private IEnumerable<PolicyChange> OnEveryPath()
    {
        foreach (var set in PolicySet.Of(_request))
        {
            foreach (var deny in _changes.RemoveDenies(set)) yield return deny;
        }
        foreach (var set in PolicySet.Of(_request))
        {
            var mustAllow = set.Kind is DecidedBy.ServiceControlPolicy or DecidedBy.ResourceControlPolicy or DecidedBy.EndpointPolicy;
            if (mustAllow && !Finding.Of(set.Policies, _request).Allows) yield return _changes.AllowIn(set.Kind, set.Level, set.Policies);
        }
    }

    private IEnumerable<List<PolicyChange?>> WithinAccount()
    {
        if (_resource.Direct.Exists || _grants.Strongest == GrantMatchClass.Direct)
        {
            yield return [];
            yield break;
        }
        var delegated = _resource.Account.Exists || _grants.Strongest == GrantMatchClass.Account || !_request.ResourcePolicyMandatory;
        yield return [.. delegated ? [] : (PolicyChange?[])[Naming(PrincipalMatch.Account)], .. _changes.Identity(), .. _changes.Limiters(), .. _changes.BareFederated()];
        var isIssuerNamed = _resource.Issuer.Exists || _grants.Strongest == GrantMatchClass.RoleOfSession;
        yield return [.. isIssuerNamed ? [] : (PolicyChange?[])[Naming(PrincipalMatch.SessionIssuer)], .. _changes.Limiters()];
        yield return [Naming(PrincipalMatch.Direct)];
    }

    private IEnumerable<List<PolicyChange?>> AcrossAccounts()
    {
        PolicyChange?[] owner = _resource.Allows || _grants.Strongest is not null ? [] : [_changes.Name(null)];
        yield return _grants.StrongestOfCaller switch
        {
            GrantMatchClass.Direct => [.. owner],
            GrantMatchClass.RoleOfSession => [.. owner, .. _changes.Limiters()],
            _ => [.. owner, .. _changes.Identity(), .. _changes.Limiters(), .. _changes.BareFederated()],
        };
    }

    // Where identity policies can allow by themselves, nobody is told to write a policy for a resource that has none: most kinds cannot have one.
    private PolicyChange? Naming(PrincipalMatch match) =>
        _request.ResourcePolicy is null && !_request.ResourcePolicyMandatory && _request.Principal.AccountId is not null ? null : _changes.Name(match);
}
