namespace Kagimori.Conformance.Wire;

/// <summary>Requests that are not signed, or not well.</summary>
public sealed class SignatureTests(DemoServer fixture) : IClassFixture<DemoServer>, IDisposable
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
        + "Consult the service documentation for details.";

    private readonly KagimoriServer _server = fixture.Server;
    private readonly SigningClient _client = fixture.Server.ClientOf(Demo.Root);

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        using var http = new HttpClient();
        using var content = new StringContent("{}");
        content.Headers.ContentType = new("application/x-amz-json-1.1");
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "TrentService.ListKeys");
        using var response = await http.SendAsync(request);
        Assert.Equal("""{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_or_a_changed_signature_is_refused()
    {
        (await SendAsync(Request with { Identity = Demo.Root with { SecretAccessKey = "another" } })).IsRefused("InvalidSignatureException", Mismatch);
        (await SendAsync(Request with { TamperAuthorization = header => header[..^1] + (header[^1] == '0' ? '1' : '0') })).IsRefused("InvalidSignatureException", Mismatch);
        (await SendAsync(Request with { TamperAuthorization = header => header.Replace("SignedHeaders=content-type;", "SignedHeaders=", StringComparison.Ordinal) }))
            .IsRefused("InvalidSignatureException", Mismatch);
    }

    [Fact]
    public async Task An_unknown_access_key_is_refused() =>
        (await SendAsync(Request with { Identity = Demo.Root with { AccessKeyId = "AKIANOBODYNOBODYNOBO" } }))
            .IsRefused("UnrecognizedClientException", "The security token included in the request is invalid.");

    [Fact]
    public async Task A_forged_session_token_is_refused() =>
        (await SendAsync(Request with { Identity = Demo.Root with { SessionToken = "forged" } }))
            .IsRefused("UnrecognizedClientException", "The security token included in the request is invalid.");

    [Fact]
    public async Task A_clock_that_is_off_by_more_than_five_minutes_is_refused()
    {
        (await SendAsync(Request with { Time = DateTimeOffset.UtcNow.AddMinutes(-4) })).Succeed();
        (await SendAsync(Request with { Time = DateTimeOffset.UtcNow.AddMinutes(4) })).Succeed();
        var late = await SendAsync(Request with { Time = DateTimeOffset.UtcNow.AddMinutes(-6) });
        Assert.Matches("""^\{"__type":"InvalidSignatureException","message":"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min.\)"\}$""", late.Body);
        var early = await SendAsync(Request with { Time = DateTimeOffset.UtcNow.AddMinutes(6) });
        Assert.Contains("Signature not yet current: ", early.Body);
    }

    [Theory]
    [InlineData("x-amz-target")]
    [InlineData("host")]
    [InlineData("content-type")]
    public async Task What_decides_the_request_must_be_signed(string header)
    {
        var refused = await SendAsync(Request with { Unsigned = [header] });
        if (header == "content-type") refused.Succeed();
        else Assert.Equal("InvalidSignatureException", refused.Headers["x-amzn-errortype"]);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0")]
    [InlineData("AWS4-HMAC-SHA256 nonsense")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAROOTROOTROOTROOT/20200101/ap-northeast-1/kms/aws4_request, SignedHeaders=host, Signature=ffff")]
    public async Task A_malformed_Authorization_header_is_refused(string header)
    {
        var refused = await SendAsync(Request with { TamperAuthorization = _ => header });
        Assert.Equal(400, (int)refused.Status);
        Assert.Contains(refused.Headers["x-amzn-errortype"], new[] { "IncompleteSignatureException", "InvalidSignatureException", "MissingAuthenticationTokenException" });
    }

    [Fact]
    public async Task A_signature_for_another_service_is_refused()
    {
        var request = SignedRequest.Kms(Demo.Root, "ListKeys", "{}") with { Service = "s3" };
        Assert.Contains("scope", (await SendAsync(request)).Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_body_that_was_changed_on_its_way_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(_server.Url);
        var request = SignedRequest.Kms(Demo.Root, "GenerateRandom", """{"NumberOfBytes":1}""");
        await connection.SendHeadAsync(request, request.Body.Length);
        await connection.WriteAsync("""{"NumberOfBytes":2}"""u8.ToArray());
        (await connection.ReadAsync()).IsRefused("InvalidSignatureException", Mismatch);
    }

    private static SignedRequest Request => SignedRequest.Kms(Demo.Root, "ListKeys", "{}");

    private Task<Answer> SendAsync(SignedRequest request) => _client.SendAsync(request);

    public void Dispose() => _client.Dispose();
}
