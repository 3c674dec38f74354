using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken.Model;
using Tag = Amazon.KeyManagementService.Model.Tag;

namespace Kagimori.Conformance.Sdk;

/// <summary>Every operation of the catalog through the typed client of the AWS SDK for .NET.</summary>
public sealed class SdkOperationTests(DemoServer fixture) : SdkTests(fixture), IClassFixture<DemoServer>
{
    [Fact]
    public async Task Keys_are_made_described_listed_and_switched_off_and_on()
    {
        var started = DateTime.UtcNow.AddMinutes(-1);
        var created = (await Kms.CreateKeyAsync(new CreateKeyRequest
        {
            Description = "typed", MultiRegion = true, Tags = [new Tag { TagKey = "a", TagValue = "1" }],
        })).KeyMetadata;
        Assert.StartsWith("mrk-", created.KeyId);
        Assert.Equal(ArnOf(created.KeyId), created.Arn);
        Assert.Equal((KeyState.Enabled, KeyUsageType.ENCRYPT_DECRYPT, KeySpec.SYMMETRIC_DEFAULT, OriginType.AWS_KMS, KeyManagerType.CUSTOMER),
            (created.KeyState, created.KeyUsage, created.KeySpec, created.Origin, created.KeyManager));
        Assert.InRange(created.CreationDate!.Value.ToUniversalTime(), started, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal((MultiRegionKeyType.PRIMARY, Demo.Region, created.Arn),
            (created.MultiRegionConfiguration.MultiRegionKeyType, created.MultiRegionConfiguration.PrimaryKey.Region, created.MultiRegionConfiguration.PrimaryKey.Arn));
        Assert.Matches("^[0-9a-f]{64}$", created.CurrentKeyMaterialId);

        await Kms.UpdateKeyDescriptionAsync(new UpdateKeyDescriptionRequest { KeyId = created.KeyId, Description = "" });
        await Kms.DisableKeyAsync(created.Arn);
        var described = (await Kms.DescribeKeyAsync(created.Arn)).KeyMetadata;
        Assert.Equal(("", KeyState.Disabled, false), (described.Description, described.KeyState, described.Enabled));
        await Kms.EnableKeyAsync(created.KeyId);
        Assert.Equal(created.KeyId, (await Kms.DescribeKeyAsync(created.KeyId)).KeyMetadata.KeyId);

        var ids = new List<string>();
        await foreach (var key in Kms.Paginators.ListKeys(new ListKeysRequest { Limit = 1 }).Keys) ids.Add(key.KeyId);
        Assert.Contains(created.KeyId, ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Deletion_is_scheduled_and_cancelled()
    {
        var key = await CreateKeyAsync();
        var scheduled = await Kms.ScheduleKeyDeletionAsync(key, 10);
        Assert.Equal((ArnOf(key), KeyState.PendingDeletion, 10), (scheduled.KeyId, scheduled.KeyState, scheduled.PendingWindowInDays));
        Assert.InRange((scheduled.DeletionDate!.Value.ToUniversalTime() - DateTime.UtcNow).TotalDays, 9.9, 10.1);
        Assert.Equal(ArnOf(key), (await Kms.CancelKeyDeletionAsync(key)).KeyId);
        var described = (await Kms.DescribeKeyAsync(key)).KeyMetadata;
        Assert.Equal((KeyState.Disabled, null), (described.KeyState, described.DeletionDate));
    }

    [Fact]
    public async Task Every_size_of_plaintext_comes_back()
    {
        var key = await CreateKeyAsync();
        var context = new Dictionary<string, string> { ["purpose"] = "サイズ", ["b"] = "" };
        foreach (var size in new[] { 1, 2, 15, 16, 17, 31, 32, 33, 255, 256, 1000, 4095, 4096 })
        {
            var plaintext = new byte[size];
            Random.Shared.NextBytes(plaintext);
            var encrypted = await Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream(plaintext), EncryptionContext = context });
            Assert.Equal((ArnOf(key), EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT), (encrypted.KeyId, encrypted.EncryptionAlgorithm));
            var decrypted = await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = encrypted.CiphertextBlob, EncryptionContext = context });
            Assert.Equal(plaintext, decrypted.Plaintext.ToArray());
            Assert.Equal(ArnOf(key), decrypted.KeyId);
        }
    }

    [Fact]
    public async Task Ciphertexts_move_to_another_key_and_context()
    {
        var (from, to) = (await CreateKeyAsync(), await CreateKeyAsync());
        var before = new Dictionary<string, string> { ["where"] = "before" };
        var after = new Dictionary<string, string> { ["where"] = "after" };
        var generated = await Kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = from, KeySpec = DataKeySpec.AES_128, EncryptionContext = before });
        Assert.Equal(16, generated.Plaintext.Length);
        var moved = await Kms.ReEncryptAsync(new ReEncryptRequest
        {
            CiphertextBlob = generated.CiphertextBlob, SourceEncryptionContext = before, DestinationEncryptionContext = after, DestinationKeyId = to,
        });
        Assert.Equal((ArnOf(from), ArnOf(to)), (moved.SourceKeyId, moved.KeyId));
        Assert.Equal(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT, moved.DestinationEncryptionAlgorithm);
        var opened = await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = moved.CiphertextBlob, EncryptionContext = after });
        Assert.Equal(generated.Plaintext.ToArray(), opened.Plaintext.ToArray());
        var without = await Kms.GenerateDataKeyWithoutPlaintextAsync(new GenerateDataKeyWithoutPlaintextRequest { KeyId = to, NumberOfBytes = 64 });
        Assert.Equal(64, (await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = without.CiphertextBlob })).Plaintext.Length);
        Assert.Equal(1024, (await Kms.GenerateRandomAsync(1024)).Plaintext.Length);
    }

    [Fact]
    public async Task Policies_aliases_and_tags()
    {
        var (key, other) = (await CreateKeyAsync(), await CreateKeyAsync());
        Assert.Equal(["default"], (await Kms.ListKeyPoliciesAsync(new ListKeyPoliciesRequest { KeyId = key })).PolicyNames);
        var policy = (await Kms.GetKeyPolicyAsync(key, "default")).Policy;
        await Kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = key, Policy = policy });
        Assert.Equal(policy, (await Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key })).Policy);

        await Kms.CreateAliasAsync("alias/sdk", key);
        await Kms.UpdateAliasAsync("alias/sdk", other);
        var alias = Assert.Single((await Kms.ListAliasesAsync(new ListAliasesRequest { KeyId = other })).Aliases);
        Assert.Equal(("alias/sdk", other), (alias.AliasName, alias.TargetKeyId));
        Assert.Equal(other, (await Kms.DescribeKeyAsync(alias.AliasArn)).KeyMetadata.KeyId);
        await Kms.DeleteAliasAsync("alias/sdk");

        await Kms.TagResourceAsync(new TagResourceRequest { KeyId = key, Tags = [new() { TagKey = "a", TagValue = "1" }, new() { TagKey = "b", TagValue = "" }] });
        await Kms.UntagResourceAsync(new UntagResourceRequest { KeyId = key, TagKeys = ["a"] });
        var tag = Assert.Single((await Kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = key })).Tags);
        Assert.Equal(("b", ""), (tag.TagKey, tag.TagValue));
    }

    [Fact]
    public async Task A_session_of_a_role_works_until_its_policy_ends_it()
    {
        using var sts = StsOf(Demo.Admin);
        var assumed = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = Demo.RoleArn, RoleSessionName = "typed",
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:CreateKey","kms:DescribeKey"],"Resource":"*"}]}""",
        });
        var identity = new Identity("typed", assumed.Credentials.AccessKeyId, assumed.Credentials.SecretAccessKey, assumed.Credentials.SessionToken);
        using var session = StsOf(identity);
        Assert.Equal($"arn:aws:sts::{Demo.Account}:assumed-role/OrganizationAccountAccessRole/typed", (await session.GetCallerIdentityAsync(new())).Arn);
        using var kms = KmsOf(identity);
        var key = (await kms.CreateKeyAsync(new())).KeyMetadata.KeyId;
        var denied = await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => kms.DisableKeyAsync(key));
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Equal(
            $"User: arn:aws:sts::{Demo.Account}:assumed-role/OrganizationAccountAccessRole/typed is not authorized to perform: kms:DisableKey "
            + $"on resource: {ArnOf(key)} because no session policy allows the kms:DisableKey action", denied.Message);
    }
}
