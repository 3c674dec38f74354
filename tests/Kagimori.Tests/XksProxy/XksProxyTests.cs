using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kagimori.Tests.XksProxy;

/// <summary>This service as an external key store proxy, by the published API: what it answers.</summary>
public sealed class XksProxyTests
{
    private static readonly byte[] Plaintext = "Hello World!"u8.ToArray();
    private static readonly byte[] Associated = "project=nile,department=marketing"u8.ToArray();

    [Fact]
    public async Task GetHealthStatus_needs_no_permission_and_names_the_proxy()
    {
        await using var proxy = await ProxyCaller.StartAsync(userPolicy: null);
        var answer = (await proxy.CallAsync("health", new { requestMetadata = new { kmsRequestId = "1", kmsOperation = "ConnectCustomKeyStore" } })).Succeeded();
        Assert.Equal("application/json", answer.Headers.ContentType.ToString());
        Assert.Equal((1, "Kagimori", "Kagimori"), (answer.Json["xksProxyFleetSize"]!.GetValue<int>(), answer["xksProxyVendor"], answer["ekmVendor"]));
        Assert.StartsWith("Kagimori ", answer["xksProxyModel"], StringComparison.Ordinal);
        var manager = Assert.Single(answer.Json["ekmFleetDetails"]!.AsArray())!;
        Assert.Equal("ACTIVE", manager["healthStatus"]!.GetValue<string>());
        Assert.Equal(["id", "model", "healthStatus"], manager.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task GetKeyMetadata_describes_the_key_behind_the_external_key_id()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var path = $"keys/{ProxyCaller.KeyName}/metadata";
        Assert.Equal("""{"keySpec":"AES_256","keyUsage":["ENCRYPT","DECRYPT"],"keyStatus":"ENABLED"}""", (await proxy.CallAsync(path)).Succeeded().Text);
        (await proxy.Service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        Assert.Equal("DISABLED", (await proxy.CallAsync(path))["keyStatus"]);
        Assert.Equal("""{"keySpec":"HMAC_256","keyUsage":["GENERATE_VERIFY_MAC"],"keyStatus":"ENABLED"}""",
            (await proxy.CallAsync($"keys/{ProxyCaller.MacKeyName}/metadata")).Text);
    }

    [Fact]
    public async Task What_is_encrypted_decrypts_with_the_same_associated_data_alone()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var encrypted = (await proxy.EncryptAsync(Plaintext, Associated)).Succeeded();
        Assert.Equal(["ciphertext", "ciphertextMetadata", "initializationVector", "authenticationTag"], encrypted.Json.Select(member => member.Key));
        Assert.Equal((12, 20, 12, 16), (encrypted.Blob("ciphertext").Length, encrypted.Blob("ciphertextMetadata").Length,
            encrypted.Blob("initializationVector").Length, encrypted.Blob("authenticationTag").Length));
        Assert.Equal(Plaintext, (await proxy.DecryptAsync(encrypted, Associated)).Succeeded().Blob("plaintext"));
        IsRefused(await proxy.DecryptAsync(encrypted, "project=nile"u8.ToArray()), 400, "InvalidCiphertextException");
        IsRefused(await proxy.DecryptAsync(encrypted), 400, "InvalidCiphertextException");
    }

    [Fact]
    public async Task The_integrity_value_is_computed_over_the_parts_in_their_order()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var encrypted = (await proxy.EncryptAsync(Plaintext, Associated, "SHA_256")).Succeeded();
        byte[] all =
        [
            .. Associated, .. encrypted.Blob("ciphertextMetadata"), .. encrypted.Blob("initializationVector"),
            .. encrypted.Blob("ciphertext"), .. encrypted.Blob("authenticationTag"),
        ];
        Assert.Equal(SHA256.HashData(all), encrypted.Blob("ciphertextDataIntegrityValue"));
    }

    [Theory]
    [InlineData(4300, 8192, 200)]
    [InlineData(8192, 0, 200)]
    [InlineData(8193, 0, 501)]
    [InlineData(1, 8193, 501)]
    public async Task What_is_too_large_is_not_supported(int plaintext, int associated, int status)
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var answer = await proxy.EncryptAsync(new byte[plaintext], new byte[associated], "SHA_256");
        if (status == 200) Assert.Equal(new byte[plaintext], (await proxy.DecryptAsync(answer.Succeeded(), new byte[associated])).Succeeded().Blob("plaintext"));
        else IsRefused(answer, status, "UnsupportedOperationException");
    }

    [Fact]
    public async Task Each_part_of_a_ciphertext_is_needed_as_it_was()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var encrypted = (await proxy.EncryptAsync(Plaintext)).Json;
        foreach (var (part, _) in encrypted)
        {
            var changed = encrypted.DeepClone().AsObject();
            var bytes = Convert.FromBase64String(changed[part]!.GetValue<string>());
            bytes[^1] ^= 1;
            changed[part] = Convert.ToBase64String(bytes);
            IsRefused(await proxy.DecryptAsync(changed), 400, "InvalidCiphertextException");
            changed[part] = Convert.ToBase64String([.. bytes, 0]);
            IsRefused(await proxy.DecryptAsync(changed), 400, "InvalidCiphertextException");
            changed.Remove(part);
            IsRefused(await proxy.DecryptAsync(changed), 400, part == "ciphertextMetadata" ? "InvalidCiphertextException" : "ValidationException");
        }
    }

    [Fact]
    public async Task What_was_encrypted_before_a_rotation_still_decrypts()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var before = await proxy.EncryptAsync(Plaintext);
        (await proxy.Service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Succeeded();
        proxy.Service.Clock.Advance(TimeSpan.FromMinutes(5));
        await new Kagimori.Keys.Scheduler(proxy.Service.Engine).RunDueAsync(TestContext.Current.CancellationToken);
        var after = await proxy.EncryptAsync(Plaintext);
        Assert.NotEqual(before.Blob("ciphertextMetadata")[..8], after.Blob("ciphertextMetadata")[..8]);
        foreach (var encrypted in new[] { before, after }) Assert.Equal(Plaintext, (await proxy.DecryptAsync(encrypted)).Succeeded().Blob("plaintext"));
    }

    [Fact]
    public async Task A_disabled_key_and_a_key_of_another_use_are_refused()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var encrypted = await proxy.EncryptAsync(Plaintext);
        (await proxy.Service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        IsRefused(await proxy.EncryptAsync(Plaintext), 400, "InvalidStateException");
        IsRefused(await proxy.DecryptAsync(encrypted), 400, "InvalidStateException");
        IsRefused(await proxy.CallAsync($"keys/{ProxyCaller.MacKeyName}/encrypt", new { plaintext = Plaintext, encryptionAlgorithm = "AES_GCM" }), 400, "InvalidKeyUsageException");
    }

    [Theory]
    [InlineData("keys/nowhere/encrypt")] // not in the configuration
    [InlineData("keys/gone/encrypt")]    // in the configuration, not in the store
    public async Task A_key_that_is_not_there_is_not_found(string path)
    {
        await using var proxy = await ProxyCaller.StartAsync();
        IsRefused(await proxy.CallAsync(path, new { plaintext = Plaintext, encryptionAlgorithm = "AES_GCM" }), 404, "KeyNotFoundException");
    }

    [Theory]
    [InlineData("healthy", "/team-a")]
    [InlineData("health/", "/team-a")]
    [InlineData("health?a=b", "/team-a")]
    [InlineData("health", "/team-b")]
    [InlineData("keys/a/sign", "/team-a")]
    [InlineData("keys//encrypt", "/team-a")]
    [InlineData("keys/encrypt", "/team-a")]
    [InlineData("key/a/encrypt", "/team-a")]
    public async Task Another_path_is_not_valid(string path, string prefix)
    {
        await using var proxy = await ProxyCaller.StartAsync();
        IsRefused(await proxy.CallAsync(path, prefix: prefix), 404, "InvalidUriPathException");
    }

    [Fact]
    public async Task Only_POST_is_answered()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        foreach (var method in new[] { "GET", "PUT" }) IsRefused(await proxy.CallAsync("health", method: method), 405, "UnsupportedOperationException");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"requestMetadata":null}""")]
    [InlineData("""{"requestMetadata":{"awsPrincipalArn":"a","kmsKeyArn":"k","kmsOperation":"Encrypt"},"plaintext":"AAAA","encryptionAlgorithm":"AES_GCM"}""")]
    [InlineData("""{"requestMetadata":{"awsPrincipalArn":"a","kmsOperation":"Encrypt","kmsRequestId":"1"},"plaintext":"AAAA","encryptionAlgorithm":"AES_GCM"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"AAAA"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"AAAA","encryptionAlgorithm":"AES_CBC"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"","encryptionAlgorithm":"AES_GCM"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"not base64","encryptionAlgorithm":"AES_GCM"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"AAAA","plaintext":"AAAA","encryptionAlgorithm":"AES_GCM"}""")]
    [InlineData("""{"requestMetadata":METADATA,"plaintext":"AAAA","encryptionAlgorithm":"AES_GCM","ciphertextDataIntegrityValueAlgorithm":"MD5"}""")]
    public async Task A_request_that_is_not_valid_is_told_so(string body)
    {
        await using var proxy = await ProxyCaller.StartAsync();
        const string metadata = """{"awsPrincipalArn":"a","kmsKeyArn":"k","kmsOperation":"Encrypt","kmsRequestId":"1"}""";
        var answer = await proxy.SendAsync($"keys/{ProxyCaller.KeyName}/encrypt", Encoding.UTF8.GetBytes(body.Replace("METADATA", metadata, StringComparison.Ordinal)));
        IsRefused(answer, 400, "ValidationException");
    }

    [Fact]
    public async Task An_operation_that_no_KMS_has_yet_is_served()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        var metadata = new { awsPrincipalArn = "a", kmsKeyArn = new string('k', 2048), kmsOperation = "BulkEncrypt", kmsRequestId = "not a UUID" };
        (await proxy.CallAsync($"keys/{ProxyCaller.KeyName}/encrypt", new { requestMetadata = metadata, plaintext = Plaintext, encryptionAlgorithm = "AES_GCM" })).Succeeded();
    }

    [Fact]
    public async Task Without_a_configuration_there_is_no_proxy()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.SendAsync(null, "POST", "{}"u8.ToArray(), _ => { }, "/team-a/kms/xks/v1/health");
        answer.Refused("UnknownOperationException", null);
    }

    /// <summary>A path of the proxy answers in the proxy's way, any other path as before.</summary>
    [Fact]
    public async Task The_API_of_KMS_is_served_beside_the_proxy()
    {
        await using var proxy = await ProxyCaller.StartAsync();
        (await proxy.Service.KmsAsync("root", "DescribeKey", new { TestService.KeyId })).Succeeded();
    }

    internal static void IsRefused(TestAnswer answer, int status, string name)
    {
        Assert.Equal((status, name), (answer.Status, answer.Json["errorName"]?.GetValue<string>()));
        Assert.Equal(["errorName", "errorMessage"], answer.Json.Select(member => member.Key));
        var message = answer["errorMessage"];
        Assert.InRange(message.Length, 1, 511);
        Assert.All(message, letter => Assert.InRange(letter, ' ', '~'));
    }
}
