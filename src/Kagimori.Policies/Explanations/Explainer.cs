namespace Kagimori.Policies;

/// <summary>Collects what <see cref="Authorizer.Decide"/> considered, asking the same predicates.</summary>
internal static class Explainer
{
    public static Explanation Explain(AccessRequest request)
    {
        var sets = new List<PolicySetExplanation>();
        AddLevels(sets, request, "Service control policies", DecidedBy.ServiceControlPolicy, Authorizer.ServiceControlPolicies(request));
        AddLevels(sets, request, "Resource control policies", DecidedBy.ResourceControlPolicy, Authorizer.ResourceControlPolicies(request));
        Add(sets, request, "VPC endpoint policy", DecidedBy.EndpointPolicy, request.EndpointPolicies);
        var trust = request.ResourcePolicy?.Source == PolicySource.TrustPolicy;
        var title = request.ResourcePolicy?.Source switch { PolicySource.KeyPolicy => "Key policy", PolicySource.TrustPolicy => "Trust policy", _ => "Resource policy" };
        Add(sets, request, title, trust ? DecidedBy.TrustPolicy : DecidedBy.ResourcePolicy, One(request.ResourcePolicy));
        Add(sets, request, "Identity policies", DecidedBy.IdentityPolicy, request.IdentityPolicies);
        Add(sets, request, "Permissions boundary", DecidedBy.PermissionsBoundary, One(request.Boundary));
        Add(sets, request, "Session policies", DecidedBy.SessionPolicy, request.SessionPolicies);
        return new Explanation(request, Authorizer.Decide(request), sets);
    }

    private static AttachedPolicy[]? One(AttachedPolicy? policy) => policy is null ? null : [policy];

    private static void AddLevels(
        List<PolicySetExplanation> sets, AccessRequest request, string title, DecidedBy kind, IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels)
    {
        for (var i = 0; levels is not null && i < levels.Count; i++) Add(sets, request, $"{title}, level {i + 1}", kind, levels[i]);
    }

    private static void Add(List<PolicySetExplanation> sets, AccessRequest request, string title, DecidedBy kind, IReadOnlyList<AttachedPolicy>? policies)
    {
        if (policies is null) return;
        var finding = Finding.Of(policies, request);
        sets.Add(new PolicySetExplanation(title, kind, finding.Denies, finding.Allows,
            [.. policies.Select(policy => new PolicyExplanation(policy, [.. policy.Policy.Statements.Select(statement => Explain(statement, request))]))]));
    }

    private static StatementExplanation Explain(Statement statement, AccessRequest request)
    {
        var elements = new List<ElementExplanation>();
        if ((statement.Principals ?? statement.NotPrincipals) is { } entries) elements.Add(ExplainPrincipal(statement, entries, request));
        if ((statement.Actions ?? statement.NotActions) is { } actions)
        {
            var hit = actions.FirstOrDefault(action => action.IsMatch(request.Action))?.Text;
            elements.Add(new(statement.Actions is null ? "NotAction" : "Action", statement.MatchesAction(request), Why(hit, request.Action, statement.Actions is null)));
        }
        if ((statement.Resources ?? statement.NotResources) is { } resources)
        {
            var unresolvable = resources.FirstOrDefault(resource => resource.Match(request) == ResourceMatch.Unresolvable)?.Text;
            var hit = resources.FirstOrDefault(resource => resource.Match(request) == ResourceMatch.Yes)?.Text;
            elements.Add(new(statement.Resources is null ? "NotResource" : "Resource", statement.MatchesResource(request),
                hit is null && unresolvable is not null ? $"{unresolvable} has a variable without a value" : Why(hit, request.Resource, statement.Resources is null)));
        }
        return new StatementExplanation(statement, statement.Applies(request), elements, [.. statement.Conditions.Select(condition => Explain(condition, request))]);
    }

    private static ElementExplanation ExplainPrincipal(Statement statement, IReadOnlyList<PrincipalEntry> entries, AccessRequest request)
    {
        var match = statement.MatchPrincipal(request);
        if (statement.Principals is not null)
        {
            var hit = entries.FirstOrDefault(entry => entry.Match(request.Principal) == match && match != PrincipalMatch.None)?.Text;
            var how = match switch { PrincipalMatch.Account => " (the account)", PrincipalMatch.SessionIssuer => " (who the session comes from)", _ => "" };
            return new("Principal", match != PrincipalMatch.None, Why(hit, request.Principal.Arn, false) + how);
        }
        var listed = entries.FirstOrDefault(entry => entry.Match(request.Principal) != PrincipalMatch.None)?.Text;
        return new("NotPrincipal", match != PrincipalMatch.None, listed is not null && match != PrincipalMatch.None
            ? $"{listed} is listed, but the caller has a permissions boundary" : Why(listed, request.Principal.Arn, true));
    }

    private static ConditionExplanation Explain(ConditionClause condition, AccessRequest request)
    {
        string[]? actual = null;
        if (request.Context.TryGet(condition.Key, out var values))
        {
            actual = new string[values.Count];
            for (var i = 0; i < actual.Length; i++) actual[i] = values[i];
        }
        return new ConditionExplanation(condition.Operator.ToString(), condition.Key.Text, condition.Values, actual, condition.Holds(request.Context));
    }

    private static string Why(string? hit, string asked, bool negated) =>
        hit is not null ? (negated ? $"{hit} is listed" : hit) : $"{asked} is not listed";
}
