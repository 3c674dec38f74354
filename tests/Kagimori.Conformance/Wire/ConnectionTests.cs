using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kagimori.Conformance.Wire;

/// <summary>Sizes, connections and protocols.</summary>
public sealed class ConnectionTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private const int Limit = 1024 * 1024;

    private readonly KagimoriServer _server = fixture.Server;

    [Fact]
    public async Task After_a_body_that_is_too_large_the_connection_serves_the_next_request()
    {
        using var connection = await RawConnection.OpenAsync(_server.Url);
        var large = SignedRequest.Kms(Demo.Root, "GenerateRandom", $$"""{"Padding":"{{new string('x', Limit)}}"}""");
        (await connection.SendAsync(large)).IsRefused("RequestEntityTooLargeException", "Request size exceeded the limit.", 413);
        var next = await connection.SendAsync(SignedRequest.Kms(Demo.Root, "GenerateRandom", """{"NumberOfBytes":7}"""));
        Assert.Equal(7, next.Succeed().Json.GetProperty("Plaintext").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task A_body_within_the_limit_is_read_whole()
    {
        using var connection = await RawConnection.OpenAsync(_server.Url);
        var padded = SignedRequest.Kms(Demo.Root, "GenerateRandom", $$"""{"NumberOfBytes":7,"Padding":"{{new string('x', Limit - 100)}}"}""");
        (await connection.SendAsync(padded)).Succeed();
    }

    [Fact]
    public async Task A_body_in_chunks_is_limited_too()
    {
        using var connection = await RawConnection.OpenAsync(_server.Url);
        var request = SignedRequest.Kms(Demo.Root, "GenerateRandom", "{}");
        var head = string.Concat(request.Headers(_server.Url.Authority).Select(header => $"{header.Key}: {header.Value}\r\n"));
        await connection.WriteAsync(Encoding.Latin1.GetBytes($"POST / HTTP/1.1\r\n{head}transfer-encoding: chunked\r\n\r\n"));
        var chunk = Encoding.Latin1.GetBytes($"10000\r\n{new string('x', 0x10000)}\r\n");
        for (var sent = 0; sent <= Limit; sent += 0x10000) await connection.WriteAsync(chunk);
        await connection.WriteAsync("0\r\n\r\n"u8.ToArray());
        Assert.Equal(413, (int)(await connection.ReadAsync()).Status);
        (await connection.SendAsync(SignedRequest.Kms(Demo.Root, "ListKeys", "{}"))).Succeed();
    }

    [Fact]
    public async Task Requests_follow_each_other_on_one_connection_without_waiting()
    {
        using var connection = await RawConnection.OpenAsync(_server.Url);
        for (var i = 1; i <= 5; i++)
        {
            var request = SignedRequest.Kms(Demo.Root, "GenerateRandom", $$"""{"NumberOfBytes":{{i}}}""");
            await connection.SendHeadAsync(request, request.Body.Length);
            await connection.WriteAsync(request.Body);
        }
        for (var i = 1; i <= 5; i++)
            Assert.Equal(i, (await connection.ReadAsync()).Succeed().Json.GetProperty("Plaintext").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task Https_speaks_HTTP_2_and_1_1_with_a_certificate_of_ones_own()
    {
        using var files = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificateFile = files.Write("certificate.pem", certificate.ExportCertificatePem());
        var keyFile = files.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        var seed = files.Write("seed.json", System.Text.Json.JsonSerializer.Serialize(Demo.Seed()));
        await using var server = await ServerProcess.StartAsync(
            ["--url", "https://127.0.0.1:0", "--certificate", certificateFile, "--certificate-key", keyFile, "--seed", seed, "--data", files.Of("data")]);
        foreach (var version in new[] { HttpVersion.Version20, HttpVersion.Version11 })
        {
            using var client = new SigningClient(server.Url, Demo.Root, Demo.Region, certificate) { HttpVersion = version };
            var answer = (await client.KmsAsync("GenerateRandom", """{"NumberOfBytes":3}""")).Succeed();
            Assert.Equal(version, answer.HttpVersion);
            (await client.KmsAsync("Nonsense", "{}")).IsRefused("UnknownOperationException", null);
        }
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Health_and_metrics_need_no_signature()
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        Assert.Equal("""{"status":"live"}""", await http.GetStringAsync("/health/live"));
        Assert.Equal("""{"status":"ready","signatures":"verified","policies":"enforced","audit":"on"}""", await http.GetStringAsync("/health/ready"));
        Assert.Contains("# TYPE", await http.GetStringAsync("/metrics"));
    }
}
