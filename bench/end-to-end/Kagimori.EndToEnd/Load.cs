using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kagimori.EndToEnd;

/// <summary>One round of load by wrk on the other core: the same signed request over and over, on kept connections.</summary>
internal sealed class Load(string folder, int core)
{
    public async Task<Round> RunAsync(MeasuredProcess server, SignedRequest request, int connections, int seconds)
    {
        var script = Path.Combine(folder, "request.lua");
        await File.WriteAllTextAsync(script, Script(request));
        var cpu = server.CpuMicroseconds();
        var allocated = await server.AllocatedBytesAsync();
        var output = await WrkAsync(script, connections, seconds, server.Host);
        var used = server.CpuMicroseconds() - cpu;
        var allocatedAfter = await server.AllocatedBytesAsync();

        var json = output[output.IndexOf("RESULT ", StringComparison.Ordinal)..][7..].Split('\n')[0];
        using var result = JsonDocument.Parse(json);
        double Number(string name) => result.RootElement.GetProperty(name).GetDouble();
        if (Number("errors") > 0) throw new InvalidOperationException($"Not every request was answered with 200: {json}");
        var requests = Number("requests");
        return new Round(requests / Number("seconds"), Number("p50"), Number("p99"), used / requests, (allocatedAfter - allocated) / requests);
    }

    private async Task<string> WrkAsync(string script, int connections, int seconds, string host)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-c", Text(core), "wrk", "-t", "1", "-c", Text(connections), "-d", $"{seconds}s", "-s", script, $"http://{host}/" })
            start.ArgumentList.Add(argument);
        using var wrk = Process.Start(start)!;
        var errors = wrk.StandardError.ReadToEndAsync();
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 ? output : throw new InvalidOperationException($"wrk failed: {await errors}{output}");
    }

    private static string Script(SignedRequest request)
    {
        var script = new StringBuilder("wrk.method = \"POST\"\n");
        script.Append("wrk.body = ").Append(Quoted(request.Body)).Append('\n');
        foreach (var (name, value) in request.Headers) script.Append("wrk.headers[").Append(Quoted(name)).Append("] = ").Append(Quoted(value)).Append('\n');
        return script.Append("""
            done = function(summary, latency, requests)
              local errors = summary.errors
              print(string.format('RESULT {"requests":%d,"seconds":%.6f,"p50":%.1f,"p99":%.1f,"errors":%d}',
                summary.requests, summary.duration / 1000000, latency:percentile(50), latency:percentile(99),
                errors.connect + errors.read + errors.write + errors.status + errors.timeout))
            end
            """).ToString();
    }

    // JSON's strings of plain ASCII are Lua's.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one round measured. Latencies in microseconds; allocation null when the server does not tell.</summary>
internal sealed record Round(double RequestsPerSecond, double P50, double P99, double CpuMicroseconds, double? AllocatedBytes);
