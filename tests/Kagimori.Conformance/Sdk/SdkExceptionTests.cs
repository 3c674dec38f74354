using System.Net;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace Kagimori.Conformance.Sdk;

/// <summary>Refusals arrive as the exceptions of the AWS SDK for .NET, by type and text.</summary>
public sealed class SdkExceptionTests(DemoServer fixture) : SdkTests(fixture), IClassFixture<DemoServer>
{
    private const string UnknownKey = "1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await RefusedAsync<NotFoundException>(() => Kms.DescribeKeyAsync("fake-key-id"), "Invalid keyId 'fake-key-id'");
        await RefusedAsync<NotFoundException>(() => Kms.DescribeKeyAsync(UnknownKey), $"Key '{ArnOf(UnknownKey)}' does not exist");
        await RefusedAsync<NotFoundException>(() => Kms.DescribeKeyAsync("alias/nowhere"), $"Alias arn:aws:kms:{Demo.Region}:{Demo.Account}:alias/nowhere is not found.");
        await RefusedAsync<NotFoundException>(
            () => Kms.DescribeKeyAsync($"arn:aws:kms:eu-west-1:{Demo.Account}:key/{UnknownKey}"), "Invalid arn eu-west-1");
    }

    [Fact]
    public async Task States_refuse_what_they_do_not_admit()
    {
        var key = await CreateKeyAsync();
        var request = new EncryptRequest { KeyId = key, Plaintext = new MemoryStream([1]) };
        await Kms.DisableKeyAsync(key);
        await RefusedAsync<DisabledException>(() => Kms.EncryptAsync(request), $"{ArnOf(key)} is disabled.");
        await Kms.ScheduleKeyDeletionAsync(key, 7);
        await RefusedAsync<KMSInvalidStateException>(() => Kms.EncryptAsync(request), $"{ArnOf(key)} is pending deletion.");
        await Kms.CancelKeyDeletionAsync(key);
        await RefusedAsync<KMSInvalidStateException>(() => Kms.CancelKeyDeletionAsync(key), $"{ArnOf(key)} is not pending deletion.");
    }

    [Fact]
    public async Task Ciphertexts_that_are_wrong_are_refused_alike()
    {
        var (key, other) = (await CreateKeyAsync(), await CreateKeyAsync());
        var context = new Dictionary<string, string> { ["a"] = "bc" };
        var blob = (await Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream([1, 2, 3]), EncryptionContext = context })).CiphertextBlob.ToArray();
        var tampered = blob.ToArray();
        tampered[^1] ^= 1;
        DecryptRequest[] wrong =
        [
            new() { CiphertextBlob = new MemoryStream(blob) },
            new() { CiphertextBlob = new MemoryStream(blob), EncryptionContext = new() { ["ab"] = "c" } },
            new() { CiphertextBlob = new MemoryStream(blob), EncryptionContext = new() { ["a"] = "bc", ["b"] = "" } },
            new() { CiphertextBlob = new MemoryStream(tampered), EncryptionContext = context },
            new() { CiphertextBlob = new MemoryStream([1, 2, 3]), EncryptionContext = context },
            new() { CiphertextBlob = new MemoryStream(blob[..^1]), EncryptionContext = context, KeyId = key },
        ];
        foreach (var request in wrong) await RefusedAsync<InvalidCiphertextException>(() => Kms.DecryptAsync(request), null);

        const string Incorrect = "The key ID in the request does not identify a CMK that can perform this operation.";
        await RefusedAsync<IncorrectKeyException>(
            () => Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(blob), EncryptionContext = context, KeyId = other }), Incorrect);
        await RefusedAsync<IncorrectKeyException>(() => Kms.ReEncryptAsync(new ReEncryptRequest
        {
            CiphertextBlob = new MemoryStream(blob), SourceEncryptionContext = context, SourceKeyId = other, DestinationKeyId = key,
        }), Incorrect);
    }

    [Fact]
    public async Task Dry_runs_say_that_they_would_have_succeeded()
    {
        var key = await CreateKeyAsync();
        const string WouldHave = "The request would have succeeded, but the DryRun option is set.";
        await RefusedAsync<DryRunOperationException>(() => Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream([1]), DryRun = true }), WouldHave);
        await RefusedAsync<DryRunOperationException>(
            () => Kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key, KeySpec = DataKeySpec.AES_256, DryRun = true }), WouldHave);
        await Kms.DisableKeyAsync(key);
        await RefusedAsync<DisabledException>(
            () => Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream([1]), DryRun = true }), $"{ArnOf(key)} is disabled.");
    }

    [Fact]
    public async Task Tags_have_their_rules()
    {
        var key = await CreateKeyAsync();
        await RefusedAsync<TagException>(() => TagAsync("a", "a"), "Duplicate tag keys");
        await RefusedAsync<TagException>(() => TagAsync("AWS:a"), "Tags beginning with aws: are reserved");
        await RefusedAsync<TagException>(() => TagAsync([.. Enumerable.Range(0, 51).Select(i => $"k{i}")]), "Too many tags");
        Assert.Empty((await Kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = key })).Tags ?? []);
        await RefusedAsync<TagException>(
            () => Kms.CreateKeyAsync(new CreateKeyRequest { Tags = [new() { TagKey = "a", TagValue = "" }, new() { TagKey = "a", TagValue = "" }] }), "Duplicate tag keys");

        Task TagAsync(params string[] keys) => Kms.TagResourceAsync(
            new TagResourceRequest { KeyId = key, Tags = [.. keys.Select(name => new Tag { TagKey = name, TagValue = "v" })] });
    }

    [Fact]
    public async Task Aliases_have_their_rules()
    {
        var key = await CreateKeyAsync();
        await Kms.CreateAliasAsync("alias/taken", key);
        await RefusedAsync<AlreadyExistsException>(
            () => Kms.CreateAliasAsync("alias/taken", key), $"An alias with the name arn:aws:kms:{Demo.Region}:{Demo.Account}:alias/taken already exists");
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => Kms.CreateAliasAsync("taken", key),
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html", "ValidationException");
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => Kms.CreateAliasAsync("alias/aws/mine", key), "Aliases beginning with alias/aws/ are reserved for AWS managed keys.", "NotAuthorizedException");
        for (var i = 1; i < 50; i++) await Kms.CreateAliasAsync($"alias/taken{i}", key);
        await RefusedAsync<LimitExceededException>(() => Kms.CreateAliasAsync("alias/one-too-many", key), null, anyText: true);
    }

    [Fact]
    public async Task Policies_that_are_malformed_or_lock_out_are_refused()
    {
        var key = await CreateKeyAsync();
        await RefusedAsync<MalformedPolicyDocumentException>(() => PutAsync("{}"), null, anyText: true);
        const string NoOne = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/nobody"},"Action":"kms:*","Resource":"*"}}""";
        await RefusedAsync<MalformedPolicyDocumentException>(
            () => PutAsync(NoOne), "Policy contains a statement with one or more invalid principals.");
        await RefusedAsync<NotFoundException>(() => Kms.GetKeyPolicyAsync(key, "other"), "No such policy exists");

        Task PutAsync(string policy) => Kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = key, Policy = policy });
    }

    [Fact]
    public async Task Markers_specs_and_sizes()
    {
        var key = await CreateKeyAsync();
        await RefusedAsync<InvalidMarkerException>(() => Kms.ListKeysAsync(new ListKeysRequest { Marker = "not-ours" }), null);
        await RefusedAsync<InvalidMarkerException>(() => Kms.ListAliasesAsync(new ListAliasesRequest { Marker = "not-ours" }), null);
        await RefusedAsync<CustomKeyStoreNotFoundException>(() => Kms.CreateKeyAsync(new CreateKeyRequest { CustomKeyStoreId = "cks-1234567890abcdef0", Origin = OriginType.AWS_CLOUDHSM }), null, anyText: true);
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream(new byte[4097]) }),
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096", "ValidationException");
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => Kms.GenerateRandomAsync(1025),
            "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024", "ValidationException");
    }

    [Fact]
    public async Task Users_without_permission_are_denied()
    {
        using var user = KmsOf(Demo.User1);
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => user.ListKeysAsync(new()),
            $"User: {Demo.UserArn(Demo.User1)} is not authorized to perform: kms:ListKeys on resource: * because no identity-based policy allows the kms:ListKeys action",
            "AccessDeniedException");
        using var stranger = KmsOf(new Identity("stranger", "AKIASTRANGERSTRANGER", "secret"));
        await RefusedAsync<AmazonKeyManagementServiceException>(
            () => stranger.ListKeysAsync(new()), "The security token included in the request is invalid.", "UnrecognizedClientException");
    }

    // The SDK makes up a text where AWS sends none; a null message stands for that.
    private static async Task RefusedAsync<T>(Func<Task> call, string? message, string? code = null, bool anyText = false)
        where T : AmazonKeyManagementServiceException
    {
        var refused = await Assert.ThrowsAsync<T>(call);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code ?? typeof(T).Name, refused.ErrorCode);
        Assert.True(Guid.TryParse(refused.RequestId, out _), refused.RequestId);
        if (message is not null) Assert.Equal(message, refused.Message);
        else if (!anyText) Assert.Contains($"HTTP Body: {{\"__type\":\"{refused.ErrorCode}\"}}", refused.Message);
    }
}
