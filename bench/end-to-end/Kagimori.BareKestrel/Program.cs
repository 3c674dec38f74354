using System.Buffers;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// The yardstick: reads a request's body and answers fixed bytes. It verifies, decides, encrypts and records nothing.
// Arguments: the port, and how long the answer is.
var port = int.Parse(args[0], CultureInfo.InvariantCulture);
var answer = new byte[int.Parse(args[1], CultureInfo.InvariantCulture)];
answer.AsSpan().Fill((byte)'x');

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "bare" });
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Listen(new IPEndPoint(IPAddress.Loopback, port), listen => listen.Protocols = HttpProtocols.Http1);
});
await using var app = builder.Build();
app.Run(http => http.Request.Path.Value == "/metrics" ? WriteAllocatedAsync(http) : AnswerAsync(http, answer));
await app.RunAsync();

static async Task AnswerAsync(HttpContext http, byte[] answer)
{
    var reader = http.Request.BodyReader;
    while (true)
    {
        var read = await reader.ReadAsync();
        reader.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted) break;
    }
    var response = http.Response;
    response.ContentType = "application/x-amz-json-1.1";
    response.Headers["x-amzn-RequestId"] = "00000000-0000-4000-8000-000000000000";
    response.ContentLength = answer.Length;
    response.BodyWriter.Write(answer);
    await response.BodyWriter.FlushAsync();
}

static Task WriteAllocatedAsync(HttpContext http) =>
    http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"dotnet_gc_heap_total_allocated_bytes_total {GC.GetTotalAllocatedBytes()}\n"));
