using System.Diagnostics;
using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>Runs other programs.</summary>
internal static class Command
{
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(5);

    public static ProcessStartInfo StartInfo(string file, params string[] arguments) => new(file, arguments)
    {
        RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
    };

    /// <param name="input">What the program reads from standard input.</param>
    /// <param name="patience">How long it may take; five minutes unless told: keys are made when nothing else needs the processor.</param>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, string input = "", TimeSpan? patience = null)
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var bound = new CancellationTokenSource(patience ?? UsualPatience);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end.");
        }
        return new CommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool Exists(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}

/// <summary>What a program answered.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Succeed().Output).RootElement;

    public CommandResult Succeed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {Error}{Output}");
        return this;
    }
}
