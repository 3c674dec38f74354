namespace Kagimori.Policies;

/// <summary>Reads one statement after another; faults go to the log, and a statement with a fault of structure is not built.</summary>
internal sealed class StatementReader(SourceText source, PolicyGrammar grammar, GrammarRules rules, PolicyVersion version, bool stored, FaultLog faults)
{
    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private readonly PrincipalReader _principals = new(grammar, rules, faults);
    private readonly ActionReader _actions = new(grammar, rules, stored, faults);
    private readonly ResourceReader _resources = new(rules, version, faults);
    private readonly ConditionReader _conditions = new(grammar, rules, version, stored, faults);

    public Statement? Read(SourceNode node, int index)
    {
        var path = $"Statement[{index}]";
        if (node.Kind != SourceKind.Object) return Fault(node, path, "is not a JSON object");
        foreach (var member in node.Members)
            if (member.Name is not ("Sid" or "Effect" or "Principal" or "NotPrincipal" or "Action" or "NotAction" or "Resource" or "NotResource" or "Condition"))
                return Fault(member.Value, $"{path}.{member.Name}", "is not an element of a statement");
        if (!ReadsOnce(node, path, "Principal", "NotPrincipal") || !ReadsOnce(node, path, "Action", "NotAction") || !ReadsOnce(node, path, "Resource", "NotResource")) return null;

        if (node["Effect"] is not { Kind: SourceKind.Text, Text: "Allow" or "Deny" } effectNode) return Fault(node["Effect"] ?? node, $"{path}.Effect", "is neither \"Allow\" nor \"Deny\"");
        var effect = effectNode.Text == "Allow" ? Effect.Allow : Effect.Deny;
        if (grammar == PolicyGrammar.ResourceControlPolicy && effect == Effect.Allow && !stored)
            return Fault(effectNode, $"{path}.Effect", "can only be \"Deny\" in a resource control policy");
        CheckSid(node["Sid"], path);

        var ok = _principals.TryRead(node, path, out var principals, out var notPrincipals);
        ok &= _actions.TryRead(node, path, out var actions, out var notActions);
        ok &= _resources.TryRead(node, path, out var resources, out var notResources);
        ok &= _conditions.TryRead(node["Condition"], path, effect, out var conditions);
        if (!ok) return null;

        var (line, column) = source.Position(node.Start);
        return new Statement(index, effect)
        {
            Sid = node["Sid"]?.Text,
            Line = line,
            Column = column,
            Start = source.CharOffset(node.Start),
            End = source.CharOffset(node.End),
            Principals = principals,
            NotPrincipals = notPrincipals,
            Actions = actions,
            NotActions = notActions,
            Resources = resources,
            NotResources = notResources,
            Conditions = conditions,
            IsInert = IsInert(node),
        };
    }

    private bool IsInert(SourceNode node) =>
        (rules.AllowsInertStatements && ((node["Action"] ?? node["NotAction"]) is null || (node["Resource"] ?? node["NotResource"]) is null))
        || (rules.Principal == PrincipalRule.Optional && (node["Principal"] ?? node["NotPrincipal"]) is null);

    private bool ReadsOnce(SourceNode node, string path, string name, string negated)
    {
        if (node[name] is null || node[negated] is not { } second) return true;
        return faults.Add(FaultRank.Syntax, second.Start, $"{path}.{negated}", $"excludes {name}");
    }

    private void CheckSid(SourceNode? sid, string path)
    {
        if (sid is null) return;
        if (sid.Kind != SourceKind.Text) faults.Add(FaultRank.Syntax, sid.Start, $"{path}.Sid", "is not a string");
        else if (rules.StrictSids && !sid.Text.All(char.IsAsciiLetterOrDigit))
            faults.Add(FaultRank.Sid, sid.Start, $"{path}.Sid", "may hold letters and digits only", IamText.SidCharacters);
        else if (!rules.StrictSids && sid.Text.Any(char.IsControl))
            faults.Add(FaultRank.Syntax, sid.Start, $"{path}.Sid", "holds a control character");
        else if (rules.StrictSids && sid.Text.Length > 0 && !_sids.Add(sid.Text))
            faults.Add(FaultRank.Sid, sid.Start, $"{path}.Sid", "is used twice", IamText.DuplicateSid);
    }

    private Statement? Fault(SourceNode node, string path, string detail)
    {
        faults.Add(FaultRank.Syntax, node.Start, path, detail);
        return null;
    }
}
