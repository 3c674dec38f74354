using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kagimori.Conformance;

/// <summary>One TCP connection, with HTTP/1.1 written and read by hand.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private readonly string _host;
    private NetworkStream _stream = null!;

    private RawConnection(Uri url) => _host = url.Authority;

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection(url);
        await connection._client.ConnectAsync(url.Host, url.Port);
        connection._stream = connection._client.GetStream();
        return connection;
    }

    public async Task<Answer> SendAsync(SignedRequest request)
    {
        await SendHeadAsync(request, request.Body.Length);
        await WriteAsync(request.Body);
        return await ReadAsync();
    }

    /// <summary>Sends the head of a request whose body is to follow.</summary>
    public Task SendHeadAsync(SignedRequest request, long length) => SendHeadAsync(request, length, "");

    /// <summary>
    /// Sends the head of a request and returns once the server has asked for its body: only then is the request known to be
    /// under way.
    /// </summary>
    public async Task SendHeadAndAwaitContinueAsync(SignedRequest request)
    {
        await SendHeadAsync(request, request.Body.Length, "expect: 100-continue\r\n");
        using var patience = new CancellationTokenSource(Patience);
        Assert.StartsWith("HTTP/1.1 100 ", await ReadHeadAsync(patience.Token));
    }

    public Task WriteAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    public async Task<Answer> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var head = await ReadHeadAsync(patience.Token);
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await _stream.ReadExactlyAsync(body, patience.Token);
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        return new Answer((System.Net.HttpStatusCode)status, headers, Encoding.UTF8.GetString(body));
    }

    public void Dispose() => _client.Dispose();

    private Task SendHeadAsync(SignedRequest request, long length, string more)
    {
        var head = new StringBuilder($"{request.Method} / HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers(_host)) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"{more}content-length: {length}\r\n\r\n");
        return WriteAsync(Encoding.Latin1.GetBytes(head.ToString()));
    }

    private async Task<string> ReadHeadAsync(CancellationToken cancel)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one, cancel) == 0) throw new EndOfStreamException($"The server closed the connection after: {head}");
            head.Append((char)one[0]);
        }
        return head.ToString();
    }
}
