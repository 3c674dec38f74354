namespace Kagimori.Policies;

/// <summary>Reads Action and NotAction: <c>*</c>, or a literal service prefix, one colon and a name.</summary>
internal sealed class ActionReader(PolicyGrammar grammar, GrammarRules rules, bool stored, FaultLog faults)
{
    private static readonly string[] TrustActions =
        ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"];

    public bool TryRead(SourceNode statement, string path, out ActionPattern[]? actions, out ActionPattern[]? notActions)
    {
        actions = notActions = null;
        var negated = statement["NotAction"] is not null;
        var node = statement["Action"] ?? statement["NotAction"];
        path += negated ? ".NotAction" : ".Action";
        if (node is null)
            return rules.AllowsInertStatements || faults.Add(FaultRank.MissingElement, statement.Start, path, "is missing", IamText.NoActions);
        if (node.AsList().Count == 0) return faults.Add(FaultRank.MissingElement, node.Start, path, "is empty", IamText.NoActions);
        if (negated && !rules.AllowsNotAction) return faults.Add(FaultRank.Syntax, node.Start, path, "is not an element of this kind of policy");

        var patterns = new List<ActionPattern>();
        foreach (var item in node.AsList())
        {
            if (item.Kind != SourceKind.Text) return faults.Add(FaultRank.Syntax, item.Start, path, "holds something that is not a string");
            if (!Check(item, path)) return false;
            patterns.Add(new ActionPattern(item.Text));
        }
        if (negated) notActions = [.. patterns];
        else actions = [.. patterns];
        return true;
    }

    private bool Check(SourceNode item, string path)
    {
        var action = item.Text;
        if (grammar == PolicyGrammar.TrustPolicy)
        {
            var pattern = new ActionPattern(action);
            return (action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase) && TrustActions.Any(pattern.IsMatch))
                || faults.Add(FaultRank.ActionFormat, item.Start, path, $"\"{action}\" is not an action of assuming a role", IamText.TrustActions);
        }
        if (action == "*" && grammar == PolicyGrammar.ResourceControlPolicy && !stored)
            return faults.Add(FaultRank.ActionFormat, item.Start, path, "\"*\" needs a service prefix in a resource control policy");
        if (action == "*") return true;
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return faults.Add(FaultRank.ActionFormat, item.Start, path, $"\"{action}\" has no service prefix", IamText.NoVendor);
        if (action.IndexOf(':', colon + 1) >= 0) return faults.Add(FaultRank.ActionFormat, item.Start, path, $"\"{action}\" has more than one colon", IamText.ManyColons);
        var vendor = action[..colon];
        return (vendor.Length > 0 && vendor.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            || faults.Add(FaultRank.ActionFormat, item.Start, path, $"\"{vendor}\" is not a service prefix", IamText.Vendor(vendor));
    }
}
