using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kagimori.Operations;

namespace Kagimori.Diagnostics;

/// <summary>Every metric of the engine.</summary>
public static class Metrics
{
    /// <summary>The name under which the metrics are published.</summary>
    public const string MeterName = "Kagimori";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Requests that name no operation of the catalog.</summary>
    private static readonly RequestCounters Unknown = new();

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("kagimori.refusals", "{request}", "Refused requests by step and error code.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram("kagimori.request.duration", "s", "Time from the first byte to the answer.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        });

    static Metrics() => Meter.CreateObservableCounter("kagimori.requests", Observe, "{request}", "Requests by service, operation and outcome.");

    public static void Count(Exchange exchange, Refusal? refusal, TimeSpan elapsed)
    {
        var operation = exchange.Operation;
        (operation?.Counters ?? Unknown).Count(refusal is not null);
        Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("operation", operation?.Name ?? "Unknown"));
        if (refusal is not null) Refusals.Add(1, new("step", StepName(exchange.Step)), new("code", refusal.Code));
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

    private static IEnumerable<Measurement<long>> Observe() =>
        OperationCatalog.All.SelectMany(operation => Of(operation.Service.Prefix, operation.Name, operation.Counters)).Concat(Of("", "Unknown", Unknown));

    private static IEnumerable<Measurement<long>> Of(string service, string operation, RequestCounters counters)
    {
        if (counters.CarriedOut > 0) yield return new(counters.CarriedOut, new("service", service), new("operation", operation), new("outcome", "success"));
        if (counters.Refused > 0) yield return new(counters.Refused, new("service", service), new("operation", operation), new("outcome", "refused"));
    }
}
