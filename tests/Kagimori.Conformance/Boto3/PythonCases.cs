using System.Text.Json;

namespace Kagimori.Conformance.Boto3;

/// <summary>Runs a Python program that reports each of its cases as a line of JSON.</summary>
internal static class PythonCases
{
    public static System.Diagnostics.ProcessStartInfo StartInfo(string script, params string[] arguments) =>
        Command.StartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, "Python", script), .. arguments]);

    /// <param name="cases">How many cases there are at least.</param>
    public static async Task RunAsync(KagimoriServer server, string script, Identity identity, int cases, params (string Name, string Value)[] environment)
    {
        Client.RequireBoto3();
        var start = StartInfo(script);
        AwsCli.Configure(start, identity, Demo.Region);
        start.Environment["KAGIMORI_ENDPOINT"] = server.Url.ToString();
        start.Environment["KAGIMORI_OPERATIONS"] = string.Join(',', KmsCatalog.Operations);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var output = (await Command.RunAsync(start)).Succeed().Output;
        var reports = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var failed = reports.Where(report => !report.GetProperty("passed").GetBoolean())
            .Select(report => $"{report.GetProperty("case").GetString()}\n{report.GetProperty("detail").GetString()}").ToArray();
        Assert.True(failed.Length == 0, $"{failed.Length} of {reports.Length} cases failed:\n{string.Join('\n', failed)}");
        Assert.True(reports.Length >= cases, $"{reports.Length} cases are fewer than {cases}.");
    }
}
