namespace Kagimori.Policies;

/// <summary>Reads Resource and NotResource: <c>*</c> or ARN patterns.</summary>
internal sealed class ResourceReader(GrammarRules rules, PolicyVersion version, FaultLog faults)
{
    public bool TryRead(SourceNode statement, string path, out ResourcePattern[]? resources, out ResourcePattern[]? notResources)
    {
        resources = notResources = null;
        var negated = statement["NotResource"] is not null;
        var node = statement["Resource"] ?? statement["NotResource"];
        path += negated ? ".NotResource" : ".Resource";
        if (node is null)
            return rules.Resource != ElementRule.Required || faults.Add(FaultRank.MissingElement, statement.Start, path, "is missing", IamText.NoResources);
        if (rules.Resource == ElementRule.Forbidden)
            return faults.Add(FaultRank.MissingElement, node.Start, path, "is not an element of this kind of policy", IamText.TrustResource);
        if (node.AsList().Count == 0) return faults.Add(FaultRank.MissingElement, node.Start, path, "is empty", IamText.NoResources);

        var patterns = new List<ResourcePattern>();
        foreach (var item in node.AsList())
        {
            if (item.Kind != SourceKind.Text) return faults.Add(FaultRank.Syntax, item.Start, path, "holds something that is not a string");
            if (!Template.TryParse(item.Text, version, wildcards: true, out var template))
                return faults.Add(FaultRank.Syntax, item.Start, path, $"\"{item.Text}\" has a variable that is not closed");
            if (!Check(item, path)) return false;
            patterns.Add(new ResourcePattern(item.Text, rules.ShortArns, version, template!));
        }
        if (negated) notResources = [.. patterns];
        else resources = [.. patterns];
        return true;
    }

    private bool Check(SourceNode item, string path)
    {
        var text = item.Text;
        if (text == "*") return true;
        var parts = text.Split(':', 6);
        if (parts[0] != "arn" || parts.Length < 2)
            return faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{text}\" is neither an ARN nor \"*\"", IamText.ResourceFormat(text));
        if (parts.Length < 6 && rules.ShortArns == ShortArnRule.OnlyWithTrailingWildcard && !text.EndsWith('*'))
            return faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{text}\" has fewer than six parts");
        if (parts.Length < 6 && rules.ShortArns == ShortArnRule.Refused)
            return faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{text}\" has fewer than six parts");
        if (!rules.SpeaksIam) return true;
        if (parts[1] is not ("aws" or "aws-cn" or "aws-us-gov") && !parts[1].AsSpan().ContainsAny('*', '?'))
            return faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{parts[1]}\" is not a partition", IamText.Partition(parts[1], text));
        if (parts.Length > 3 && parts[2].AsSpan().ContainsAny('*', '?'))
            return faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{text}\" has a wildcard for its service", IamText.ResourceVendor);
        return parts.Length < 4 || parts[2] != "iam" || parts[3].Length == 0 || parts[3] == "*"
            || faults.Add(FaultRank.ResourceFormat, item.Start, path, $"\"{text}\" names a Region", IamText.IamRegion(text));
    }
}
