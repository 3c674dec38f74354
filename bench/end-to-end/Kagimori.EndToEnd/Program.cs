using Kagimori.EndToEnd;

// Called by bench/end-to-end/run, which builds everything first. The first argument is the repository's root.
var settings = RunSettings.Read(args[0], args[1..]);
var folder = Directory.CreateTempSubdirectory("kagimori-bench-").FullName;
try
{
    if (settings.SlowGeneration)
    {
        var slow = await new SlowGeneration(settings, folder).RunAsync();
        Console.Write(slow);
        if (settings.Write) Report.Keep(slow, "generation", settings);
        return;
    }
    var comparison = new Comparison(settings, folder);
    var results = await comparison.RunAsync();
    results.StartMilliseconds = await comparison.MedianStartMillisecondsAsync();
    var report = Report.Write(results, settings);
    Console.Write(report);
    if (settings.Write) Report.Keep(report, "measured", settings);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
