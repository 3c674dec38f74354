namespace Kagimori.Policies;

/// <summary>Tells a change in plain words.</summary>
internal static class ChangeText
{
    public static string Of(PolicyChange change, AccessRequest request) => change.Kind switch
    {
        PolicyChangeKind.AddAllow => $"{Policy(change, request)} must allow {change.Action}{On(change, request)}{To(change, request)}",
        PolicyChangeKind.MeetConditions => $"{Statement(change)} allows only if {Conditions(change.Conditions, " and ")}",
        _ => $"{Statement(change)} denies: {string.Join(", or ", WaysOut(change, request))}",
    };

    private static IEnumerable<string> WaysOut(PolicyChange change, AccessRequest request)
    {
        yield return "it must go";
        // Who has a permissions boundary is not spared by being listed.
        if (change.Statement!.Value.Statement.NotPrincipals is not null && request.Boundary is null) yield return $"its NotPrincipal must list {request.Principal.Arn}";
        if (change.Conditions.Count > 0) yield return $"{(change.Conditions.Count == 1 ? "this" : "one of these")} must not be so: {Conditions(change.Conditions, "; ")}";
    }

    /// <summary>A condition with what was expected and what there is.</summary>
    public static string Condition(ConditionExplanation condition) =>
        $"{condition.Operator} {condition.Key}: expected {Expected(condition)}; {Actual(condition)}";

    /// <summary>A statement by its place and name.</summary>
    public static string Name(Statement statement) =>
        $"statement {statement.Index + 1}{(string.IsNullOrEmpty(statement.Sid) ? "" : $" \"{statement.Sid}\"")} (line {statement.Line})";

    private static string Conditions(IEnumerable<ConditionExplanation> conditions, string separator) =>
        string.Join(separator, conditions.Select(condition => $"{condition.Operator} {condition.Key} {string.Join(" or ", condition.Expected)} ({Actual(condition)})"));

    private static string Expected(ConditionExplanation condition) => condition switch
    {
        { Operator: "Null", Expected: [var isAbsent] } => bool.TryParse(isAbsent, out var absent) && absent ? "that it is absent" : "that it is there",
        { IsNegated: true, Expected: [var one] } => $"other than {one}",
        { IsNegated: true } => $"none of {string.Join(", ", condition.Expected)}",
        _ => string.Join(" or ", condition.Expected),
    };

    private static string Actual(ConditionExplanation condition) => Values(condition) + (condition.Note is null ? "" : $"; {condition.Note}");

    private static string Values(ConditionExplanation condition) => condition.Actual switch
    {
        null => "the request does not have it",
        [] => "the request has no values",
        var values => $"the request has {string.Join(", ", values.Select(value => value.Length == 0 ? "an empty text" : value))}",
    };

    private static string Statement(PolicyChange change)
    {
        var (policy, statement) = change.Statement!.Value;
        var level = change.Level is { } i ? $", level {i + 1}" : "";
        return $"{Kind(change.Set, policy.Source)} {policy.Name}{level}, {Name(statement)}";
    }

    private static string Policy(PolicyChange change, AccessRequest request) => change.Set switch
    {
        DecidedBy.IdentityPolicy => $"an identity policy of {Owner(request)}",
        DecidedBy.PermissionsBoundary => $"the permissions boundary of {Owner(request)}",
        DecidedBy.SessionPolicy => request.SessionPolicies is null ? "the session has no session policy: one" : "a session policy",
        DecidedBy.ServiceControlPolicy => $"a service control policy of level {change.Level + 1}",
        DecidedBy.ResourceControlPolicy => $"a resource control policy of level {change.Level + 1}",
        _ => "the " + Kind(change.Set, request.ResourcePolicy?.Source),
    };

    private static string Owner(AccessRequest request) => request.Principal.IssuerArn ?? request.Principal.Arn;

    private static string On(PolicyChange change, AccessRequest request) => request.ResourcePolicy switch
    {
        { Source: PolicySource.KeyPolicy } when change.Set == DecidedBy.ResourcePolicy => "",
        _ when change.Resource is null => "",
        _ => $" on {change.Resource}",
    };

    private static string To(PolicyChange change, AccessRequest request) => change.Principal switch
    {
        null => "",
        { Kind: PrincipalEntryKind.Everyone } => " to everyone",
        { Kind: PrincipalEntryKind.Account } when request.IsCrossAccount || change.Set == DecidedBy.EndpointPolicy => $" to {change.Principal.Text}",
        { Kind: PrincipalEntryKind.Account } when request.Principal.IsOfRoot => $" to {change.Principal.Text}",
        { Kind: PrincipalEntryKind.Account } => $" to the account, {change.Principal.Text}, so that its identity policies count",
        _ => $" to {change.Principal.Text}",
    };

    /// <summary>A kind of policies by its name.</summary>
    public static string Kind(DecidedBy set, PolicySource? source) => set switch
    {
        DecidedBy.IdentityPolicy => "identity policy",
        DecidedBy.PermissionsBoundary => "permissions boundary",
        DecidedBy.SessionPolicy => "session policy",
        DecidedBy.ServiceControlPolicy => "service control policy",
        DecidedBy.ResourceControlPolicy => "resource control policy",
        DecidedBy.EndpointPolicy => "VPC endpoint policy",
        DecidedBy.TrustPolicy => "trust policy",
        _ => source == PolicySource.KeyPolicy ? "key policy" : "resource's policy",
    };
}
