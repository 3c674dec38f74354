namespace Kagimori.Policies;

/// <summary>The changes that hints are made of, each made once for a request.</summary>
internal sealed class HintChanges(AccessRequest request)
{
    private readonly Dictionary<(DecidedBy, PrincipalMatch?), PolicyChange?> _made = [];

    /// <summary>Every Deny statement of a set that applies.</summary>
    public IEnumerable<PolicyChange> RemoveDenies(PolicySet set) =>
        from deciding in set.Policies.Distinct().SelectMany(policy => policy.Policy.Statements, (policy, statement) => new DecidingStatement(policy, statement))
        where deciding.Statement.Effect == Effect.Deny && deciding.Statement.Applies(request) != PrincipalMatch.None
        select Tell(new PolicyChange(PolicyChangeKind.RemoveDeny, set.Kind)
        {
            Level = set.Level,
            Statement = deciding,
            Conditions = [.. deciding.Statement.Conditions.Select(condition => Explainer.Explain(condition, deciding.Policy.Policy.Version, request))],
            Action = request.Action,
            Text = "",
        });

    /// <summary>The nearest way to make a set allow: an Allow statement that only its conditions keep from applying, else a new one.</summary>
    public PolicyChange AllowIn(DecidedBy set, int? level, IReadOnlyList<AttachedPolicy> policies) =>
        Conditional(set, level, policies, null) ?? Tell(new PolicyChange(PolicyChangeKind.AddAllow, set)
        {
            Level = level,
            Principal = set switch
            {
                DecidedBy.ResourceControlPolicy => Entry("*"),
                DecidedBy.EndpointPolicy => EntryFor(PrincipalMatch.Direct) ?? EntryFor(PrincipalMatch.Account) ?? Entry("*"),
                _ => null,
            },
            Action = request.Action,
            Resource = ResourceText(),
            Text = "",
        });

    /// <summary>What identity policies lack; null when the caller can have none.</summary>
    public IEnumerable<PolicyChange?> Identity()
    {
        if (request.Principal.IsOfRoot || Finding.Of(request.IdentityPolicies, request).Allows) yield break;
        yield return request.Principal.AccountId is null ? null : Once(DecidedBy.IdentityPolicy, () => AllowIn(DecidedBy.IdentityPolicy, null, request.IdentityPolicies));
    }

    /// <summary>What boundary and session policies lack, where there are any.</summary>
    public IEnumerable<PolicyChange?> Limiters()
    {
        if (request.Boundary is { } boundary && !Finding.Of(boundary, request).Allows)
            yield return Once(DecidedBy.PermissionsBoundary, () => AllowIn(DecidedBy.PermissionsBoundary, null, [boundary]));
        if (request.SessionPolicies is { } session && !Finding.Of(session, request).Allows)
            yield return Once(DecidedBy.SessionPolicy, () => AllowIn(DecidedBy.SessionPolicy, null, session));
    }

    /// <summary>A federated user needs a session policy to get anything from its creator's policies.</summary>
    public IEnumerable<PolicyChange?> BareFederated()
    {
        if (request.Principal.Type == PrincipalType.FederatedUser && request.SessionPolicies is null)
            yield return Once(DecidedBy.SessionPolicy, () => AllowIn(DecidedBy.SessionPolicy, null, []));
    }

    /// <summary>What makes the resource's policy name the caller in one way, or in any when that is null; null when nothing can.</summary>
    public PolicyChange? Name(PrincipalMatch? match)
    {
        var kind = Authorizer.ResourceKind(request);
        return _made.TryGetValue((kind, match), out var made) ? made : _made[(kind, match)] = MakeName(kind, match);
    }

    private PolicyChange? MakeName(DecidedBy kind, PrincipalMatch? match)
    {
        // The policy of a key is not asked about retiring a grant.
        if (request.ResourcePolicy is null && (request.Resource == "*" || Authorizer.IsRetireGrant(request))) return null;
        if (Conditional(kind, null, request.ResourcePolicy is { } policy ? [policy] : [], match) is { } conditional) return conditional;
        var entry = match is { } wanted ? EntryFor(wanted) : EntryFor(PrincipalMatch.SessionIssuer) ?? EntryFor(PrincipalMatch.Direct) ?? EntryFor(PrincipalMatch.Account);
        return entry is null ? null : Tell(new PolicyChange(PolicyChangeKind.AddAllow, kind)
        {
            Principal = entry,
            Action = request.Action,
            // The policy of a key is about this key alone, and that of a role has no Resource.
            Resource = request.ResourcePolicy?.Source switch { PolicySource.KeyPolicy => "*", PolicySource.TrustPolicy => null, _ => ResourceText() },
            Text = "",
        });
    }

    private PolicyChange? Conditional(DecidedBy set, int? level, IReadOnlyList<AttachedPolicy> policies, PrincipalMatch? match)
    {
        var nearest =
            (from policy in policies
             from run in policy.Policy.StatementsFor(request.Action).ToArray()
             where run.Effect == Effect.Allow
             let head = run.MatchHead(request)
             where head != PrincipalMatch.None && (match is null || head == match)
             from statement in run.Statements.ToArray()
             let failing = statement.Conditions.Where(condition => !condition.Holds(request.Context)).ToList()
             orderby failing.Count
             select (Statement: new DecidingStatement(policy, statement), Failing: failing)).FirstOrDefault();
        return nearest.Failing is null ? null : Tell(new PolicyChange(PolicyChangeKind.MeetConditions, set)
        {
            Level = level,
            Statement = nearest.Statement,
            Conditions = [.. nearest.Failing.Select(condition => Explainer.Explain(condition, nearest.Statement.Policy.Policy.Version, request))],
            Action = request.Action,
            Text = "",
        });
    }

    private PolicyChange? Once(DecidedBy set, Func<PolicyChange> make) =>
        _made.TryGetValue((set, null), out var made) ? made : _made[(set, null)] = make();

    private PolicyChange Tell(PolicyChange change) => change with { Text = ChangeText.Of(change, request) };

    /// <summary>An entry that reaches the caller in exactly this way; null when no text does.</summary>
    private PrincipalEntry? EntryFor(PrincipalMatch match)
    {
        var caller = request.Principal;
        if (caller.Type == PrincipalType.Service) return match == PrincipalMatch.Direct && PrincipalEntry.TryParse("Service", caller.Arn, out var service) ? service : null;
        if (caller.Type == PrincipalType.Anonymous) return match == PrincipalMatch.Direct ? Entry("*") : null;
        var text = match switch
        {
            PrincipalMatch.Account => $"arn:aws:iam::{caller.AccountId}:root",
            PrincipalMatch.SessionIssuer => caller.IssuerArn,
            _ => caller.Arn,
        };
        return text is not null && Entry(text) is { } entry && entry.Match(caller) == match ? entry : null;
    }

    private static PrincipalEntry? Entry(string text) => PrincipalEntry.TryParse("AWS", text, out var entry) ? entry : null;

    // What reads as a variable in a pattern is told with a wildcard in its place.
    private string ResourceText() => request.ResourceParts.IsArn ? request.Resource.Replace("${", "?{", StringComparison.Ordinal) : "*";
}
