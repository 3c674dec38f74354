namespace Kagimori.Policies;

/// <summary>Collects what <see cref="Authorizer.Decide"/> considered, asking the same predicates, and what would change the decision.</summary>
internal static class Explainer
{
    /// <summary>A key may have thousands of grants that have nothing to do with a request.</summary>
    private const int MostOtherGrants = 20;

    public static Explanation Explain(AccessRequest request, IReadOnlyList<GrantExplanation>? grants)
    {
        var decision = Authorizer.Decide(request);
        grants ??= [.. request.ResourceGrants.Select(grant => new GrantExplanation("", grant, []))];
        List<GrantExplanation> covering = [.. grants.Where(grant => grant.Covers is not null)];
        var others = grants.Where(grant => grant.Covers is null).OrderByDescending(grant => grant.Elements.Count(element => element.Matched));
        return new Explanation(request, decision, [.. PolicySet.Of(request).Select(set => Explain(set, decision, request))])
        {
            Grants = [.. covering, .. others.Take(MostOtherGrants)],
            GrantsLeftOut = Math.Max(0, grants.Count - covering.Count - MostOtherGrants),
            Hints = decision.IsAllowed ? [] : HintFinder.Find(request),
            RestsOn = decision.IsAllowed ? [.. Support.Statements(request)] : [],
            RestsOnGrants = decision.IsAllowed ? [.. Support.Grants(request, covering)] : [],
        };
    }

    public static ConditionExplanation Explain(ConditionClause condition, PolicyVersion version, AccessRequest request)
    {
        string[]? actual = null;
        if (request.Context.TryGet(condition.Key, out var values))
        {
            actual = new string[values.Count];
            for (var i = 0; i < actual.Length; i++) actual[i] = values[i];
        }
        return new ConditionExplanation(condition.Operator.ToString(), condition.Key.Text, condition.Values, actual, condition.Holds(request.Context))
        {
            Note = ConditionNote.Of(condition, version, request.Context), IsNegated = condition.Operator.IsNegated,
        };
    }

    private static PolicySetExplanation Explain(PolicySet set, Decision decision, AccessRequest request)
    {
        var finding = Finding.Of(set.Policies, request);
        return new PolicySetExplanation(set.Title, set.Kind, finding.Denies, finding.Allows, SetContribution.Of(set, finding, decision, request),
            [.. set.Policies.Select(policy => new PolicyExplanation(policy, [.. policy.Policy.Statements.Select(statement => Explain(statement, policy.Policy.Version, request))]))]);
    }

    private static StatementExplanation Explain(Statement statement, PolicyVersion version, AccessRequest request)
    {
        var elements = new List<ElementExplanation>();
        if ((statement.Principals ?? statement.NotPrincipals) is { } entries) elements.Add(ExplainPrincipal(statement, entries, request));
        if ((statement.Actions ?? statement.NotActions) is { } actions)
        {
            var hit = actions.FirstOrDefault(action => action.IsMatch(request.Action))?.Text;
            elements.Add(new(statement.Actions is null ? "NotAction" : "Action", statement.MatchesAction(request.Action), Why(hit, request.Action, statement.Actions is null)));
        }
        if ((statement.Resources ?? statement.NotResources) is { } resources)
        {
            var unresolvable = resources.FirstOrDefault(resource => resource.Match(request) == ResourceMatch.Unresolvable)?.Text;
            var hit = resources.FirstOrDefault(resource => resource.Match(request) == ResourceMatch.Yes)?.Text;
            elements.Add(new(statement.Resources is null ? "NotResource" : "Resource", statement.MatchesResource(request),
                hit is not null ? Why(hit, request.Resource, statement.Resources is null)
                : unresolvable is not null ? $"{unresolvable} has a variable without a value"
                : request.Resource == "*" ? "the action has no resource, which only * covers" : $"{request.Resource} is not listed"));
        }
        return new StatementExplanation(statement, statement.Applies(request), elements, [.. statement.Conditions.Select(condition => Explain(condition, version, request))]);
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

    private static string Why(string? hit, string asked, bool negated) =>
        hit is not null ? (negated ? $"{hit} is listed" : hit) : $"{asked} is not listed";
}
