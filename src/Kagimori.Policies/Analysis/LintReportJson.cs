using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>Writes a lint's report as one JSON object.</summary>
internal static class LintReportJson
{
    public static void Write(LintReport report, string name, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("policy", name);
        writer.WriteString("policyType", PolicyTypeName.Of(report.Grammar));
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("findingType", finding.TypeName);
            writer.WriteString("issueCode", finding.Code);
            writer.WriteString("findingDetails", finding.Message);
            writer.WriteString("whatToDo", finding.Advice);
            writer.WriteString("path", finding.Path);
            writer.WriteNumber("line", finding.Line);
            writer.WriteNumber("column", finding.Column);
            writer.WriteNumber("endLine", finding.EndLine);
            writer.WriteNumber("endColumn", finding.EndColumn);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
