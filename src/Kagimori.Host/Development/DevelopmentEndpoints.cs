using System.Text.Json;
using Kagimori.Host.Serving;
using Kagimori.Keys;

namespace Kagimori.Host.Development;

/// <summary>What test suites need and production must not have. It exists only when the service runs with <c>--development</c>.</summary>
/// <remarks>
/// POST /development/reset puts everything back to the seed. POST /development/clock with <c>{"advanceSeconds": n}</c> moves a
/// manual clock and does all work that has come due before it answers <c>{"now": "…"}</c>.
/// </remarks>
internal sealed class DevelopmentEndpoints(Service service, Func<RequestPipeline> newPipeline) : IDisposable
{
    private const int MaxRequests = 10_000;
    private const double MaxSeconds = 100.0 * 366 * 24 * 3600;

    // A request holds one place; reset and clock hold them all, so that nothing else is under way meanwhile.
    private readonly SemaphoreSlim _places = new(MaxRequests, MaxRequests);
    private readonly SemaphoreSlim _alone = new(1, 1);
    private RequestPipeline _pipeline = newPipeline();

    public async Task HandleAsync(HttpContext http)
    {
        await _places.WaitAsync(http.RequestAborted);
        try
        {
            await _pipeline.HandleAsync(http);
        }
        finally
        {
            _places.Release();
        }
    }

    public Task ResetAsync(HttpContext http) => AloneAsync(http, async () =>
    {
        await service.ResetAsync();
        _pipeline = newPipeline();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    public Task MoveClockAsync(HttpContext http) => AloneAsync(http, async () =>
    {
        if (service.Clock is not { } clock || await ReadSecondsAsync(http) is not { } seconds)
        {
            http.Response.StatusCode = service.Clock is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return;
        }
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await new Scheduler(service.Engine).RunDueAsync(http.RequestAborted);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($"{{\"now\":\"{clock.GetUtcNow():O}\"}}");
    });

    public void Dispose()
    {
        _places.Dispose();
        _alone.Dispose();
    }

    private async Task AloneAsync(HttpContext http, Func<Task> action)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        await _alone.WaitAsync(http.RequestAborted);
        var held = 0;
        try
        {
            for (; held < MaxRequests; held++) await _places.WaitAsync(http.RequestAborted);
            await action();
        }
        finally
        {
            if (held > 0) _places.Release(held);
            _alone.Release();
        }
    }

    private static async Task<double?> ReadSecondsAsync(HttpContext http)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("advanceSeconds", out var given)) return null;
            if (given.ValueKind != JsonValueKind.Number || !given.TryGetDouble(out var seconds)) return null;
            return seconds is >= 0 and <= MaxSeconds ? seconds : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
