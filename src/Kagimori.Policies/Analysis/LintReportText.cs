using System.Globalization;
using System.Text;

namespace Kagimori.Policies;

/// <summary>Prints a lint's report for people.</summary>
internal static class LintReportText
{
    public static string Of(LintReport report, string name)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}:{finding.Line}:{finding.Column}: {finding.TypeName} {finding.Code}");
            if (finding.Path.Length > 0) text.Append(" at ").Append(finding.Path);
            text.Append("\n    ").Append(finding.Message).Append("\n    ").Append(finding.Advice).Append('\n');
        }
        var type = PolicyTypeName.Of(report.Grammar);
        if (report.Findings.Count == 0) return $"{name}: nothing found ({type}).\n";
        var counts = report.Findings.GroupBy(finding => finding.Type).OrderBy(group => group.Key).Select(group => Count(group.Key, group.Count()));
        return text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", counts)} ({type}).\n").ToString();
    }

    private static string Count(LintFindingType type, int count)
    {
        var name = type switch
        {
            LintFindingType.Error => "error",
            LintFindingType.SecurityWarning => "security warning",
            LintFindingType.Warning => "warning",
            _ => "suggestion",
        };
        return $"{count} {name}{(count == 1 ? "" : "s")}";
    }
}
