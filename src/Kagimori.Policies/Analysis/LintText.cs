namespace Kagimori.Policies;

/// <summary>A string of a document and where it stands.</summary>
internal readonly record struct LintText(string Value, LintPlace Place)
{
    public bool HasWildcard => Value.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a variable begins in it.</summary>
    public bool HasVariable => Value.Contains("${", StringComparison.Ordinal);

    /// <summary>The strings of a list, or the one bare value; what is of another kind is left out.</summary>
    /// <param name="scalars">Whether numbers and booleans count by their text, as they do in conditions.</param>
    public static IReadOnlyList<LintText> ListOf(SourceNode? node, string path, bool scalars = false)
    {
        if (node is null) return [];
        var isArray = node.Kind == SourceKind.Array;
        return
        [
            .. node.AsList().Select((item, i) => (item, path: isArray ? $"{path}[{i}]" : path))
                .Where(pair => pair.item.Kind == SourceKind.Text || (scalars && pair.item.Kind is SourceKind.Number or SourceKind.Boolean))
                .Select(pair => new LintText(pair.item.Text, LintPlace.Of(pair.path, pair.item))),
        ];
    }
}
