using Kagimori.Keys;

namespace Kagimori.Tests.Operations;

public sealed class KeyLifeTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_new_key_has_the_metadata_of_a_symmetric_key()
    {
        await using var service = await TestService.StartAsync();
        var created = (await service.KmsAsync("root", "CreateKey", new { Description = "d" })).Succeeded().Json["KeyMetadata"]!.AsObject();
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", created["KeyId"]!.GetValue<string>());
        Assert.Equal(
            ["AWSAccountId", "KeyId", "Arn", "CreationDate", "Enabled", "Description", "KeyUsage", "KeyState", "Origin", "KeyManager", "CustomerMasterKeySpec", "KeySpec", "EncryptionAlgorithms", "MultiRegion", "CurrentKeyMaterialId"],
            created.Select(pair => pair.Key));
        Assert.Equal("Enabled ENCRYPT_DECRYPT AWS_KMS CUSTOMER SYMMETRIC_DEFAULT", string.Join(' ', new[] { "KeyState", "KeyUsage", "Origin", "KeyManager", "KeySpec" }.Select(name => created[name]!.GetValue<string>())));
        Assert.False(created["MultiRegion"]!.GetValue<bool>());
        Assert.Equal(service.Clock.GetUtcNow().ToUnixTimeSeconds(), created["CreationDate"]!.GetValue<decimal>());
        var described = (await service.KmsAsync("root", "DescribeKey", new { KeyId = created["Arn"]!.GetValue<string>() })).Json["KeyMetadata"]!;
        Assert.Equal(created.ToJsonString(), described.ToJsonString());
    }

    [Fact]
    public async Task A_multi_Region_key_has_an_mrk_id_and_lists_its_Regions()
    {
        await using var service = await TestService.StartAsync();
        var created = (await service.KmsAsync("root", "CreateKey", new { MultiRegion = true })).Succeeded().Json["KeyMetadata"]!;
        Assert.Matches("^mrk-[0-9a-f]{32}$", created["KeyId"]!.GetValue<string>());
        Assert.Equal("PRIMARY", created["MultiRegionConfiguration"]!["MultiRegionKeyType"]!.GetValue<string>());
        Assert.Equal(created["Arn"]!.GetValue<string>(), created["MultiRegionConfiguration"]!["PrimaryKey"]!["Arn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_disabled_key_refuses_use_until_it_is_enabled()
    {
        await using var service = await TestService.StartAsync();
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        (await service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("DisabledException", $"{TestService.KeyArn} is disabled.");
        (await service.KmsAsync("root", "EnableKey", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded();
    }

    [Fact]
    public async Task A_key_is_deleted_when_its_day_comes_and_not_before()
    {
        await using var service = await TestService.StartAsync();
        await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/gone", TargetKeyId = TestService.KeyId });
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        var scheduled = (await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId, PendingWindowInDays = 7 })).Succeeded();
        Assert.Equal((TestService.KeyArn, "PendingDeletion"), (scheduled["KeyId"], scheduled["KeyState"]));
        Assert.Equal(service.Clock.GetUtcNow().AddDays(7).ToUnixTimeSeconds(), scheduled.Json["DeletionDate"]!.GetValue<decimal>());
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", $"{TestService.KeyArn} is pending deletion.");
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId })).Refused("KMSInvalidStateException", $"{TestService.KeyArn} is pending deletion.");

        var scheduler = new Scheduler(service.Engine);
        service.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await scheduler.RunDueAsync(TestContext.Current.CancellationToken));
        (await service.KmsAsync("root", "DescribeKey", new { TestService.KeyId })).Succeeded();

        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await scheduler.RunDueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await scheduler.RunDueAsync(TestContext.Current.CancellationToken));
        (await service.KmsAsync("root", "DescribeKey", new { TestService.KeyId })).Refused("NotFoundException", $"Key '{TestService.KeyArn}' does not exist");
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/gone" })).Refused("NotFoundException", $"Alias arn:aws:kms:{TestService.Region}:{TestService.Account}:alias/gone is not found.");
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Code);
        Assert.Contains(service.AuditRecords(), record => record["eventName"]!.GetValue<string>() == "DeleteKey" && record["eventType"]!.GetValue<string>() == "AwsServiceEvent");
    }

    [Fact]
    public async Task A_cancelled_deletion_leaves_the_key_disabled_and_never_happens()
    {
        await using var service = await TestService.StartAsync();
        await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId, PendingWindowInDays = 7 });
        (await service.KmsAsync("root", "CancelKeyDeletion", new { TestService.KeyId })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken));
        var metadata = (await service.KmsAsync("root", "DescribeKey", new { TestService.KeyId })).Json["KeyMetadata"]!.AsObject();
        Assert.Equal("Disabled", metadata["KeyState"]!.GetValue<string>());
        Assert.False(metadata.ContainsKey("DeletionDate"));
        (await service.KmsAsync("root", "CancelKeyDeletion", new { TestService.KeyId })).Refused("KMSInvalidStateException", $"{TestService.KeyArn} is not pending deletion.");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(31)]
    public async Task A_waiting_period_must_be_7_to_30_days(int days)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId, PendingWindowInDays = days }))
            .Refused("ValidationException", "PendingWindowInDays must be between 7 and 30");
        Assert.Equal("Enabled", (await service.KmsAsync("root", "DescribeKey", new { TestService.KeyId })).Json["KeyMetadata"]!["KeyState"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keys_are_listed_page_by_page_and_only_those_of_the_account_and_Region()
    {
        await using var service = await TestService.StartAsync();
        var created = new List<string> { TestService.KeyId };
        for (var i = 0; i < 4; i++) created.Add((await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>());
        await service.KmsAsync("root", "CreateKey", new { }, "us-east-1");
        var listed = new List<string>();
        string? marker = null;
        do
        {
            var page = (await service.KmsAsync("root", "ListKeys", marker is null ? new { Limit = 2 } : new { Limit = 2, Marker = marker })).Succeeded();
            listed.AddRange(page.Json["Keys"]!.AsArray().Select(key => key!["KeyId"]!.GetValue<string>()));
            Assert.Equal(page.Json.ContainsKey("NextMarker"), page.Json["Truncated"]!.GetValue<bool>());
            marker = page.Json["NextMarker"]?.GetValue<string>();
        }
        while (marker is not null);
        Assert.Equal(created.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        (await service.KmsAsync("root", "ListKeys", new { Marker = "nonsense" })).Refused("InvalidMarkerException", null);
    }

    [Theory]
    [InlineData("fake-key-id", "NotFoundException", "Invalid keyId 'fake-key-id'")]
    [InlineData("99999999-2222-3333-4444-555555555555", "NotFoundException", "Key 'arn:aws:kms:ap-northeast-1:123456789012:key/99999999-2222-3333-4444-555555555555' does not exist")]
    [InlineData("mrk-1234567890abcdef1234567890abcdef", "NotFoundException", "Key 'arn:aws:kms:ap-northeast-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef' does not exist")]
    [InlineData("arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555", "NotFoundException", "Invalid arn eu-west-1")]
    [InlineData("alias/none", "NotFoundException", "Alias arn:aws:kms:ap-northeast-1:123456789012:alias/none is not found.")]
    [InlineData("arn:aws:kms:nonsense", "InvalidArnException", "Invalid arn arn:aws:kms:nonsense")]
    [InlineData("arn:aws:kms:ap-northeast-1:999999999999:key/11111111-2222-3333-4444-555555555555", "AccessDeniedException",
        "User: arn:aws:iam::123456789012:root is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access")]
    public async Task A_key_that_is_not_there_is_refused_in_the_right_words(string keyId, string code, string message)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = keyId })).Refused(code, message);
    }

    [Fact]
    public async Task A_usage_that_the_key_spec_does_not_have_is_refused()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateKey", new { KeyUsage = "SIGN_VERIFY" })).Refused("ValidationException", "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT");
    }
}
