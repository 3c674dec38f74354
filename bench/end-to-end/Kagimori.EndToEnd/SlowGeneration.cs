using System.Net.Sockets;
using System.Text;

namespace Kagimori.EndToEnd;

/// <summary>Whether slow work stands in the way of fast work: GenerateDataKey alone, and while RSA_4096 keys are being created all the time.</summary>
internal sealed class SlowGeneration(RunSettings settings, string folder)
{
    private const int Connections = 8;
    private const int InFlight = 20;

    // Time for the first of the keys to be under way, and for the last to be done or given up.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly Servers _servers = new(settings, folder);
    private readonly Load _load = new(folder, Servers.LoadCore);
    private int _created;

    public async Task<string> RunAsync()
    {
        var data = Path.Combine(folder, "data");
        await _servers.SeedAsync(data, otherKeys: 9);
        await using var server = _servers.StartServer(data);
        await server.WaitForAnswerAsync(() => Scenario.GenerateDataKey(server.Host));
        await _load.RunAsync(server, Scenario.GenerateDataKey(server.Host), Connections, settings.WarmUp);

        Series quiet = new(), busy = new();
        for (var i = 0; i < settings.Rounds; i++)
        {
            Console.Error.WriteLine($"round {i + 1} of {settings.Rounds}");
            quiet.Add(await _load.RunAsync(server, Scenario.GenerateDataKey(server.Host), Connections, settings.Seconds));
            using var stop = new CancellationTokenSource();
            var creating = Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => CreateAsync(server, stop.Token)));
            await Task.Delay(Settling, CancellationToken.None);
            busy.Add(await _load.RunAsync(server, Scenario.GenerateDataKey(server.Host), Connections, settings.Seconds));
            await stop.CancelAsync();
            await creating;
            await Task.Delay(Settling, CancellationToken.None);
        }
        return Report.Write(quiet, busy, InFlight, _created / (settings.Rounds * (settings.Seconds + Settling.TotalSeconds)), settings);
    }

    // One connection after the other, each with one key to create.
    private async Task CreateAsync(MeasuredProcess server, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var (status, body) = await server.SendAsync(Scenario.CreateRsaKey(server.Host), stop);
                if (status != 200) throw new InvalidOperationException($"A key was not created: {Encoding.UTF8.GetString(body)}");
                Interlocked.Increment(ref _created);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException && stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
