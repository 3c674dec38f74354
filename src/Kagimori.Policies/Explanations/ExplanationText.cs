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
        if (explanation.Decision.IsAllowed) AppendSupport(explanation, text);
        else AppendHints(explanation, text);
        if (explanation.IsPartial) text.Append("What belongs to the other account is left out\n");
        if (explanation.Grants.Count > 0) AppendGrants(explanation, text);
        foreach (var set in explanation.Sets) Append(set, text);
        return text.ToString();
    }

    public static string Summary(Explanation explanation) =>
        explanation.IsResourceHidden && explanation.Decision is { Outcome: DecisionOutcome.ImplicitlyDenied, By: DecidedBy.ResourcePolicy }
            ? "Denied: the resource does not exist, or its owner does not allow it"
            : Summary(explanation.Decision, explanation.Action);

    public static string Summary(Decision decision, string action)
    {
        return decision.Outcome switch
        {
            DecisionOutcome.Allowed => $"Allowed by {Name(decision.By)} ({Name(decision.Path)}){Where(decision.Statement)}{And(decision)}",
            DecisionOutcome.ExplicitlyDenied => $"Denied by {Name(decision.By)}{Where(decision.Statement)}",
            _ when decision.By == DecidedBy.CrossAccountRule => "Denied: the action cannot be used on another account's resource",
            _ => $"Denied: no statement of {Name(decision.By)} allows {action}",
        };
    }

    private static string And(Decision decision) =>
        decision.Second is not null && decision.Second != decision.Statement ? " and" + Where(decision.Second)[1..] : "";

    private static string Where(DecidingStatement? deciding) =>
        deciding is { } found ? $": {Place(found)}" : "";

    private static string Place(DecidingStatement deciding) => $"{deciding.Policy.Name}, {ChangeText.Name(deciding.Statement)}";

    private static void AppendSupport(Explanation explanation, StringBuilder text)
    {
        if (explanation.RestsOn.Count + explanation.RestsOnGrants.Count == 0)
        {
            if (explanation.Decision.By != DecidedBy.RootUser) text.Append("It rests on no single statement or grant: without any one of them it would be allowed as well\n");
            return;
        }
        text.Append("It rests on these: without any one of them it would be denied\n");
        foreach (var deciding in explanation.RestsOn) text.Append("  - ").Append(Place(deciding)).Append('\n');
        foreach (var grant in explanation.RestsOnGrants) text.Append("  - grant ").Append(grant.Id).Append('\n');
    }

    private static void AppendHints(Explanation explanation, StringBuilder text)
    {
        text.Append(explanation.Hints.Count switch
        {
            0 when explanation.IsResourceHidden => "",
            0 => "No change of policies would allow it\n",
            1 => "This would allow it\n",
            _ => "Any one of these would allow it\n",
        });
        foreach (var hint in explanation.Hints)
        {
            for (var i = 0; i < hint.Changes.Count; i++) text.Append(i == 0 ? "  - " : "    and ").Append(hint.Changes[i].Text).Append('\n');
        }
    }

    private static void AppendGrants(Explanation explanation, StringBuilder text)
    {
        text.Append("Grants").Append(
            explanation.Grants[0].Covers is null ? ": none covers the request" : explanation.Decision.Outcome == DecisionOutcome.ExplicitlyDenied ? ": no grant undoes a deny" : "").Append('\n');
        foreach (var grant in explanation.Grants)
        {
            text.Append("  ").Append(grant.Id.Length == 0 ? "grant" : grant.Id).Append(grant.Covers?.Class switch
            {
                null => ": does not cover the request",
                GrantMatchClass.Account => ": covers the request, for the caller's account",
                GrantMatchClass.RoleOfSession => ": covers the request, for who the session comes from",
                _ => ": covers the request",
            }).Append(grant.Covers is { IssuerIsCallerAccount: true } ? ", issued by the caller's account" : "").Append('\n');
            foreach (var element in grant.Elements) Append(element, text);
        }
        if (explanation.GrantsLeftOut > 0) text.Append("  ").Append(explanation.GrantsLeftOut).Append(" more that do not cover it\n");
    }

    private static void Append(PolicySetExplanation set, StringBuilder text)
    {
        text.Append(set.Title).Append(": ").Append(set.Contribution).Append('\n');
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
        text.Append("    ").Append(statement.Effect).Append(' ').Append(ChangeText.Name(statement)).Append(explained.Applies switch
        {
            _ when statement.IsInert => ": never applies, an element is missing",
            PrincipalMatch.None => ": does not apply",
            PrincipalMatch.Account => ": applies to the caller's account",
            PrincipalMatch.SessionIssuer => ": applies to who the session comes from",
            _ => ": applies",
        }).Append('\n');
        foreach (var element in explained.Elements) Append(element, text);
        foreach (var condition in explained.Conditions)
            text.Append("      ").Append(condition.Holds ? "yes  " : "no   ").Append(ChangeText.Condition(condition)).Append('\n');
    }

    private static void Append(ElementExplanation element, StringBuilder text) =>
        text.Append("      ").Append(element.Matched ? "yes  " : "no   ").Append(element.Name).Append(": ").Append(element.Why).Append('\n');

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
