using System.Text;

namespace Kagimori.Tests.Wire;

public sealed class ProtocolTests
{
    [Fact]
    public async Task Every_answer_carries_its_request_id_and_content_type()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.KmsAsync("root", "ListKeys");
        Assert.Equal("application/x-amz-json-1.1", answer.Headers.ContentType);
        Assert.True(Guid.TryParseExact(answer.Headers["x-amzn-RequestId"].ToString(), "D", out _));
        var refused = await service.KmsAsync("root", "DescribeKey", new { KeyId = "x" });
        Assert.Equal("NotFoundException", refused.Headers["x-amzn-errortype"]);
        Assert.NotEqual(answer.Headers["x-amzn-RequestId"].ToString(), refused.Headers["x-amzn-RequestId"].ToString());
        Assert.Equal(answer.Headers["x-amzn-RequestId"].ToString(), service.AuditRecords()[0]["requestID"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "ListKeys", """{"Limit":5,"FromTheFuture":{"a":[1,2,{"b":null}]}}""")).Succeeded();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task An_absent_body_is_an_empty_request(string body)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "ListKeys", body)).Succeeded();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"Limit\":\"5\"}")]
    [InlineData("{\"Limit\":1,\"Limit\":2}")]
    [InlineData("{\"Limit\":1}x")]
    [InlineData("{\"Limit\":99999999999}")]
    public async Task A_body_that_cannot_be_read_is_a_serialization_error(string body)
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.KmsAsync("root", "ListKeys", body);
        Assert.Equal((400, "SerializationException"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Secrets_in_an_unreadable_body_are_not_echoed()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.KmsAsync("root", "Encrypt", """{"KeyId":"k","Plaintext":"not base64 topsecret"}""");
        Assert.Equal("SerializationException", answer.Code);
        Assert.DoesNotContain("topsecret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_operations_and_methods_are_refused()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "MakeCoffee")).Refused("UnknownOperationException", null);
        var identity = TestService.Identity("root", TestService.Region, "kms");
        Assert.Equal(400, (await service.SendAsync(identity, "POST", [], headers => headers["X-Amz-Target"] = "Other.ListKeys")).Status);
        Assert.Equal("UnknownOperationException", (await service.SendAsync(identity, "PUT", [], headers => headers["X-Amz-Target"] = "TrentService.ListKeys")).Code);
        var unknown = await service.QueryAsync("root", "sts", "MakeCoffee");
        unknown.RefusedXml(400, "InvalidAction", "Could not find operation MakeCoffee for version 2011-06-15");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_as_too_large()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.KmsAsync("root", "Encrypt", new byte[1024 * 1024 + 1]);
        Assert.Equal((413, "RequestEntityTooLargeException"), (answer.Status, answer.Code));
        Assert.Equal("RequestEntityTooLargeException", service.AuditRecords()[^1]["errorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unsigned_request_is_refused_and_audited_without_its_words()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.SendAsync(null, "POST", "{\"KeyId\":\"k\"}"u8.ToArray(), headers => headers["X-Amz-Target"] = "TrentService.DescribeKey");
        answer.Refused("MissingAuthenticationTokenException", "Missing Authentication Token");
        var record = service.AuditRecords().Single();
        Assert.Equal(("DescribeKey", "MissingAuthenticationTokenException"), (record["eventName"]!.GetValue<string>(), record["errorCode"]!.GetValue<string>()));
        Assert.Null(record["requestParameters"]);
    }

    [Fact]
    public async Task Query_answers_are_XML_in_the_services_namespace()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.QueryAsync("root", "sts", "GetCallerIdentity");
        Assert.Equal("text/xml", answer.Headers.ContentType);
        Assert.StartsWith("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><UserId>123456789012</UserId>", answer.Text, StringComparison.Ordinal);
        Assert.Equal(answer.Headers["x-amzn-RequestId"].ToString(), answer.Xml("RequestId"));
    }

    [Fact]
    public async Task A_Query_request_may_come_by_GET()
    {
        await using var service = await TestService.StartAsync();
        var identity = TestService.Identity("root", "us-east-1", "sts");
        var answer = await service.SendAsync(identity, "GET", [], _ => { }, "/?Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal("arn:aws:iam::123456789012:root", answer.Xml("Arn"));
    }

    [Fact]
    public async Task What_XML_cannot_carry_is_replaced_in_an_error()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.QueryAsync("root", "sts", "Make\u0001Coffee\uD800");
        Assert.Equal("InvalidAction", answer.Xml("Code"));
    }

    [Fact]
    public async Task Requests_are_audited_with_their_parameters_and_without_their_secrets()
    {
        await using var service = await TestService.StartAsync();
        var plaintext = Convert.ToBase64String(Encoding.UTF8.GetBytes("top secret plaintext"));
        await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = plaintext, EncryptionContext = new { a = "b" } });
        var record = service.AuditRecords().Single();
        Assert.Equal($$$"""{"keyId":"{{{TestService.KeyId}}}","encryptionContext":{"a":"b"}}""", record["requestParameters"]!.ToJsonString());
        Assert.Null(record["responseElements"]);
        Assert.Equal("Root", record["userIdentity"]!["type"]!.GetValue<string>());
        Assert.Equal(("kms.amazonaws.com", "Encrypt", TestService.Region, "127.0.0.1", "kagimori-tests"), (record["eventSource"]!.GetValue<string>(),
            record["eventName"]!.GetValue<string>(), record["awsRegion"]!.GetValue<string>(), record["sourceIPAddress"]!.GetValue<string>(), record["userAgent"]!.GetValue<string>()));
        Assert.Equal(TestService.KeyArn, record["resources"]![0]!["ARN"]!.GetValue<string>());
        Assert.Equal("Enable IAM User Permissions", record["additionalEventData"]!["decisions"]![0]!["statements"]![0]!["sid"]!.GetValue<string>());
        Assert.DoesNotContain(plaintext, record.ToJsonString(), StringComparison.Ordinal);

        await service.KmsAsync("root", "CreateKey", new { Description = "d" });
        var created = service.AuditRecords()[^1];
        Assert.Equal("d", created["responseElements"]!["keyMetadata"]!["description"]!.GetValue<string>());
        Assert.False(created["readOnly"]!.GetValue<bool>());
    }
}
