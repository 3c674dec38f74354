using System.Text;

namespace Kagimori.Policies;

/// <summary>Finds the AWS principals in a document's text and puts others in their place, leaving every other character as it is.</summary>
internal static class PrincipalText
{
    public static string Map(string text, Func<string, string> map)
    {
        if (!SourceText.TryCreate(text, out var source) || !SourceReader.TryRead(source!, out var root, out _, out _))
            throw new InvalidOperationException("A compiled policy must be readable.");
        var mapped = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var node in AwsNodes(root!))
        {
            var replacement = map(node.Text);
            if (replacement == node.Text) continue;
            mapped.Append(text, copied, source!.CharOffset(node.Start) - copied);
            CanonicalText.WriteString(replacement, mapped);
            copied = source.CharOffset(node.End);
        }
        return mapped.Append(text, copied, text.Length - copied).ToString();
    }

    private static IEnumerable<SourceNode> AwsNodes(SourceNode root) =>
        from statement in root["Statement"]!.AsList()
        let element = statement["Principal"] ?? statement["NotPrincipal"]
        where element is { Kind: SourceKind.Object } && element["AWS"] is not null
        from node in element["AWS"]!.AsList()
        where node.Text != "*"
        select node;
}
