using System.Text;

namespace Kagimori.Policies;

/// <summary>Prints an explanation as a tree.</summary>
internal static class ExplanationText
{
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder();
        text.Append(explanation.Summary).Append('\n');
        text.Append("  principal  ").Append(explanation.Principal.Arn).Append('\n');
        text.Append("  action     ").Append(explanation.Action).Append('\n');
        text.Append("  resource   ").Append(explanation.Resource).Append(explanation.IsCrossAccount ? " (another account's)" : "").Append('\n');
        foreach (var grant in explanation.Grants)
            text.Append("Grant: ").Append(grant.Class).Append(grant.IssuerIsCallerAccount ? ", issued by the caller's account" : "").Append('\n');
        foreach (var set in explanation.Sets) Append(set, text);
        return text.ToString();
    }

    public static string Summary(Explanation explanation)
    {
        var decision = explanation.Decision;
        return decision.Outcome switch
        {
            DecisionOutcome.Allowed => $"Allowed by {Name(decision.By)} ({Name(decision.Path)}){Where(decision.Statement)}{And(decision)}",
            DecisionOutcome.ExplicitlyDenied => $"Denied by {Name(decision.By)}{Where(decision.Statement)}",
            _ when decision.By == DecidedBy.CrossAccountRule => "Denied: the action cannot be used on another account's resource",
            _ => $"Denied: no statement of {Name(decision.By)} allows {explanation.Action}",
        };
    }

    private static string And(Decision decision) =>
        decision.Second is not null && decision.Second != decision.Statement ? " and" + Where(decision.Second)[1..] : "";

    private static string Where(DecidingStatement? deciding) =>
        deciding is { } found ? $": {found.Policy.Name}, {Name(found.Statement)}" : "";

    private static void Append(PolicySetExplanation set, StringBuilder text)
    {
        text.Append(set.Title).Append(set.Denies ? ": denies" : set.Allows ? ": allows" : ": says nothing").Append('\n');
        foreach (var policy in set.Policies)
        {
            text.Append("  ").Append(policy.Policy.Name);
            if (policy.Policy.Arn is not null) text.Append(" (").Append(policy.Policy.Arn).Append(')');
            text.Append('\n');
            foreach (var statement in policy.Statements) Append(statement, text);
        }
    }

    private static void Append(StatementExplanation explained, StringBuilder text)
    {
        var statement = explained.Statement;
        text.Append("    ").Append(statement.Effect).Append(' ').Append(Name(statement)).Append(explained.Applies switch
        {
            _ when statement.IsInert => ": never applies, an element is missing",
            PrincipalMatch.None => ": does not apply",
            PrincipalMatch.Account => ": applies to the caller's account",
            PrincipalMatch.SessionIssuer => ": applies to who the session comes from",
            _ => ": applies",
        }).Append('\n');
        foreach (var element in explained.Elements)
            text.Append("      ").Append(element.Matched ? "yes  " : "no   ").Append(element.Name).Append(": ").Append(element.Why).Append('\n');
        foreach (var condition in explained.Conditions)
        {
            text.Append("      ").Append(condition.Holds ? "yes  " : "no   ").Append(condition.Operator).Append(' ').Append(condition.Key)
                .Append(": expected ").AppendJoin(" or ", condition.Expected).Append("; the request ");
            if (condition.Actual is null) text.Append("does not have it");
            else text.Append("has ").AppendJoin(", ", condition.Actual.Select(value => value.Length == 0 ? "an empty text" : value)).Append(condition.Actual.Count == 0 ? "no values" : "");
            text.Append('\n');
        }
    }

    private static string Name(Statement statement) =>
        $"statement {statement.Index + 1}{(string.IsNullOrEmpty(statement.Sid) ? "" : $" \"{statement.Sid}\"")} (line {statement.Line})";

    private static string Name(AllowPath path) => path switch
    {
        AllowPath.Direct => "the caller is named",
        AllowPath.SessionIssuer => "the session's role or user is named",
        AllowPath.Delegated => "delegated to the account",
        AllowPath.CrossAccount => "both accounts allow",
        _ => "no resource policy is needed",
    };

    private static string Name(DecidedBy by) => by switch
    {
        DecidedBy.IdentityPolicy => "an identity policy",
        DecidedBy.PermissionsBoundary => "the permissions boundary",
        DecidedBy.SessionPolicy => "a session policy",
        DecidedBy.ServiceControlPolicy => "a service control policy",
        DecidedBy.ResourceControlPolicy => "a resource control policy",
        DecidedBy.EndpointPolicy => "the VPC endpoint policy",
        DecidedBy.TrustPolicy => "the trust policy",
        DecidedBy.Grant => "a grant",
        DecidedBy.RootUser => "being the root user",
        _ => "the resource's policy",
    };
}
