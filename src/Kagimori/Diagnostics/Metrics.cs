using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kagimori.Diagnostics;

/// <summary>Every metric of the engine.</summary>
public static class Metrics
{
    /// <summary>The name under which the metrics are published.</summary>
    public const string MeterName = "Kagimori";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("kagimori.requests", "{request}", "Requests by service, operation and outcome.");

    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("kagimori.refusals", "{request}", "Refused requests by step and error code.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram("kagimori.request.duration", "s", "Time from the first byte to the answer.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        });

    public static void Count(Exchange exchange, Refusal? refusal, TimeSpan elapsed)
    {
        if (!Requests.Enabled) return;
        var operation = new KeyValuePair<string, object?>("operation", exchange.Operation?.Name ?? "Unknown");
        var service = new KeyValuePair<string, object?>("service", exchange.Service.Prefix);
        Requests.Add(1, operation, service, new("outcome", refusal is null ? "success" : "refused"));
        Duration.Record(elapsed.TotalSeconds, operation, service);
        if (refusal is not null) Refused.Add(1, new("step", StepName(exchange.Step)), new("code", refusal.Code));
    }

    public static string StepName(Step step) => step switch
    {
        Step.Read => "read",
        Step.Authenticate => "authenticate",
        Step.Resolve => "resolve",
        Step.Authorize => "authorize",
        Step.Admit => "admit",
        Step.Perform => "perform",
        Step.Respond => "respond",
        _ => throw new UnreachableException(),
    };
}
