using System.Diagnostics;
using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>Programs in other languages that report each of their cases as a line of JSON: its name, whether it passed, and what went wrong.</summary>
internal static class CaseReports
{
    /// <summary>Runs a program, in which every case must pass.</summary>
    /// <param name="cases">How many cases it has at least.</param>
    public static async Task RunAsync(ProcessStartInfo start, KagimoriServer server, Identity identity, int cases)
    {
        AwsCli.Configure(start, identity, Demo.Region);
        start.Environment["KAGIMORI_ENDPOINT"] = server.Url.ToString();
        var output = (await Command.RunAsync(start)).Succeed().Output;
        var reports = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var failed = reports.Where(report => !report.GetProperty("passed").GetBoolean())
            .Select(report => $"{report.GetProperty("case").GetString()}\n{report.GetProperty("detail").GetString()}").ToArray();
        Assert.True(failed.Length == 0, $"{failed.Length} of {reports.Length} cases failed:\n{string.Join('\n', failed)}");
        Assert.True(reports.Length >= cases, $"{reports.Length} cases are fewer than {cases}.");
    }
}
