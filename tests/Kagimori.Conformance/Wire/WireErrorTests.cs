using System.Text;

namespace Kagimori.Conformance.Wire;

/// <summary>Bytes and headers of answers and errors, as they go over the wire.</summary>
public sealed class WireErrorTests(DemoServer fixture) : IClassFixture<DemoServer>, IDisposable
{
    private readonly KagimoriServer _server = fixture.Server;
    private readonly SigningClient _root = fixture.Server.ClientOf(Demo.Root);

    [Fact]
    public async Task Every_answer_has_its_headers()
    {
        var first = await _root.KmsAsync("GenerateRandom", """{"NumberOfBytes":1}""");
        var second = await _root.KmsAsync("GenerateRandom", "{}");
        Assert.Equal("application/x-amz-json-1.1", first.Headers["Content-Type"]);
        Assert.False(first.Headers.ContainsKey("x-amzn-errortype"));
        Assert.False(first.Headers.ContainsKey("Server"));
        second.IsRefused("ValidationException", "NumberOfBytes is required.");
        Assert.Equal("application/x-amz-json-1.1", second.Headers["Content-Type"]);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", first.RequestId);
        Assert.NotEqual(first.RequestId, second.RequestId);
    }

    [Fact]
    public async Task Operations_without_an_answer_have_no_body()
    {
        var key = await CreateKeyAsync();
        Assert.Equal("", (await _root.KmsAsync("DisableKey", new { KeyId = key })).Succeed().Body);
    }

    [Fact]
    public async Task Access_denied_has_a_capital_Message_and_an_empty_text_no_member()
    {
        using var user1 = _server.ClientOf(Demo.User1);
        (await user1.KmsAsync("ListKeys", "{}")).IsRefused(
            "AccessDeniedException",
            $"User: {Demo.UserArn(Demo.User1)} is not authorized to perform: kms:ListKeys on resource: * because no identity-based policy allows the kms:ListKeys action");
        (await _root.KmsAsync("ListKeys", """{"Marker":"x"}""")).IsRefused("InvalidMarkerException", null);
    }

    [Fact]
    public async Task Unknown_members_are_ignored_and_duplicate_ones_refused()
    {
        (await _root.KmsAsync("GenerateRandom", """{"NumberOfBytes":1,"SomethingNew":{"a":[1]}}""")).Succeed();
        var refused = await _root.KmsAsync("GenerateRandom", """{"NumberOfBytes":1,"NumberOfBytes":2}""");
        Assert.Equal("SerializationException", refused.Headers["x-amzn-errortype"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"NumberOfBytes":"1"}""")]
    [InlineData("""{"NumberOfBytes":1} trailing""")]
    [InlineData("""{"NumberOfBytes":99999999999999999999}""")]
    [InlineData("\u0000")]
    public async Task A_malformed_body_is_refused(string body)
    {
        var refused = await _root.KmsAsync("GenerateRandom", body);
        Assert.Equal(400, (int)refused.Status);
        Assert.Equal("SerializationException", refused.Headers["x-amzn-errortype"]);
        Assert.Equal("SerializationException", refused.Json.GetProperty("__type").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_refused()
    {
        var bytes = Encoding.Latin1.GetBytes("{\"KeyId\":\"\u00e9\"}");
        var refused = await _root.SendAsync(new SignedRequest(Demo.Root, "kms", bytes) { Target = "TrentService.DescribeKey" });
        Assert.Equal("SerializationException", refused.Headers["x-amzn-errortype"]);
    }

    [Fact]
    public async Task Blobs_must_be_base64()
    {
        var refused = await _root.KmsAsync("Decrypt", """{"CiphertextBlob":"not base64!"}""");
        Assert.Equal("SerializationException", refused.Headers["x-amzn-errortype"]);
    }

    [Fact]
    public async Task An_unknown_operation_or_method_is_refused()
    {
        (await _root.KmsAsync("Nonsense", "{}")).IsRefused("UnknownOperationException", null);
        (await SendAsync("{}", request => request with { Target = "SomeService.ListKeys" })).IsRefused("UnknownOperationException", null);
        (await SendAsync("{}", request => request with { Method = "PUT" })).IsRefused("UnknownOperationException", null, 404);
    }

    [Fact]
    public async Task Constraints_are_refused_in_the_words_of_the_service_all_at_once()
    {
        (await _root.KmsAsync("GenerateDataKey", """{"KeySpec":"AES_512","NumberOfBytes":0}""")).IsRefused(
            "ValidationException",
            "3 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; "
            + "Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1; "
            + "Value 'AES_512' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]");
        (await _root.KmsAsync("CreateAlias", """{"AliasName":"alias/sp ace","TargetKeyId":"x"}""")).IsRefused(
            "ValidationException",
            "1 validation error detected: Value 'alias/sp ace' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
    }

    private async Task<string> CreateKeyAsync() =>
        (await _root.CallAsync("CreateKey", new { })).GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;

    private Task<Answer> SendAsync(string json, Func<SignedRequest, SignedRequest> change) => _root.SendAsync(change(SignedRequest.Kms(Demo.Root, "ListKeys", json)));

    public void Dispose() => _root.Dispose();
}
