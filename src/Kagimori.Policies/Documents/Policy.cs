namespace Kagimori.Policies;

/// <summary>A policy document, checked and compiled once. Immutable and thread-safe.</summary>
public sealed class Policy
{
    private readonly Statement[] _statements;
    private readonly ActionRows _rows;

    internal Policy(string text, PolicyGrammar grammar, string? id, PolicyVersion version, Statement[] statements)
    {
        Text = text;
        Grammar = grammar;
        Id = id;
        Version = version;
        _statements = statements;
        _rows = new ActionRows(statements);
    }

    private Policy(Policy original, Statement[] statements)
    {
        (Text, Grammar, Id, Version) = (original.Text, original.Grammar, original.Id, original.Version);
        _statements = statements;
        _rows = new ActionRows(statements);
    }

    /// <summary>The document as it was given.</summary>
    public string Text { get; }

    public PolicyGrammar Grammar { get; }

    public string? Id { get; }

    public PolicyVersion Version { get; }

    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>The statements that can apply to an action, in order.</summary>
    internal ReadOnlySpan<StatementRun> StatementsFor(string action) => _rows.For(action);

    /// <summary>The AWS principals named in Principal and NotPrincipal as written, <c>*</c> left out: those that must exist.</summary>
    public IEnumerable<string> AwsPrincipals => Principals("AWS").Where(text => text != "*");

    /// <summary>The service principals named in Principal and NotPrincipal.</summary>
    public IEnumerable<string> ServicePrincipals => Principals("Service");

    /// <summary>Reads a document that somebody wants to save or use; never throws for bad text.</summary>
    public static bool TryParse(string text, PolicyGrammar grammar, out Policy? policy, out PolicyError? error) =>
        PolicyReader.TryRead(text, grammar, stored: false, out policy, out error);

    /// <summary>Reads a document that was accepted before, or that is the product's own: without size limits and the rules for customers' documents.</summary>
    public static bool TryParseStored(string text, PolicyGrammar grammar, out Policy? policy, out PolicyError? error) =>
        PolicyReader.TryRead(text, grammar, stored: true, out policy, out error);

    /// <summary>The document as AWS returns it from GetKeyPolicy; the order of members is kept.</summary>
    public string ToCanonicalText()
    {
        if (!SourceText.TryCreate(Text, out var source) || !SourceReader.TryRead(source!, out var root, out _, out _))
            throw new InvalidOperationException("A compiled policy must be readable.");
        return CanonicalText.Of(root!);
    }

    /// <summary>The document's text with every AWS principal but <c>*</c> replaced: binds ARNs to unique ids, or back.</summary>
    public string MapPrincipals(Func<string, string> map) => PrincipalText.Map(Text, map);

    /// <summary>The policy as it decides without one of its statements; its text stays.</summary>
    internal Policy Without(Statement statement) => new(this, [.. _statements.Where(other => other != statement)]);

    private IEnumerable<string> Principals(string type) =>
        from statement in _statements
        from entry in statement.Principals ?? statement.NotPrincipals ?? []
        where entry.Type == type
        select entry.Text;
}
