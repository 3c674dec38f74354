using System.Diagnostics;

namespace Kagimori.Conformance.Boto3;

/// <summary>Runs a Python program that reports its cases.</summary>
internal static class PythonCases
{
    public static ProcessStartInfo StartInfo(string script, params string[] arguments) =>
        Command.StartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, "Python", script), .. arguments]);

    /// <param name="cases">How many cases there are at least.</param>
    public static async Task RunAsync(KagimoriServer server, string script, Identity identity, int cases, params (string Name, string Value)[] environment)
    {
        Client.RequireBoto3();
        var start = StartInfo(script);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        await CaseReports.RunAsync(start, server, identity, cases);
    }
}
