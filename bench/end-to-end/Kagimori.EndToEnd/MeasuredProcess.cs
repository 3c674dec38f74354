using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kagimori.EndToEnd;

/// <summary>A server process on one core, and what the kernel and the process itself say it has used.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private const double MicrosecondsPerTick = 10_000; // USER_HZ is 100 on Linux
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private MeasuredProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The host header of requests to it.</summary>
    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a command on a core; a command that ends in .dll runs under dotnet.</summary>
    public static MeasuredProcess Start(int port, int core, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-c", core.ToString(CultureInfo.InvariantCulture) }) start.ArgumentList.Add(argument);
        if (command.EndsWith(".dll", StringComparison.Ordinal)) start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(command);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // taskset replaces itself by the command, so this process is the server.
        var server = new MeasuredProcess(Process.Start(start)!, port);
        server.Collect();
        return server;
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>CPU time used so far, user and system, in microseconds.</summary>
    public double CpuMicroseconds()
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // from field 3 on; utime is field 14, stime 15
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * MicrosecondsPerTick;
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes()
    {
        foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status")))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal)) return long.Parse(line[6..^2], CultureInfo.InvariantCulture) * 1024;
        }
        throw new InvalidOperationException("No VmRSS.");
    }

    /// <summary>Waits until it answers a request, trying every millisecond.</summary>
    public async Task<TimeSpan> WaitForAnswerAsync(Func<SignedRequest> request)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended: {_output}");
            if (clock.Elapsed > TimeSpan.FromSeconds(120)) throw new InvalidOperationException($"The server does not answer: {_output}");
            try
            {
                var (status, answer) = await SendAsync(request());
                if (status == 200) return TimeProvider.System.GetUtcNow() - _process.StartTime.ToUniversalTime();
                throw new InvalidOperationException($"The server answered {status}: {Encoding.UTF8.GetString(answer)}");
            }
            catch (SocketException)
            {
                await Task.Delay(1);
            }
        }
    }

    /// <summary>One request on a connection of its own.</summary>
    public async Task<(int Status, byte[] Body)> SendAsync(SignedRequest request, CancellationToken stop = default)
    {
        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(request.Body)}\r\nConnection: close\r\n\r\n").Append(request.Body);
        return await ExchangeAsync(head.ToString(), stop);
    }

    /// <summary>Bytes allocated by the process so far, as its metrics tell; null when they do not.</summary>
    public async Task<double?> AllocatedBytesAsync()
    {
        var (_, body) = await ExchangeAsync($"GET /metrics HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n\r\n");
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n'))
        {
            if (!line.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal)) continue;
            var value = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            return double.Parse(value, CultureInfo.InvariantCulture);
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<(int Status, byte[] Body)> ExchangeAsync(string message, CancellationToken stop = default)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), stop);
        using var received = new MemoryStream();
        await using (var stream = new NetworkStream(socket)) await stream.CopyToAsync(received, stop);
        var bytes = received.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) throw new InvalidOperationException($"No HTTP answer: {_output}");
        return (int.Parse(Encoding.ASCII.GetString(bytes, 9, 3), CultureInfo.InvariantCulture), bytes[(end + 4)..]);
    }

    private void Collect()
    {
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (_output) _output.AppendLine(line.Data);
        };
        _process.OutputDataReceived += keep;
        _process.ErrorDataReceived += keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
