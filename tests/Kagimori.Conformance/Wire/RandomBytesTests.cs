using System.Net.Sockets;
using System.Text;

namespace Kagimori.Conformance.Wire;

/// <summary>Bytes of chance at the socket: whatever comes, the server refuses or hangs up, and goes on serving.</summary>
public sealed class RandomBytesTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private const int Connections = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Words =
    [
        "POST / HTTP/1.1\r\n", "GET / HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "host: localhost\r\n", "content-length: 5\r\n", "content-length: -1\r\n", "content-length: 99999999999999999999\r\n",
        "transfer-encoding: chunked\r\n", "zz\r\n", "0\r\n\r\n", "\r\n", "x-amz-target: TrentService.Encrypt\r\n", "authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=;, Signature=\r\n",
        "x-amz-date: 20260101T000000Z\r\n", "expect: 100-continue\r\n", "\u0000", "\u00ff", "{\"a\":", "hello", ": \r\n", "?Action=%zz&Version=",
    ];

    private readonly KagimoriServer _server = fixture.Server;

    [Fact]
    public async Task Random_bytes_at_the_socket_never_fail_the_server()
    {
        // A fixed seed: a run that fails can be repeated.
        var random = new Random(20261123);
        for (var i = 0; i < Connections; i++)
        {
            var status = await SendAsync(Bytes(random));
            Assert.False(status.StartsWith("HTTP/1.1 5", StringComparison.Ordinal), status);
        }
        using var connection = await RawConnection.OpenAsync(_server.Url);
        (await connection.SendAsync(SignedRequest.Kms(Demo.Root, "ListKeys", "{}"))).Succeed();
    }

    private static byte[] Bytes(Random random)
    {
        if (random.Next(3) == 0)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            return bytes;
        }
        var text = new StringBuilder(random.Next(2) == 0 ? Words[0] : "");
        for (var count = random.Next(1, 12); count > 0; count--) text.Append(Words[random.Next(Words.Length)]);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>Sends the bytes, says that no more come, and reads the beginning of what is answered; empty when the server hangs up.</summary>
    private async Task<string> SendAsync(byte[] bytes)
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await client.ConnectAsync(_server.Url.Host, _server.Url.Port, patience.Token);
        var stream = client.GetStream();
        var answer = new byte[256];
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            return Encoding.Latin1.GetString(answer, 0, await stream.ReadAsync(answer, patience.Token));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
