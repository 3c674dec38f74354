using System.Globalization;
using System.Text.Json;

namespace Kagimori.EndToEnd;

/// <summary>Starts both servers and drives them in turn, A B A B.</summary>
internal sealed class Comparison(RunSettings settings, string folder)
{
    private const int ServerCore = 0;
    private const int LoadCore = 1;
    private readonly Load _load = new(folder, LoadCore);

    public async Task<Results> RunAsync()
    {
        var data = Path.Combine(folder, "data");
        await SeedAsync(data, otherKeys: 9);
        await using var server = StartServer(data);
        await server.WaitForAnswerAsync(() => GenerateDataKey(server.Host));
        var (_, answer) = await server.SendAsync(GenerateDataKey(server.Host));
        using var document = JsonDocument.Parse(answer);
        var decryptBody = $$"""{"CiphertextBlob": "{{document.RootElement.GetProperty("CiphertextBlob").GetString()}}"}""";

        await using var bare = StartBare(answer.Length);
        await bare.WaitForAnswerAsync(() => GenerateDataKey(bare.Host));
        await _load.RunAsync(bare, GenerateDataKey(bare.Host), 32, settings.WarmUp);
        await _load.RunAsync(server, GenerateDataKey(server.Host), 32, settings.WarmUp);
        await _load.RunAsync(server, Decrypt(server.Host, decryptBody), 32, settings.WarmUp / 2);

        var results = new Results();
        for (var i = 0; i < settings.Rounds; i++)
        {
            Console.Error.WriteLine($"round {i + 1} of {settings.Rounds}");
            results.Bare8.Add(await _load.RunAsync(bare, GenerateDataKey(bare.Host), 8, settings.Seconds));
            results.Server8.Add(await _load.RunAsync(server, GenerateDataKey(server.Host), 8, settings.Seconds));
            results.Bare32.Add(await _load.RunAsync(bare, GenerateDataKey(bare.Host), 32, settings.Seconds));
            results.Server32.Add(await _load.RunAsync(server, GenerateDataKey(server.Host), 32, settings.Seconds));
            results.Decrypt32.Add(await _load.RunAsync(server, Decrypt(server.Host, decryptBody), 32, settings.Seconds));
        }
        results.ServerResidentBytes = server.ResidentBytes();
        results.BareResidentBytes = bare.ResidentBytes();
        return results;
    }

    /// <summary>Times from the start of the process to its first answer, with many keys in the data folder.</summary>
    public async Task<double> MedianStartMillisecondsAsync()
    {
        var data = Path.Combine(folder, "many-keys");
        await SeedAsync(data, settings.Keys - 1);
        var times = new List<double>();
        for (var i = 0; i < settings.Starts; i++)
        {
            await using var server = StartServer(data);
            times.Add((await server.WaitForAnswerAsync(() => GenerateDataKey(server.Host))).TotalMilliseconds);
        }
        return Series.Median(times);
    }

    private async Task SeedAsync(string data, int otherKeys)
    {
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Scenario.Seed(otherKeys));
        await using var server = StartServer(data, "--seed", seed);
        await server.WaitForAnswerAsync(() => GenerateDataKey(server.Host));
    }

    private MeasuredProcess StartServer(string data, params string[] more)
    {
        var port = MeasuredProcess.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        return MeasuredProcess.Start(port, ServerCore, Binary("Kagimori.Host"), ["serve", "--url", url, "--data", data, .. more]);
    }

    private MeasuredProcess StartBare(int answerLength)
    {
        var port = MeasuredProcess.FreePort();
        return MeasuredProcess.Start(
            port, ServerCore, Binary("Kagimori.BareKestrel"),
            port.ToString(CultureInfo.InvariantCulture), answerLength.ToString(CultureInfo.InvariantCulture));
    }

    private string Binary(string name) => settings.Aot
        ? Path.Combine(settings.Root, "artifacts/bench/aot", name, name)
        : Path.Combine(settings.Root, "artifacts/bench/jit", name, name + ".dll");

    // Signed anew for each round: a signature is good for five minutes.
    private static SignedRequest GenerateDataKey(string host) =>
        SignedRequest.Create("GenerateDataKey", Scenario.GenerateDataKeyBody, host, TimeProvider.System.GetUtcNow());

    private static SignedRequest Decrypt(string host, string body) => SignedRequest.Create("Decrypt", body, host, TimeProvider.System.GetUtcNow());
}
