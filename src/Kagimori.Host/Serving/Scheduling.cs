using Kagimori.Diagnostics;
using Kagimori.Keys;

namespace Kagimori.Host.Serving;

/// <summary>Looks for due work at intervals while the service runs. What is due is told by the service's clock, which may be a manual one.</summary>
internal sealed class Scheduling : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Scheduling(Service service, RequestLog log) =>
        _running = Task.Run(() => RunAsync(service, log));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Service service, RequestLog log)
    {
        using var timer = new PeriodicTimer(Scheduler.Interval);
        try
        {
            do
            {
                await RunOnceAsync(service, log);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task RunOnceAsync(Service service, RequestLog log)
    {
        try
        {
            // A reset puts another engine in the place of this one.
            await new Scheduler(service.Engine).RunDueAsync(_stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.SchedulerFailed(e);
        }
    }
}
