namespace Kagimori.Policies;

/// <summary>Reads which condition keys a document asks for: those of its conditions, and what its variables stand for.</summary>
/// <remarks>As AWS's policy simulator reads it: principals, actions and resources may be of any form, or missing.</remarks>
public static class PolicyContextKeys
{
    /// <param name="keys">Each spelling once, in the order of the document; the literals <c>*</c>, <c>?</c> and <c>$</c> of variables among them.</param>
    /// <returns>False for what is not a policy: no JSON object, an unknown element or operator, a statement without an effect.</returns>
    public static bool TryRead(string text, out IReadOnlyList<string> keys)
    {
        keys = [];
        if (!SourceText.TryCreate(text, out var source) || !SourceReader.TryRead(source!, out var root, out _, out _) || root!.Kind != SourceKind.Object) return false;
        if (root.Members.Any(member => member.Name is not ("Version" or "Id" or "Statement"))) return false;
        if (root["Version"] is { } version && version is not { Kind: SourceKind.Text, Text: "2012-10-17" or "2008-10-17" }) return false;
        var hasVariables = root["Version"]?.Text == "2012-10-17";
        var found = new List<string>();
        if (!(root["Statement"]?.AsList() ?? []).All(statement => TryAdd(found, statement, hasVariables))) return false;
        keys = [.. found.Distinct(StringComparer.Ordinal)];
        return true;
    }

    private static bool TryAdd(List<string> keys, SourceNode statement, bool hasVariables)
    {
        if (statement["Effect"] is not { Kind: SourceKind.Text, Text: "Allow" or "Deny" }) return false;
        foreach (var (name, _, value) in statement.Members)
        {
            switch (name)
            {
                case "Resource" or "NotResource":
                    if (hasVariables) keys.AddRange(value.AsList().SelectMany(Variables));
                    break;
                case "Condition":
                    if (value.Kind != SourceKind.Object || !value.Members.All(block => TryAddBlock(keys, block, hasVariables))) return false;
                    break;
                case "Sid" or "Effect" or "Principal" or "NotPrincipal" or "Action" or "NotAction":
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    private static bool TryAddBlock(List<string> keys, SourceMember block, bool hasVariables)
    {
        if (!OperatorName.TryParse(block.Name, out _) || block.Value.Kind != SourceKind.Object) return false;
        foreach (var (key, _, values) in block.Value.Members)
        {
            keys.Add(key);
            if (hasVariables) keys.AddRange(values.AsList().SelectMany(Variables));
        }
        return true;
    }

    // The names alone, without their defaults. What is not closed is no variable.
    private static IEnumerable<string> Variables(SourceNode value)
    {
        var rest = value.Text;
        while (rest.IndexOf("${", StringComparison.Ordinal) is >= 0 and var open && rest.IndexOf('}', open) is >= 0 and var close)
        {
            yield return rest[(open + 2)..close].Split(',')[0].Trim();
            rest = rest[(close + 1)..];
        }
    }
}
