using System.Text;

namespace Kagimori.Policies;

/// <summary>Looks a policy document over: what would be refused, what allows too much, what can never apply, what could be shorter.</summary>
/// <remarks>Total: whatever bytes come, the answer is a report, and a report without errors means that the document would be accepted.</remarks>
public static class PolicyLint
{
    /// <summary>Beyond this many bytes nothing is read.</summary>
    public const int MaxBytes = 1 << 18;

    /// <summary>Every issue code that a report may hold.</summary>
    public static IEnumerable<string> Codes => LintRules.All.Select(rule => rule.Code);

    /// <summary>Looks over a document.</summary>
    /// <param name="document">The document as UTF-8.</param>
    /// <param name="grammar">The kind of policy; null to take what the document looks like.</param>
    /// <param name="account">The account that owns the key of a key policy; null to take what the policy says.</param>
    public static LintReport Check(ReadOnlySpan<byte> document, PolicyGrammar? grammar = null, string? account = null)
    {
        if (document.Length > MaxBytes) return Unreadable(grammar, $"The document is longer than {MaxBytes} bytes and was not read.", 1, 1);
        if (TextEncoding.FirstInvalid(document) is { } invalid)
        {
            var before = Encoding.UTF8.GetString(document[..invalid]);
            return Unreadable(grammar, "The document is not UTF-8 here.", before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        }
        var text = Encoding.UTF8.GetString(document);
        if (!SourceText.TryCreate(text, out var source)) return Unreadable(grammar, "The document is not valid Unicode.", 1, 1);
        if (!SourceReader.TryRead(source!, out var root, out var problem, out var at))
        {
            var (line, column) = source!.Position(at);
            return Unreadable(grammar, $"The document {problem} here: {Found(document, at)}.", line, column);
        }
        var kind = grammar ?? PolicyKind.Of(root!);
        var findings = Findings(new LintDocument(text, root!, kind, account), source!);
        return new LintReport(kind, findings);
    }

    private static List<LintFinding> Findings(LintDocument document, SourceText source)
    {
        var findings = (
            from rule in LintRules.All
            from hit in rule.Find(document)
            orderby hit.Place.Start, rule.Type, rule.Code
            select Finding(rule, hit, source)).ToList();
        if (!findings.Exists(finding => finding.Type == LintFindingType.Error) && Refusal(document) is { } refusal) findings.Insert(0, refusal);
        return findings;
    }

    // Whatever the rules do not know of: what the engine would refuse is never reported as clean.
    private static LintFinding? Refusal(LintDocument document)
    {
        if (Policy.TryParse(document.Text, document.Grammar, out _, out var error)) return null;
        var (line, column) = (Math.Max(error!.Line, 1), Math.Max(error.Column, 1));
        var message = error.Detail.Length == 0 ? error.Message : $"{(error.Path.Length == 0 ? "The document" : error.Path)} {error.Detail}.";
        var rule = LintRules.Refused;
        return new LintFinding(rule.Type, rule.Code, message, rule.Advice, error.Path, line, column, line, column);
    }

    private static LintFinding Finding(LintRule rule, LintHit hit, SourceText source)
    {
        var (line, column) = source.Position(hit.Place.Start);
        var (endLine, endColumn) = source.Position(hit.Place.End);
        return new LintFinding(rule.Type, rule.Code, hit.Message, rule.Advice, hit.Place.Path, line, column, endLine, endColumn);
    }

    private static LintReport Unreadable(PolicyGrammar? grammar, string message, int line, int column)
    {
        var rule = LintRules.NotJson;
        return new LintReport(grammar ?? PolicyGrammar.IdentityPolicy, [new LintFinding(rule.Type, rule.Code, message, rule.Advice, "", line, column, line, column)]);
    }

    private static string Found(ReadOnlySpan<byte> document, int at)
    {
        if (at >= document.Length) return "it ends too early";
        Rune.DecodeFromUtf8(document[at..], out var rune, out _);
        return Rune.IsControl(rune) ? $"the character U+{rune.Value:X4}" : $"'{rune}'";
    }
}
