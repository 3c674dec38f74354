using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>What a lint found in one document, in the order of the document.</summary>
/// <param name="Grammar">The kind of policy the document was read as.</param>
public sealed record LintReport(PolicyGrammar Grammar, IReadOnlyList<LintFinding> Findings)
{
    /// <summary>Whether anything was found that a policy should not be saved with: an error or a security warning.</summary>
    public bool HasProblems => Findings.Any(finding => finding.Type is LintFindingType.Error or LintFindingType.SecurityWarning);

    /// <summary>A line for each finding, as compilers write them, and a line that counts.</summary>
    /// <param name="name">What the document is called, for example its file.</param>
    public string ToText(string name) => LintReportText.Of(this, name);

    /// <summary>One JSON object; its members are named as those of Access Analyzer's ValidatePolicy.</summary>
    public void WriteTo(Utf8JsonWriter writer, string name) => LintReportJson.Write(this, name, writer);
}
