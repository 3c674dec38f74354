using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Kagimori.Conformance.Crash;

/// <summary>The server is killed in the middle of its work again and again.</summary>
public sealed partial class CrashTests
{
    private const int Rounds = 50;

    // A slow or busy machine manages fewer rounds within the time.
    private const int FewestRounds = 10;
    private const int FewestChanges = 10;
    private const int Workers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);

    [Fact]
    public async Task What_was_acknowledged_is_there_and_nothing_is_half_done_however_the_server_ends()
    {
        var started = Stopwatch.GetTimestamp();
        var moments = new Random(4599);
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), "--audit", "strict");
        var withIam = await IamApi.IsServedAsync(server);
        var ledger = new Ledger(withIam);
        var round = 0;
        for (; round < Rounds && Stopwatch.GetElapsedTime(started) < Limit; round++)
        {
            var work = Enumerable.Range(0, Workers).Select(worker => new CrashWorker(server.Url, ledger, $"{round}-{worker}").RunAsync(withIam)).ToArray();
            await Task.Delay(moments.Next(20, 400));
            // Such a machine has not done enough yet, either.
            while (ledger.Acknowledged.Count < FewestChanges * (round + 1) && Stopwatch.GetElapsedTime(started) < Limit) await Task.Delay(1);
            await server.Process.KillAsync();
            await Task.WhenAll(work);

            await server.StartAgainAsync();
            using var root = server.ClientOf(Demo.Root);
            var verifying = server.AuditAsync("verify");
            await ledger.VerifyAsync(root);
            var verified = await verifying;
            Assert.True(verified.ExitCode == 0, $"Round {round}: {verified.Error}");
        }
        await server.Process.TerminateAsync();
        var trail = RequestIds(server.AuditFolder);
        Assert.All(ledger.Acknowledged, id => Assert.Contains(id, trail));
        Assert.True(ledger.Acknowledged.Count >= FewestChanges * FewestRounds, $"{ledger.Acknowledged.Count} changes in {round} rounds are no load.");
        Assert.True(round >= FewestRounds, $"Only {round} rounds in {Limit}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{round} rounds, {ledger.Acknowledged.Count} acknowledged changes, {ledger.Unacknowledged} ends in the middle of one.");
    }

    private static HashSet<string> RequestIds(string folder) => [.. Directory.GetFiles(folder)
        .SelectMany(File.ReadLines).SelectMany(line => RequestId().Matches(line)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("\"requestID\":\"([^\"]+)\"")]
    private static partial Regex RequestId();
}
