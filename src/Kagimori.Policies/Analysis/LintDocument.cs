namespace Kagimori.Policies;

/// <summary>A document that is JSON, as a lint looks at it: everything that can be read of it, whether or not it is a policy.</summary>
internal sealed class LintDocument
{
    public LintDocument(string text, SourceNode root, PolicyGrammar grammar, string? account)
    {
        Text = text;
        Root = root;
        Grammar = grammar;
        Rules = GrammarRules.Of(grammar);
        Place = LintPlace.Of("", root);
        Is2012 = root["Version"] is { Kind: SourceKind.Text, Text: "2012-10-17" };
        Statements =
        [
            .. (root["Statement"]?.AsList() ?? []).Select((node, i) => (node, i)).Where(pair => pair.node.Kind == SourceKind.Object)
                .Select(pair => new LintStatement(this, pair.node, pair.i)),
        ];
        Account = account ?? (grammar == PolicyGrammar.KeyPolicy ? OwnerOf(Statements) : null);
    }

    public string Text { get; }

    public SourceNode Root { get; }

    public PolicyGrammar Grammar { get; }

    public GrammarRules Rules { get; }

    public LintPlace Place { get; }

    /// <summary>Whether variables are variables.</summary>
    public bool Is2012 { get; }

    public IReadOnlyList<LintStatement> Statements { get; }

    /// <summary>The account that owns the key: given, or the only one that can be; null when it is not known.</summary>
    public string? Account { get; }

    /// <summary>The place of a member of the document itself.</summary>
    public LintPlace PlaceOf(string element)
    {
        foreach (var member in Root.Members)
            if (member.Name == element)
                return LintPlace.Of(element, member);
        return Place with { Path = element };
    }

    // Only the owner can be delegated to change the key policy; without a delegation, only its principals can be allowed to.
    private static string? OwnerOf(IReadOnlyList<LintStatement> statements)
    {
        var managing = statements.Where(statement => statement.Allows && !statement.HasNotPrincipal && statement.Covers(KmsActions.PutKeyPolicy))
            .SelectMany(statement => statement.Principals).ToList();
        return Only(managing.Where(principal => principal.Entry?.Kind == PrincipalEntryKind.Account))
            ?? Only(managing)
            ?? Only(statements.SelectMany(statement => statement.Principals));
    }

    private static string? Only(IEnumerable<LintPrincipal> principals)
    {
        var accounts = principals.Select(principal => principal.Account).OfType<string>().Distinct().ToList();
        return accounts.Count == 1 ? accounts[0] : null;
    }
}
