namespace Kagimori.Policies;

/// <summary>A request with its policies as they would be if every condition on something unknown held in one effect and failed in the other.</summary>
/// <param name="favoured">The effect in which such conditions hold.</param>
internal sealed class Assumption(AccessRequest request, Func<ConditionKey, bool> isKnown, Effect favoured)
{
    private readonly Dictionary<Policy, AttachedPolicy> _originals = [];

    public Decision Decide() => Decide(request.ResourceGrants);

    public Decision Decide(IReadOnlyList<ResourceGrant> grants)
    {
        var decision = Authorizer.Decide(new AccessRequest
        {
            Principal = request.Principal, Action = request.Action, Resource = request.Resource, ResourceAccount = request.ResourceAccount, Context = request.Context,
            ResourcePolicyMandatory = request.ResourcePolicyMandatory, CrossAccountAllowed = request.CrossAccountAllowed, ResourceGrants = grants,
            IdentityPolicies = All(request.IdentityPolicies)!, Boundary = One(request.Boundary), SessionPolicies = All(request.SessionPolicies),
            ResourcePolicy = One(request.ResourcePolicy), EndpointPolicies = All(request.EndpointPolicies),
            ServiceControlPolicies = Levels(request.ServiceControlPolicies), ResourceControlPolicies = Levels(request.ResourceControlPolicies),
        });
        return decision with { Statement = Original(decision.Statement), Second = Original(decision.Second) };
    }

    /// <summary>What an allow depends on: the conditions of the statements that allow, those of limiting policies, and that no Deny comes to hold.</summary>
    public IEnumerable<string> ConditionsOf(Decision decision)
    {
        foreach (var statement in new[] { decision.Statement?.Statement, decision.Second?.Statement }.OfType<Statement>().Distinct())
            foreach (var condition in Unknown(statement))
                yield return condition;
        AttachedPolicy?[] limiters = [request.Boundary, .. request.SessionPolicies ?? [], .. request.EndpointPolicies ?? [], .. Flat(request.ServiceControlPolicies), .. Flat(request.ResourceControlPolicies)];
        AttachedPolicy?[] all = [request.ResourcePolicy, .. request.IdentityPolicies, .. limiters];
        foreach (var statement in Reached(limiters, Effect.Allow))
            foreach (var condition in Unknown(statement))
                yield return condition;
        foreach (var statement in Reached(all, Effect.Deny))
            if (Unknown(statement).ToList() is { Count: > 0 } conditions)
                yield return $"not ({string.Join(" and ", conditions)})";
    }

    // Statements that apply as far as is known.
    private IEnumerable<Statement> Reached(IEnumerable<AttachedPolicy?> policies, Effect effect) =>
        from policy in policies
        where policy is not null
        from statement in policy.Policy.Statements
        where statement.Effect == effect && WithoutUnknown(statement).Applies(request) != PrincipalMatch.None
        select statement;

    private IEnumerable<string> Unknown(Statement statement) =>
        statement.Conditions.Where(IsUnknown).Select(condition => $"{condition.Operator} {condition.Key.Text} {string.Join(" or ", condition.Values)}".TrimEnd())
            .Concat(IsOnUnknown(statement) ? [$"resource {string.Join(" or ", (statement.Resources ?? statement.NotResources)!.Select(resource => resource.Text))}"] : []);

    private bool IsUnknown(ConditionClause condition) => !isKnown(condition.Key) || condition.Values.SelectMany(Variables).Any(key => !isKnown(key));

    private bool IsOnUnknown(Statement statement) => (statement.Resources ?? statement.NotResources ?? []).SelectMany(resource => resource.Variables).Any(key => !isKnown(key));

    private static IEnumerable<ConditionKey> Variables(string value) =>
        Template.TryParse(value, PolicyVersion.V2012, wildcards: true, out var template) ? template!.Variables : [];

    private Statement WithoutUnknown(Statement statement) =>
        statement.Under([.. statement.Conditions.Where(condition => !IsUnknown(condition))], onEverything: IsOnUnknown(statement));

    private AttachedPolicy? One(AttachedPolicy? attached)
    {
        if (attached is null || !attached.Policy.Statements.Any(statement => statement.Conditions.Any(IsUnknown) || IsOnUnknown(statement))) return attached;
        var statements = attached.Policy.Statements
            .Where(statement => statement.Effect == favoured || !(statement.Conditions.Any(IsUnknown) || IsOnUnknown(statement))).Select(WithoutUnknown);
        var assumed = new Policy(attached.Policy.Text, attached.Policy.Grammar, attached.Policy.Id, attached.Policy.Version, [.. statements]);
        _originals.Add(assumed, attached);
        return attached with { Policy = assumed };
    }

    private List<AttachedPolicy>? All(IReadOnlyList<AttachedPolicy>? policies) => policies is null ? null : [.. policies.Select(policy => One(policy)!)];

    private List<List<AttachedPolicy>>? Levels(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels) => levels is null ? null : [.. levels.Select(level => All(level)!)];

    private static IEnumerable<AttachedPolicy> Flat(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels) => levels?.SelectMany(level => level) ?? [];

    private DecidingStatement? Original(DecidingStatement? assumed) =>
        assumed is { } deciding && _originals.TryGetValue(deciding.Policy.Policy, out var original)
            ? new DecidingStatement(original, original.Policy.Statements.First(statement => statement.Index == deciding.Statement.Index)) : assumed;
}
