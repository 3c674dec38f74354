namespace Kagimori.Policies;

/// <summary>What one set of policies says about a request: its first deny, and its first allow of each strength. What it does not say is <c>default</c>.</summary>
internal struct Finding
{
    private DecidingStatement _deny, _direct, _issuer, _account;

    public readonly bool Denies => _deny.Exists;

    public readonly bool Allows => _direct.Exists || _issuer.Exists || _account.Exists;

    public readonly DecidingStatement Deny => _deny;

    public readonly DecidingStatement Direct => _direct;

    public readonly DecidingStatement Issuer => _issuer;

    public readonly DecidingStatement Account => _account;

    /// <summary>The strongest allow.</summary>
    public readonly DecidingStatement Allow => _direct.Exists ? _direct : _issuer.Exists ? _issuer : _account;

    public static Finding Of(AttachedPolicy policy, AccessRequest request)
    {
        var finding = default(Finding);
        finding.Add(policy, request);
        return finding;
    }

    public static Finding Of(IReadOnlyList<AttachedPolicy> policies, AccessRequest request)
    {
        var finding = default(Finding);
        finding.Add(policies, request);
        return finding;
    }

    public void Add(IReadOnlyList<AttachedPolicy> policies, AccessRequest request)
    {
        for (var i = 0; i < policies.Count; i++) Add(policies[i], request);
    }

    public void Add(AttachedPolicy policy, AccessRequest request)
    {
        foreach (var run in policy.Policy.StatementsFor(request.Action))
        {
            // A further allow says nothing new once there is a direct one, nor a deny once there is one.
            if (run.Effect == Effect.Allow ? _direct.Exists : _deny.Exists) continue;
            var match = run.MatchHead(request);
            if (match == PrincipalMatch.None || run.Find(request) is not { } statement) continue;
            if (statement.Effect == Effect.Deny) _deny = new(policy, statement);
            else if (match == PrincipalMatch.Direct) _direct = new(policy, statement);
            else if (match == PrincipalMatch.SessionIssuer && !_issuer.Exists) _issuer = new(policy, statement);
            else if (match == PrincipalMatch.Account && !_account.Exists) _account = new(policy, statement);
        }
    }
}
