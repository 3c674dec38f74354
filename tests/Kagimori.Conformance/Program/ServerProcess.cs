using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Kagimori.Conformance;

/// <summary>One run of <c>kagimori serve</c> on a free port of this machine, from its announcement to its end.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Take(e.Data);
        _process.Exited += (_, _) => _announced.TrySetException(new InvalidOperationException("The server ended before it was ready."));
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Everything that the server has written.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts a server and waits until it answers that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = KagimoriProgram.StartInfo(["serve", .. arguments]);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var server = new ServerProcess(start);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the server to end, as an init system does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        RequestEnd();
        return await EndedAsync();
    }

    /// <summary>Ends the server in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync();
    }

    /// <summary>Asks the server to end and does not wait for it.</summary>
    public void RequestEnd()
    {
        if (!_process.HasExited) _ = Signal(_process.Id, Sigterm);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isStarted) await TerminateAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            if (!_process.HasExited) _process.Kill();
        }
        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _isStarted = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Url = new Uri(await _announced.Task.WaitAsync(Patience));
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            if (_process.HasExited) await EndedAsync();
            throw new InvalidOperationException($"{e.Message} It wrote:\n{Output}");
        }
        if (Url.Scheme == "https") return; // The test brings the certificate.
        using var http = new HttpClient { Timeout = Patience };
        using var ready = await http.GetAsync(new Uri(Url, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private async Task<int> EndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (Announcement().Match(line) is { Success: true } match) _announced.TrySetResult(match.Groups[1].Value);
    }

    [GeneratedRegex(@"^Kagimori \S+ listens on (https?://[^,;\s]+)")]
    private static partial Regex Announcement();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
