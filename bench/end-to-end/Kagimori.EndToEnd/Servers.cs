using System.Globalization;

namespace Kagimori.EndToEnd;

/// <summary>Starts what is measured, each on the server's core.</summary>
internal sealed class Servers(RunSettings settings, string folder)
{
    public const int ServerCore = 0;
    public const int LoadCore = 1;

    /// <summary>Makes a data folder with the scenario's seed.</summary>
    public async Task SeedAsync(string data, int otherKeys)
    {
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Scenario.Seed(otherKeys));
        await using var server = StartServer(data, "--seed", seed);
        await server.WaitForAnswerAsync(() => Scenario.GenerateDataKey(server.Host));
    }

    public MeasuredProcess StartServer(string data, params string[] more)
    {
        var port = MeasuredProcess.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        return MeasuredProcess.Start(port, ServerCore, Binary("Kagimori.Host"), ["serve", "--url", url, "--data", data, .. more]);
    }

    public MeasuredProcess StartBare(int answerLength)
    {
        var port = MeasuredProcess.FreePort();
        return MeasuredProcess.Start(
            port, ServerCore, Binary("Kagimori.BareKestrel"),
            port.ToString(CultureInfo.InvariantCulture), answerLength.ToString(CultureInfo.InvariantCulture));
    }

    private string Binary(string name) => settings.Aot
        ? Path.Combine(settings.Root, "artifacts/bench/aot", name, name)
        : Path.Combine(settings.Root, "artifacts/bench/jit", name, name + ".dll");
}
