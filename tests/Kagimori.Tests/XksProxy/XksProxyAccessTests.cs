using System.Text.Json.Nodes;
using Kagimori.Tests.Authentication;

namespace Kagimori.Tests.XksProxy;

/// <summary>Who may call the proxy, who may do what through it, and what is recorded.</summary>
public sealed class XksProxyAccessTests
{
    private static readonly byte[] Plaintext = "Hello World!"u8.ToArray();

    [Fact]
    public async Task Whoever_does_not_sign_with_the_configured_credential_is_not_authenticated()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var right = proxy.Identity;
        SigningIdentity[] wrong =
        [
            right with { Secret = ProxyCaller.Secret.Replace('a', 'b') },
            right with { AccessKeyId = "AXKSNOBODYNOBODYNOBO" },
            right with { AccessKeyId = "AXKSOTHEROTHEROTHERO" },                       // of another key store
            right with { AccessKeyId = "external", Secret = "external-secret" },       // the IAM access key of the same user
            right with { Region = "eu-west-1" },
            right with { Service = "kms" },
        ];
        foreach (var identity in wrong)
        {
            proxy.Identity = identity;
            XksProxyTests.IsRefused(await proxy.EncryptAsync(Plaintext), 401, "AuthenticationFailedException");
            XksProxyTests.IsRefused(await proxy.CallAsync("health"), 401, "AuthenticationFailedException");
        }
        proxy.Identity = right;
        (await proxy.EncryptAsync(Plaintext)).Succeeded();
        var unsigned = await proxy.Service.SendAsync(null, "POST", "{}"u8.ToArray(), _ => { }, $"{ProxyCaller.Prefix}/kms/xks/v1/health");
        XksProxyTests.IsRefused(unsigned, 401, "AuthenticationFailedException");
    }

    [Fact]
    public async Task The_proxys_credential_opens_nothing_but_the_proxy()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var identity = proxy.Identity with { Service = "kms", Region = TestService.Region };
        var answer = await proxy.Service.SendAsync(identity, "POST", "{}"u8.ToArray(), headers => headers["X-Amz-Target"] = "TrentService.ListKeys");
        answer.Refused("UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    [Theory]
    [InlineData("kms:Encrypt", "encrypt")]
    [InlineData("kms:Decrypt", "decrypt")]
    [InlineData("kms:DescribeKey", "metadata")]
    public async Task Each_operation_needs_the_users_permission_for_the_KMS_action_of_its_meaning(string action, string allowed)
    {
        await using var proxy = await ProxyCaller.StartAsync(TestService.Allow(action, TestService.KeyArn));
        var encrypted = await proxy.EncryptAsync(Plaintext);
        var all = new Dictionary<string, TestAnswer>
        {
            ["encrypt"] = encrypted, ["metadata"] = await proxy.CallAsync($"keys/{ProxyCaller.KeyName}/metadata"),
            ["decrypt"] = await proxy.DecryptAsync(new JsonObject
            {
                ["ciphertext"] = "AAAA", ["initializationVector"] = "AAAAAAAAAAAAAAAA", ["authenticationTag"] = "AAAAAAAAAAAAAAAAAAAAAA==",
            }),
        };
        foreach (var (operation, answer) in all)
        {
            if (operation != allowed) XksProxyTests.IsRefused(answer, 403, "AccessDeniedException");
            else if (operation == "decrypt") XksProxyTests.IsRefused(answer, 400, "InvalidCiphertextException");
            else answer.Succeeded();
        }
    }

    [Fact]
    public async Task What_is_decided_and_done_is_in_the_audit_trail_and_the_plaintext_is_not()
    {
        await using var proxy = await ProxyCaller.StartAsync(TestService.Allow("kms:Encrypt"));
        var encrypted = (await proxy.EncryptAsync(Plaintext, [1, 2, 3])).Succeeded();
        await proxy.DecryptAsync(encrypted);
        proxy.Identity = proxy.Identity with { Secret = ProxyCaller.Secret.Replace('a', 'b') };
        await proxy.EncryptAsync(Plaintext);
        var records = proxy.Service.AuditRecords();

        var made = records[^3];
        Assert.Equal(("kms-xks-proxy.amazonaws.com", "Encrypt"), (Text(made, "eventSource"), Text(made, "eventName")));
        Assert.Equal((ProxyCaller.UserArn, ProxyCaller.AccessKeyId), (Text(made["userIdentity"]!, "arn"), Text(made["userIdentity"]!, "accessKeyId")));
        Assert.Equal(TestService.KeyArn, Text(made["resources"]![0]!, "ARN"));
        var parameters = made["requestParameters"]!;
        Assert.Equal((ProxyCaller.KeyName, "AES_GCM"), (Text(parameters, "externalKeyId"), Text(parameters, "encryptionAlgorithm")));
        Assert.Equal("4112f4d6-db54-4af4-ae30-c55a22a8dfae", Text(parameters["requestMetadata"]!, "kmsRequestId"));
        Assert.Equal("Allowed", Text(made["additionalEventData"]!["decisions"]![0]!, "outcome"));
        Assert.DoesNotContain(Convert.ToBase64String(Plaintext), made.ToJsonString(), StringComparison.Ordinal);

        var denied = records[^2];
        Assert.Equal("AccessDeniedException", Text(denied, "errorCode"));
        Assert.Contains($"User: {ProxyCaller.UserArn} is not authorized to perform: kms:Decrypt", Text(denied["additionalEventData"]!, "reason"), StringComparison.Ordinal);
        Assert.NotEmpty(denied["additionalEventData"]!["decisions"]![0]!["explanation"]!.AsArray());

        var unknown = records[^1];
        Assert.Equal("AuthenticationFailedException", Text(unknown, "errorCode"));
        Assert.Null(unknown["requestParameters"]);
    }

    [Fact]
    public async Task Without_its_user_the_credential_is_good_for_nothing()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        (await proxy.EncryptAsync(Plaintext)).Succeeded();
        (await proxy.Service.QueryAsync("root", "iam", "DeleteUserPolicy", ("UserName", "external"), ("PolicyName", "inline"))).Succeeded();
        XksProxyTests.IsRefused(await proxy.EncryptAsync(Plaintext), 403, "AccessDeniedException");
        (await proxy.Service.QueryAsync("root", "iam", "UpdateUser", ("UserName", "external"), ("NewUserName", "renamed"))).Succeeded();
        XksProxyTests.IsRefused(await proxy.CallAsync("health"), 401, "AuthenticationFailedException");
    }

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();
}
