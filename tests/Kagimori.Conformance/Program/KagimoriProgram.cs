using System.Diagnostics;

namespace Kagimori.Conformance;

/// <summary>The program under test: the one that was built with the tests, or the one that KAGIMORI_PROGRAM names, from the repository's root.</summary>
internal static class KagimoriProgram
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("KAGIMORI_PROGRAM") is { Length: > 0 } path ? Path.GetFullPath(path, Repository.Root) : null;

    public static string File { get; } = Named ?? Repository.PathOf("src", "Kagimori.Host", "bin", Configuration(), "net10.0", "Kagimori.Host.dll");

    public static Task<CommandResult> RunAsync(params string[] arguments) => Command.RunAsync(StartInfo(arguments));

    /// <summary>How the program is started. The environment of the tests does not configure it.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var isAssembly = File.EndsWith(".dll", StringComparison.Ordinal);
        var start = Command.StartInfo(isAssembly ? "dotnet" : File, isAssembly ? [File, .. arguments] : [.. arguments]);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("KAGIMORI_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        return start;
    }

    // The tests' own folder ends in bin/Release/net10.0/ or bin/Debug/net10.0/.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
