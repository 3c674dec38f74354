using System.Text.Json;

namespace Kagimori.EndToEnd;

/// <summary>Starts both servers and drives them in turn, A B A B.</summary>
internal sealed class Comparison(RunSettings settings, string folder)
{
    private readonly Servers _servers = new(settings, folder);
    private readonly Load _load = new(folder, Servers.LoadCore);

    public async Task<Results> RunAsync()
    {
        var data = Path.Combine(folder, "data");
        await _servers.SeedAsync(data, otherKeys: 9);
        await using var server = _servers.StartServer(data);
        await server.WaitForAnswerAsync(() => GenerateDataKey(server.Host));
        var (_, answer) = await server.SendAsync(GenerateDataKey(server.Host));
        using var document = JsonDocument.Parse(answer);
        var decryptBody = $$"""{"CiphertextBlob": "{{document.RootElement.GetProperty("CiphertextBlob").GetString()}}"}""";

        await using var bare = _servers.StartBare(answer.Length);
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
        await _servers.SeedAsync(data, settings.Keys - 1);
        var times = new List<double>();
        for (var i = 0; i < settings.Starts; i++)
        {
            await using var server = _servers.StartServer(data);
            times.Add((await server.WaitForAnswerAsync(() => GenerateDataKey(server.Host))).TotalMilliseconds);
        }
        return Series.Median(times);
    }

    private static SignedRequest GenerateDataKey(string host) => Scenario.GenerateDataKey(host);

    private static SignedRequest Decrypt(string host, string body) => SignedRequest.Create("Decrypt", body, host, TimeProvider.System.GetUtcNow());
}
