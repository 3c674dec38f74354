namespace Kagimori.Policies;

/// <summary>One thing that a lint found in a policy document, and where.</summary>
/// <param name="Code">The issue code: Access Analyzer's where it has one.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Path">The element, for example <c>Statement[0].Action[1]</c>; empty for the whole document.</param>
/// <param name="Line">From one.</param>
/// <param name="Column">From one, in UTF-16 code units.</param>
/// <param name="EndLine">The line of the place just after the element.</param>
/// <param name="EndColumn">The column of the place just after the element.</param>
public sealed record LintFinding(
    LintFindingType Type, string Code, string Message, string Advice, string Path, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>ERROR, SECURITY_WARNING, WARNING or SUGGESTION.</summary>
    public string TypeName => Type switch
    {
        LintFindingType.Error => "ERROR",
        LintFindingType.SecurityWarning => "SECURITY_WARNING",
        LintFindingType.Warning => "WARNING",
        _ => "SUGGESTION",
    };
}
