using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Kagimori.Conformance;

/// <summary>A small, fast client that signs what it is told to send.</summary>
/// <param name="certificate">The certificate that an https server must show.</param>
internal sealed class SigningClient(Uri endpoint, Identity identity, string region, X509Certificate2? certificate = null) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Equals(certificate) == true },
    });

    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Calls an operation of KMS that must succeed.</summary>
    /// <returns>Its answer; of operations that answer nothing, nothing.</returns>
    public async Task<JsonElement> CallAsync(string operation, object request) =>
        (await KmsAsync(operation, request)).Succeed() is { Body.Length: > 0 } answer ? answer.Json : default;

    public Task<Answer> KmsAsync(string operation, object request) =>
        SendAsync(SignedRequest.Kms(identity, operation, request as string ?? JsonSerializer.Serialize(request, Json)) with { Region = region });

    public Task<Answer> StsAsync(string action, params (string Name, string Value)[] parameters) => QueryAsync("sts", "2011-06-15", action, parameters);

    /// <summary>IAM is one for all Regions and signed for us-east-1.</summary>
    public Task<Answer> IamAsync(string action, params (string Name, string Value)[] parameters) => QueryAsync("iam", "2010-05-08", action, parameters);

    public async Task<Answer> SendAsync(SignedRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), endpoint)
        {
            Version = HttpVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(request.Body),
        };
        foreach (var (name, value) in request.Headers(endpoint.Authority))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await _http.SendAsync(message);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, await response.Content.ReadAsStringAsync()) { HttpVersion = response.Version };
    }

    public void Dispose() => _http.Dispose();

    private Task<Answer> QueryAsync(string service, string version, string action, (string Name, string Value)[] parameters)
    {
        (string Name, string Value)[] all = [("Action", action), ("Version", version), .. parameters];
        var form = string.Join('&', all.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
        return SendAsync(SignedRequest.Query(identity, service, form) with { Region = service == "iam" ? "us-east-1" : region });
    }
}

/// <summary>An answer as it came over the wire.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public XElement Xml => XElement.Parse(Body);

    public string RequestId => Headers["x-amzn-RequestId"];

    public Answer Succeed()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Body}");
        return this;
    }

    /// <summary>Asserts that the request was refused, and exactly so.</summary>
    public void IsRefused(string code, string? message, int status = 400)
    {
        Assert.Equal(status, (int)Status);
        var text = message is null ? "" : $",\"{(code == "AccessDeniedException" ? "Message" : "message")}\":{JsonSerializer.Serialize(message, Relaxed)}";
        Assert.Equal($"{{\"__type\":\"{code}\"{text}}}", Body);
        Assert.Equal(code, Headers["x-amzn-errortype"]);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
