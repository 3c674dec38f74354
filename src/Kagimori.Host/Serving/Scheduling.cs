using Kagimori.Diagnostics;
using Kagimori.Keys;

namespace Kagimori.Host.Serving;

/// <summary>Looks for due work at intervals while the service runs. With a manual clock only moving the clock does it.</summary>
internal sealed class Scheduling : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Scheduling(Service service, RequestLog log) =>
        _running = service.Clock is null ? Task.Run(() => RunAsync(service.Engine, log)) : Task.CompletedTask;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Engine engine, RequestLog log)
    {
        using var timer = new PeriodicTimer(Scheduler.Interval, engine.Time);
        var scheduler = new Scheduler(engine);
        try
        {
            do
            {
                await RunOnceAsync(scheduler, log);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task RunOnceAsync(Scheduler scheduler, RequestLog log)
    {
        try
        {
            await scheduler.RunDueAsync(_stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.SchedulerFailed(e);
        }
    }
}
