using System.Text;
using System.Text.Json;

namespace Kagimori.Conformance.Cli;

/// <summary>Every operation of KMS with the real aws CLI.</summary>
public sealed class KmsCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly KagimoriServer _server = fixture.Server;
    private readonly AwsCli _cli = fixture.Server.CliOf(Demo.Root);

    [Fact]
    public async Task The_life_of_a_key()
    {
        var created = (await KmsAsync("create-key", "--description", "a key", "--tags", "TagKey=team,TagValue=blue")).GetProperty("KeyMetadata");
        var id = created.GetProperty("KeyId").GetString()!;
        var arn = created.GetProperty("Arn").GetString()!;
        Assert.Equal($"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/{id}", arn);
        var expected = new Dictionary<string, string>
        {
            ["AWSAccountId"] = Demo.Account, ["Enabled"] = "True", ["Description"] = "a key", ["KeyUsage"] = "ENCRYPT_DECRYPT", ["KeyState"] = "Enabled",
            ["Origin"] = "AWS_KMS", ["KeyManager"] = "CUSTOMER", ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT", ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["MultiRegion"] = "False",
        };
        foreach (var (name, value) in expected) Assert.Equal(value, created.GetProperty(name).ToString());
        Assert.Equal("SYMMETRIC_DEFAULT", Assert.Single(created.GetProperty("EncryptionAlgorithms").EnumerateArray()).GetString());
        Assert.Contains(id, (await KmsAsync("list-keys")).GetProperty("Keys").EnumerateArray().Select(key => key.GetProperty("KeyId").GetString()));

        await _cli.RunAsync("kms", "update-key-description", "--key-id", id, "--description", "another text");
        await _cli.RunAsync("kms", "disable-key", "--key-id", arn);
        var disabled = await DescribeAsync(id);
        Assert.Equal("another text", disabled.GetProperty("Description").GetString());
        Assert.Equal("Disabled", disabled.GetProperty("KeyState").GetString());
        Assert.Equal($"An error occurred (DisabledException) when calling the GenerateDataKey operation: {arn} is disabled.",
            await _cli.RefusedAsync("kms", "generate-data-key", "--key-id", id, "--key-spec", "AES_128"));
        await _cli.RunAsync("kms", "enable-key", "--key-id", id);

        var scheduled = await KmsAsync("schedule-key-deletion", "--key-id", id, "--pending-window-in-days", "7");
        Assert.Equal("PendingDeletion", scheduled.GetProperty("KeyState").GetString());
        Assert.Equal(7, scheduled.GetProperty("PendingWindowInDays").GetInt32());
        Assert.Equal(arn, scheduled.GetProperty("KeyId").GetString());
        Assert.Equal($"An error occurred (KMSInvalidStateException) when calling the EnableKey operation: {arn} is pending deletion.",
            await _cli.RefusedAsync("kms", "enable-key", "--key-id", id));
        Assert.Equal(arn, (await KmsAsync("cancel-key-deletion", "--key-id", id)).GetProperty("KeyId").GetString());
        Assert.Equal("Disabled", (await DescribeAsync(id)).GetProperty("KeyState").GetString());
    }

    [Fact]
    public async Task Data_and_data_keys_go_there_and_back()
    {
        var key = await CreateAsync();
        var plaintext = _server.Files.Write("plaintext", "秘密 of the CLI"u8.ToArray());
        var encrypted = await KmsAsync("encrypt", "--key-id", key, "--plaintext", $"fileb://{plaintext}", "--encryption-context", "purpose=test,owner=me");
        Assert.StartsWith("AQICAH", encrypted.GetProperty("CiphertextBlob").GetString());
        Assert.Equal("SYMMETRIC_DEFAULT", encrypted.GetProperty("EncryptionAlgorithm").GetString());
        var blob = _server.Files.Write("blob", encrypted.GetProperty("CiphertextBlob").GetBytesFromBase64());

        var decrypted = await KmsAsync("decrypt", "--ciphertext-blob", $"fileb://{blob}", "--encryption-context", "owner=me,purpose=test");
        Assert.Equal("秘密 of the CLI", Encoding.UTF8.GetString(decrypted.GetProperty("Plaintext").GetBytesFromBase64()));
        Assert.EndsWith($"key/{key}", decrypted.GetProperty("KeyId").GetString());
        Assert.Equal("An error occurred (InvalidCiphertextException) when calling the Decrypt operation:",
            (await _cli.RefusedAsync("kms", "decrypt", "--ciphertext-blob", $"fileb://{blob}", "--encryption-context", "purpose=other")).Replace(" None", "").TrimEnd());

        var other = await CreateAsync();
        var again = await KmsAsync("re-encrypt", "--ciphertext-blob", $"fileb://{blob}", "--source-encryption-context", "purpose=test,owner=me", "--destination-key-id", other);
        Assert.EndsWith($"key/{key}", again.GetProperty("SourceKeyId").GetString());
        Assert.EndsWith($"key/{other}", again.GetProperty("KeyId").GetString());
        var moved = _server.Files.Write("moved", again.GetProperty("CiphertextBlob").GetBytesFromBase64());
        var opened = await KmsAsync("decrypt", "--ciphertext-blob", $"fileb://{moved}", "--key-id", other);
        Assert.Equal(decrypted.GetProperty("Plaintext").GetString(), opened.GetProperty("Plaintext").GetString());
        Assert.Equal(
            "An error occurred (IncorrectKeyException) when calling the Decrypt operation: The key ID in the request does not identify a CMK that can perform this operation.",
            await _cli.RefusedAsync("kms", "decrypt", "--ciphertext-blob", $"fileb://{moved}", "--key-id", key));

        var sealedKey = await KmsAsync("generate-data-key-without-plaintext", "--key-id", key, "--number-of-bytes", "24");
        Assert.False(sealedKey.TryGetProperty("Plaintext", out _));
        var dataKey = _server.Files.Write("datakey", sealedKey.GetProperty("CiphertextBlob").GetBytesFromBase64());
        Assert.Equal(24, (await KmsAsync("decrypt", "--ciphertext-blob", $"fileb://{dataKey}")).GetProperty("Plaintext").GetBytesFromBase64().Length);
        Assert.Equal(33, (await KmsAsync("generate-random", "--number-of-bytes", "33")).GetProperty("Plaintext").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task Key_policies_are_read_and_written()
    {
        var key = await CreateAsync();
        Assert.Equal(["default"], (await KmsAsync("list-key-policies", "--key-id", key)).GetProperty("PolicyNames").EnumerateArray().Select(name => name.GetString()));
        var policy = JsonDocument.Parse((await KmsAsync("get-key-policy", "--key-id", key, "--policy-name", "default")).GetProperty("Policy").GetString()!).RootElement;
        Assert.Equal("Enable IAM User Permissions", policy.GetProperty("Statement")[0].GetProperty("Sid").GetString());

        var locked = _server.Files.Write("locked.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:Decrypt","Resource":"*"}}""");
        Assert.Equal(
            "An error occurred (MalformedPolicyDocumentException) when calling the PutKeyPolicy operation: "
            + "The new key policy will not allow you to update the key policy in the future.",
            await _cli.RefusedAsync("kms", "put-key-policy", "--key-id", key, "--policy-name", "default", "--policy", $"file://{locked}"));
        await _cli.RunAsync("kms", "put-key-policy", "--key-id", key, "--policy-name", "default", "--policy", $"file://{locked}", "--bypass-policy-lockout-safety-check");
        Assert.Contains("AccessDeniedException", await _cli.RefusedAsync("kms", "get-key-policy", "--key-id", key, "--policy-name", "default"));
    }

    [Fact]
    public async Task Aliases_and_tags()
    {
        var first = await CreateAsync();
        var second = await CreateAsync();
        await _cli.RunAsync("kms", "create-alias", "--alias-name", "alias/cli", "--target-key-id", first);
        var aliasArn = $"arn:aws:kms:{Demo.Region}:{Demo.Account}:alias/cli";
        Assert.Equal($"An error occurred (AlreadyExistsException) when calling the CreateAlias operation: An alias with the name {aliasArn} already exists",
            await _cli.RefusedAsync("kms", "create-alias", "--alias-name", "alias/cli", "--target-key-id", second));
        await _cli.RunAsync("kms", "update-alias", "--alias-name", "alias/cli", "--target-key-id", second);
        var alias = Assert.Single((await KmsAsync("list-aliases", "--key-id", second)).GetProperty("Aliases").EnumerateArray());
        Assert.Equal(("alias/cli", aliasArn, second), (Text(alias, "AliasName"), Text(alias, "AliasArn"), Text(alias, "TargetKeyId")));
        Assert.Equal(second, (await DescribeAsync("alias/cli")).GetProperty("KeyId").GetString());
        await _cli.RunAsync("kms", "delete-alias", "--alias-name", "alias/cli");
        Assert.Equal($"An error occurred (NotFoundException) when calling the DescribeKey operation: Alias {aliasArn} is not found.",
            await _cli.RefusedAsync("kms", "describe-key", "--key-id", "alias/cli"));

        await _cli.RunAsync("kms", "tag-resource", "--key-id", first, "--tags", "TagKey=a,TagValue=1", "TagKey=b,TagValue=2");
        await _cli.RunAsync("kms", "untag-resource", "--key-id", first, "--tag-keys", "a");
        var tags = await KmsAsync("list-resource-tags", "--key-id", first);
        var tag = Assert.Single(tags.GetProperty("Tags").EnumerateArray());
        Assert.Equal(("b", "2"), (Text(tag, "TagKey"), Text(tag, "TagValue")));
    }

    private async Task<JsonElement> KmsAsync(params string[] arguments) => (await _cli.RunAsync(["kms", .. arguments])).Json;

    private async Task<string> CreateAsync() => (await KmsAsync("create-key")).GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;

    private async Task<JsonElement> DescribeAsync(string key) => (await KmsAsync("describe-key", "--key-id", key)).GetProperty("KeyMetadata");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
