using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Tests.XksProxy;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>The client against the real proxy over TLS, and against proxies that do not keep to the API.</summary>
public sealed class XksClientTests : IDisposable
{
    private static readonly XksRequestMetadata Metadata = new()
    {
        AwsPrincipalArn = "arn:aws:iam::999988887777:user/alice", KmsKeyArn = "arn:aws:kms:eu-central-1:999988887777:key/1", KmsOperation = "Encrypt", KmsRequestId = "1",
    };

    private static readonly byte[] Plaintext = "Hello World!"u8.ToArray();
    private static readonly byte[] Associated = "project=nile"u8.ToArray();
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task The_client_and_the_proxy_understand_each_other()
    {
        await using var caller = await ProxyCaller.StartAsync();
        await using var proxy = await StartAsync(caller);
        Assert.Equal("Kagimori", (await proxy.Client.GetHealthStatusAsync(Metadata)).Value!.XksProxyVendor);
        var key = (await proxy.Client.GetKeyMetadataAsync(ProxyCaller.KeyName, Metadata)).Value!;
        Assert.Equal((XksKeyMetadata.Aes256, XksKeyMetadata.Enabled), (key.KeySpec, key.KeyStatus));
        var encrypted = (await proxy.Client.EncryptAsync(ProxyCaller.KeyName, Metadata, Plaintext, Associated)).Value!;
        Assert.Equal(Plaintext, (await proxy.Client.DecryptAsync(ProxyCaller.KeyName, Metadata, encrypted, Associated)).Value!.Plaintext);
        Assert.Equal(XksFailure.InvalidCiphertext, (await proxy.Client.DecryptAsync(ProxyCaller.KeyName, Metadata, encrypted, [])).Failure);
        Assert.Equal(XksFailure.KeyNotFound, (await proxy.Client.EncryptAsync("nowhere", Metadata, Plaintext, [])).Failure);
        Assert.Equal(XksFailure.InvalidKeyUsage, (await proxy.Client.EncryptAsync(ProxyCaller.MacKeyName, Metadata, Plaintext, [])).Failure);
        (await caller.Service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        Assert.Equal(XksFailure.KeyNotEnabled, (await proxy.Client.EncryptAsync(ProxyCaller.KeyName, Metadata, Plaintext, [])).Failure);
    }

    [Fact]
    public async Task What_a_proxy_refuses_by_its_configuration_is_told_apart()
    {
        await using var caller = await ProxyCaller.StartAsync(userPolicy: null);
        await using var proxy = await StartAsync(caller);
        using var transport = LoopbackProxy.NewTransport(proxy.Address, _certificates.Roots);
        Assert.Equal(XksFailure.AccessDenied, (await proxy.Client.EncryptAsync(ProxyCaller.KeyName, Metadata, Plaintext, [])).Failure);
        var wrongSecret = LoopbackProxy.ClientOf(transport, secret: ProxyCaller.Secret.Replace('a', 'b'));
        Assert.Equal(XksFailure.AuthenticationFailed, (await wrongSecret.GetHealthStatusAsync(Metadata)).Failure);
        var wrongPath = LoopbackProxy.ClientOf(transport, prefix: "/elsewhere");
        Assert.Equal(XksFailure.InvalidUriPath, (await wrongPath.GetHealthStatusAsync(Metadata)).Failure);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"errorName":"InvalidStateException"}""")]
    [InlineData(204, "")]
    [InlineData(302, """{"errorName":"Moved"}""")]
    [InlineData(400, "")]
    [InlineData(400, """{"errorName":null}""")]
    [InlineData(400, """{"errorName":"ValidationException"}""")]
    [InlineData(500, """{"errorName":"NobodyKnowsException"}""")]
    public async Task An_answer_that_is_none_is_an_invalid_response(int status, string body)
    {
        await using var proxy = await LoopbackProxy.StartAsync(_certificates, status, Encoding.UTF8.GetBytes(status == 204 ? "" : body));
        Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure);
        Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.GetKeyMetadataAsync("k", Metadata)).Failure);
        Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.EncryptAsync("k", Metadata, Plaintext, [])).Failure);
    }

    [Theory]
    [InlineData("InvalidStateException", 400)]
    [InlineData("UnsupportedOperationException", 501)]
    [InlineData("DependencyTimeoutException", 503)]
    [InlineData("ThrottlingException", 429)]
    [InlineData("InternalException", 500)]
    public async Task Every_error_of_the_API_is_known(string name, int status)
    {
        await using var proxy = await LoopbackProxy.StartAsync(_certificates, status, Encoding.UTF8.GetBytes($$"""{"errorName":"{{name}}","errorMessage":"no"}"""));
        var failure = (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure;
        Assert.Equal(XksFailures.OfErrorName(name), failure);
        Assert.NotEqual(XksFailure.InvalidResponse, failure);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_not_read_to_its_end()
    {
        // Neither one that says how long it is, nor one that does not.
        foreach (var length in new long?[] { XksTransport.ResponseLimit + 1, null })
        {
            await using var proxy = await LoopbackProxy.StartAsync(async http =>
            {
                http.Response.ContentLength = length;
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', XksTransport.ResponseLimit + 1)), http.RequestAborted);
            }, _certificates.Issue(), _certificates.Roots);
            Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure);
        }
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_an_invalid_response()
    {
        await using var proxy = await LoopbackProxy.StartAsync(async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.Body.WriteAsync("{"u8.ToArray(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        }, _certificates.Issue(), _certificates.Roots);
        Assert.Equal(XksFailure.InvalidResponse, (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure);
    }

    /// <summary>Each part of an Encrypt answer is spoilt in turn, with an integrity value that fits.</summary>
    [Theory]
    [InlineData("ciphertext", 11)]
    [InlineData("ciphertext", 13)]
    [InlineData("initializationVector", 13)]
    [InlineData("authenticationTag", 12)]
    [InlineData("ciphertextMetadata", 21)]
    [InlineData("ciphertextDataIntegrityValue", 32)]
    [InlineData("ciphertextDataIntegrityValue", 0)]
    public async Task An_encryption_with_a_wrong_part_is_an_invalid_response(string part, int size)
    {
        var right = new JsonObject
        {
            ["ciphertext"] = Base64(12), ["ciphertextMetadata"] = Base64(20), ["initializationVector"] = Base64(16), ["authenticationTag"] = Base64(16),
        };
        if (part != "ciphertextDataIntegrityValue") right[part] = Base64(size);
        var value = XksIntegrity.Compute([], Bytes(right, "ciphertextMetadata"), Bytes(right, "initializationVector"), Bytes(right, "ciphertext"), Bytes(right, "authenticationTag"));
        if (part != "ciphertextDataIntegrityValue") right["ciphertextDataIntegrityValue"] = Convert.ToBase64String(value);
        else if (size > 0) right[part] = Base64(size);
        Assert.Equal(XksFailure.InvalidResponse, await EncryptFailureAsync(right));

        // The same answer is taken when that part is right.
        right[part] = Base64(part switch { "ciphertext" => 12, "ciphertextMetadata" => 20, _ => 16 });
        right["ciphertextDataIntegrityValue"] = Convert.ToBase64String(XksIntegrity.Compute(
            [], Bytes(right, "ciphertextMetadata"), Bytes(right, "initializationVector"), Bytes(right, "ciphertext"), Bytes(right, "authenticationTag")));
        Assert.Equal(XksFailure.None, await EncryptFailureAsync(right));
    }

    [Fact]
    public async Task A_plaintext_of_another_length_than_its_ciphertext_is_an_invalid_response()
    {
        var encrypted = new XksEncryptResponse { Ciphertext = new byte[12], InitializationVector = new byte[12], AuthenticationTag = new byte[16] };
        foreach (var (length, expected) in new[] { (11, XksFailure.InvalidResponse), (12, XksFailure.None), (13, XksFailure.InvalidResponse) })
        {
            await using var proxy = await LoopbackProxy.StartAsync(_certificates, 200, JsonSerializer.SerializeToUtf8Bytes(new { plaintext = new byte[length] }));
            Assert.Equal(expected, (await proxy.Client.DecryptAsync("k", Metadata, encrypted, [])).Failure);
        }
    }

    [Theory]
    [InlineData(1, "ACTIVE,DEGRADED", "None")]
    [InlineData(1, "UNAVAILABLE,DEGRADED", "None")]
    [InlineData(1, "UNAVAILABLE,UNAVAILABLE", "AllUnavailable")]
    [InlineData(1, "", "InvalidResponse")]
    [InlineData(1, "WELL", "InvalidResponse")]
    [InlineData(0, "ACTIVE", "InvalidResponse")]
    [InlineData(1, "ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE", "InvalidResponse")]
    public async Task A_proxy_is_healthy_while_one_key_manager_works(int fleet, string statuses, string expected)
    {
        var managers = statuses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(status => new { id = "1", model = "m", healthStatus = status });
        var health = new { xksProxyFleetSize = fleet, xksProxyVendor = "v", xksProxyModel = "m", ekmVendor = "v", ekmFleetDetails = managers };
        await using var proxy = await LoopbackProxy.StartAsync(_certificates, 200, JsonSerializer.SerializeToUtf8Bytes(health));
        Assert.Equal(expected, (await proxy.Client.GetHealthStatusAsync(Metadata)).Failure.ToString());
    }

    public void Dispose() => _certificates.Dispose();

    private Task<LoopbackProxy> StartAsync(ProxyCaller caller) => LoopbackProxy.StartAsync(caller.Service.HandleAsync, _certificates.Issue(), _certificates.Roots);

    private async Task<XksFailure> EncryptFailureAsync(JsonObject answer)
    {
        await using var proxy = await LoopbackProxy.StartAsync(_certificates, 200, Encoding.UTF8.GetBytes(answer.ToJsonString()));
        return (await proxy.Client.EncryptAsync("k", Metadata, Plaintext, [])).Failure;
    }

    private static string Base64(int length) => Convert.ToBase64String(new byte[length]);

    private static byte[] Bytes(JsonObject json, string member) => Convert.FromBase64String(json[member]!.GetValue<string>());
}
