namespace Kagimori.Policies;

/// <summary>Reads Principal and NotPrincipal.</summary>
internal sealed class PrincipalReader(PolicyGrammar grammar, GrammarRules rules, FaultLog faults)
{
    public bool TryRead(SourceNode statement, string path, out PrincipalEntry[]? principals, out PrincipalEntry[]? notPrincipals)
    {
        principals = notPrincipals = null;
        var node = statement["Principal"] ?? statement["NotPrincipal"];
        var negated = statement["NotPrincipal"] is not null;
        path += negated ? ".NotPrincipal" : ".Principal";
        if (node is null)
        {
            return rules.Principal is PrincipalRule.Forbidden or PrincipalRule.Optional
                || faults.Add(FaultRank.Principal, statement.Start, path, "is missing", IamText.NoPrincipal, PolicyErrorCode.InvalidPrincipal);
        }
        if (rules.Principal == PrincipalRule.Forbidden)
            return faults.Add(FaultRank.Principal, node.Start, path, "is not an element of this kind of policy", IamText.Principal);
        if (negated && !rules.AllowsNotPrincipal)
            return faults.Add(FaultRank.Principal, node.Start, path, "is not an element of this kind of policy", "Has prohibited field NotPrincipal.");

        var entries = new List<PrincipalEntry>();
        if (!TryReadEntries(node, path, entries)) return false;
        if (rules.Principal == PrincipalRule.OnlyEveryone && entries is not [{ Kind: PrincipalEntryKind.Everyone }])
            return faults.Add(FaultRank.Principal, node.Start, path, "can only be \"*\" in this kind of policy", code: PolicyErrorCode.InvalidPrincipal);
        if (negated) notPrincipals = [.. entries];
        else principals = [.. entries];
        return true;
    }

    private bool TryReadEntries(SourceNode node, string path, List<PrincipalEntry> entries)
    {
        if (node is { Kind: SourceKind.Text, Text: "*" })
        {
            PrincipalEntry.TryParse("AWS", "*", out var everyone);
            entries.Add(everyone!);
            return true;
        }
        if (node.Kind == SourceKind.Text) return Invalid(node, path, "AWS", node.Text);
        if (node.Kind != SourceKind.Object) return faults.Add(FaultRank.Syntax, node.Start, path, "is neither \"*\" nor an object");
        foreach (var (type, start, value) in node.Members)
        {
            if (type is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
                return faults.Add(FaultRank.Syntax, start, $"{path}.{type}", "is not a kind of principal");
            foreach (var item in value.AsList())
            {
                if (item.Kind != SourceKind.Text) return faults.Add(FaultRank.Syntax, item.Start, $"{path}.{type}", "holds something that is not a string");
                // No caller of KMS is an identity provider or a canonical user.
                var usable = grammar != PolicyGrammar.KeyPolicy || type is "AWS" or "Service";
                if (!usable || !PrincipalEntry.TryParse(type, item.Text, out var entry)) return Invalid(item, $"{path}.{type}", type, item.Text);
                entries.Add(entry!);
            }
        }
        return entries.Count > 0 || faults.Add(FaultRank.Principal, node.Start, path, "names nobody", IamText.NoPrincipal, PolicyErrorCode.InvalidPrincipal);
    }

    private bool Invalid(SourceNode node, string path, string type, string text) =>
        faults.Add(FaultRank.Principal, node.Start, path, $"\"{text}\" is not the form of any principal", IamText.InvalidPrincipal(type, text), PolicyErrorCode.InvalidPrincipal);
}
