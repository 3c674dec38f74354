namespace Kagimori.Policies;

/// <summary>What one set of policies says about a request: its first deny, and its first allow of each strength.</summary>
internal struct Finding
{
    private const int MostHeads = 512;

    private AttachedPolicy? _denyPolicy, _directPolicy, _issuerPolicy, _accountPolicy;
    private Statement? _deny, _direct, _issuer, _account;

    public readonly bool Denies => _deny is not null;

    public readonly bool Allows => _direct is not null || _issuer is not null || _account is not null;

    public readonly DecidingStatement Deny => new(_denyPolicy!, _deny!);

    public readonly DecidingStatement? Direct => Named(_directPolicy, _direct);

    public readonly DecidingStatement? Issuer => Named(_issuerPolicy, _issuer);

    public readonly DecidingStatement? Account => Named(_accountPolicy, _account);

    /// <summary>The strongest allow.</summary>
    public readonly DecidingStatement? Allow => Direct ?? Issuer ?? Account;

    public static Finding Of(AttachedPolicy? policy, AccessRequest request)
    {
        var finding = default(Finding);
        if (policy is not null) finding.Add(policy, request);
        return finding;
    }

    public static Finding Of(IReadOnlyList<AttachedPolicy>? policies, AccessRequest request)
    {
        var finding = default(Finding);
        for (var i = 0; policies is not null && i < policies.Count; i++) finding.Add(policies[i], request);
        return finding;
    }

    private void Add(AttachedPolicy policy, AccessRequest request)
    {
        var statements = policy.Policy.StatementsFor(request.Action);
        // What a head says of this request, plus one; zero until it was asked.
        var heads = policy.Policy.Heads;
        Span<byte> answers = heads < statements.Length && heads <= MostHeads ? stackalloc byte[heads] : default;
        foreach (var statement in statements)
        {
            // A further allow says nothing new once there is a direct one, nor a deny once there is one.
            if (statement.Effect == Effect.Allow ? _direct is not null : _deny is not null) continue;
            var match = answers.IsEmpty ? statement.MatchHead(request) : MatchHead(statement, request, ref answers[statement.Head]);
            if (match == PrincipalMatch.None || !statement.MatchesConditions(request)) continue;
            if (statement.Effect == Effect.Deny) (_denyPolicy, _deny) = (policy, statement);
            else if (match == PrincipalMatch.Direct) (_directPolicy, _direct) = (policy, statement);
            else if (match == PrincipalMatch.SessionIssuer && _issuer is null) (_issuerPolicy, _issuer) = (policy, statement);
            else if (match == PrincipalMatch.Account && _account is null) (_accountPolicy, _account) = (policy, statement);
        }
    }

    private static PrincipalMatch MatchHead(Statement statement, AccessRequest request, ref byte answer)
    {
        if (answer == 0) answer = (byte)(statement.MatchHead(request) + 1);
        return (PrincipalMatch)(answer - 1);
    }

    private static DecidingStatement? Named(AttachedPolicy? policy, Statement? statement) =>
        statement is null ? null : new DecidingStatement(policy!, statement);
}
