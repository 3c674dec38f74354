using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Kagimori.EndToEnd;

/// <summary>The results as Markdown, and their place in docs/performance.md.</summary>
internal static class Report
{
    public static string Write(Results results, RunSettings settings)
    {
        var text = new StringBuilder();
        Line(text, $"{Machine()}. {(settings.Aot ? "Ahead-of-time compiled" : "Just-in-time compiled")}; {settings.Rounds} rounds of {settings.Seconds} s, medians.");
        text.AppendLine();
        text.AppendLine("| | bare Kestrel, 8 connections | Kagimori, 8 | bare Kestrel, 32 | Kagimori, 32 | Decrypt, 32 |");
        text.AppendLine("|---|---|---|---|---|---|");
        Series[] columns = [results.Bare8, results.Server8, results.Bare32, results.Server32, results.Decrypt32];
        Row(text, "requests/s", columns, series => series.RequestsPerSecond, "N0");
        Row(text, "p50, µs", columns, series => series.P50, "N0");
        Row(text, "p99, µs", columns, series => series.P99, "N0");
        Row(text, "server CPU per request, µs", columns, series => series.CpuMicroseconds, "N1");
        Row(text, "allocated per request, bytes", columns, series => series.AllocatedBytes, "N0");
        text.AppendLine();
        text.AppendLine("| | bare minimum | goal | measured |");
        text.AppendLine("|---|---|---|---|");
        Line(text, $"| GenerateDataKey over bare Kestrel, 32 connections | 50 % | 70 % | {Percent(results.Server32, results.Bare32)} |");
        Line(text, $"| the same, 8 connections | | | {Percent(results.Server8, results.Bare8)} |");
        Line(text, $"| p99 over bare Kestrel's, 32 connections | 3x | 1.5x | {results.Server32.Ratio(results.Bare32, round => round.P99):N2}x |");
        Line(text, $"| the same, 8 connections | | | {results.Server8.Ratio(results.Bare8, round => round.P99):N2}x |");
        Line(text, $"| server CPU per GenerateDataKey | 25 µs | 17 µs | {results.Server32.CpuMicroseconds:N1} µs |");
        Line(text, $"| allocated per GenerateDataKey, the web server's part included | 3 KB | 1 KB | {results.Server32.AllocatedBytes / 1024:N2} KB |");
        Line(text, $"| Decrypt over GenerateDataKey | 90 % | 105 % | {Percent(results.Decrypt32, results.Server32)} |");
        Line(text, $"| start to first answer with {settings.Keys:N0} keys | {(settings.Aot ? "100 ms | 30 ms" : "600 ms | 350 ms")} | {results.StartMilliseconds:N0} ms |");
        Line(text, $"| resident memory after the load (bare Kestrel: {Megabytes(results.BareResidentBytes)}) | | | {Megabytes(results.ServerResidentBytes)} |");
        return text.ToString();
    }

    /// <summary>The table of <see cref="SlowGeneration"/>.</summary>
    /// <param name="keysPerSecond">How many keys were created, of those that were always in flight.</param>
    public static string Write(Series quiet, Series busy, int inFlight, double keysPerSecond, RunSettings settings)
    {
        var text = new StringBuilder();
        Line(text, $"{Machine()}. {(settings.Aot ? "Ahead-of-time compiled" : "Just-in-time compiled")}; {settings.Rounds} rounds of {settings.Seconds} s, medians.");
        text.AppendLine();
        Line(text, $"| GenerateDataKey, 8 connections | quiet | {inFlight} RSA_4096 keys in flight |");
        text.AppendLine("|---|---|---|");
        Series[] columns = [quiet, busy];
        Row(text, "requests/s", columns, series => series.RequestsPerSecond, "N0");
        Row(text, "p50, µs", columns, series => series.P50, "N0");
        Row(text, "p99, µs", columns, series => series.P99, "N0");
        Line(text, $"| p99 over quiet p99 (bare minimum 2x) | | {busy.Ratio(quiet, round => round.P99):N2}x |");
        Line(text, $"| RSA_4096 keys created per second | | {keysPerSecond:N2} |");
        return text.ToString();
    }

    /// <summary>Replaces a table in docs/performance.md, that of this kind of compilation.</summary>
    /// <param name="table">The first word of its place.</param>
    public static void Keep(string report, string table, RunSettings settings)
    {
        var path = Path.Combine(settings.Root, "docs/performance.md");
        var kind = settings.Aot ? "aot" : "jit";
        var (begin, end) = ($"<!-- {table} {kind} -->\n", $"<!-- end {table} {kind} -->");
        var document = File.ReadAllText(path);
        var start = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = document.IndexOf(end, StringComparison.Ordinal);
        if (start < begin.Length || stop < start) throw new InvalidOperationException($"{path} has no place for the table.");
        File.WriteAllText(path, document[..start] + report + document[stop..]);
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model?.Split(':')[1].Trim() ?? "unknown CPU"}, {Environment.ProcessorCount} cores, Linux, {RuntimeInformation.FrameworkDescription}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}");
    }

    private static void Row(StringBuilder text, string name, Series[] columns, Func<Series, double> measure, string format)
    {
        text.Append("| ").Append(name);
        foreach (var column in columns)
        {
            var value = measure(column);
            text.Append(" | ").Append(double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture));
        }
        text.AppendLine(" |");
    }

    private static string Percent(Series series, Series other) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * series.Ratio(other, round => round.RequestsPerSecond):N0} %");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB");

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
