using System.Text.Json.Nodes;
using Kagimori.Keys;

namespace Kagimori.Tests.Operations;

public sealed class MultiRegionTests
{
    private const string There = "us-west-2";
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_replica_is_Creating_then_Enabled_and_decrypts_what_the_primary_encrypted()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        var answer = (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = There, Tags = new[] { new { TagKey = "a", TagValue = "b" } } })).Succeeded().Json;
        var metadata = answer["ReplicaKeyMetadata"]!.AsObject();
        Assert.Equal(
            ["AWSAccountId", "KeyId", "Arn", "CreationDate", "Enabled", "Description", "KeyUsage", "KeyState", "Origin", "KeyManager", "CustomerMasterKeySpec", "KeySpec", "EncryptionAlgorithms", "MultiRegion", "MultiRegionConfiguration"],
            metadata.Select(pair => pair.Key));
        Assert.Equal(("Creating", "", Arn(There, key)), (Text(metadata, "KeyState"), Text(metadata, "Description"), Text(metadata, "Arn")));
        Assert.Equal("REPLICA", Text(metadata["MultiRegionConfiguration"]!, "MultiRegionKeyType"));
        Assert.Contains("\"Id\" : \"key-default-1\"", Text(answer, "ReplicaPolicy"), StringComparison.Ordinal);
        Assert.Equal("b", Text(answer["ReplicaTags"]![0]!, "TagValue"));

        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, There)).Refused("KMSInvalidStateException", $"{Arn(There, key)} is creating.");
        await RunDueAsync(service);
        var opened = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, There)).Succeeded();
        Assert.Equal((Hello, Arn(There, key)), (opened["Plaintext"], opened["KeyId"]));
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob, KeyId = Arn(TestService.Region, key) }, There)).Refused("IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.");
        Assert.Equal((await DescribeAsync(service, key))["CurrentKeyMaterialId"]!.ToString(), (await DescribeAsync(service, key, There))["CurrentKeyMaterialId"]!.ToString());
        Assert.Contains(service.AuditRecords(), record => record["eventName"]!.GetValue<string>() == "SynchronizeMultiRegionKey");
    }

    [Fact]
    public async Task A_Region_that_cannot_have_a_replica_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        async Task Refuse(string region, string code, string message, string from = TestService.Region) =>
            (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = region }, from)).Refused(code, message);
        await Refuse(TestService.Region, "ValidationException", $"{TestService.Region} cannot have a replica because it contains the primary.");
        await Refuse("cn-north-1", "ValidationException", "The replica key Region must be in the same AWS partition as the primary key Region.");
        await ReplicateAsync(service, key);
        await Refuse(There, "AlreadyExistsException", "You can create only one replica of each primary key in each AWS Region.");
        await Refuse("eu-west-1", "UnsupportedOperationException", $"{Arn(There, key)} is not a multi-region primary key.", from: There);
        (await service.KmsAsync("root", "ReplicateKey", new { TestService.KeyId, ReplicaRegion = There })).Refused("UnsupportedOperationException", $"{TestService.KeyArn} is not a multi-region primary key.");
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = "alias/a", ReplicaRegion = There })).Refused("InvalidArnException", "Key Aliases are not supported for this operation.");
    }

    [Fact]
    public async Task Replicating_needs_CreateKey_in_the_other_Region()
    {
        const string Here = """{"StringEquals":{"aws:RequestedRegion":"ap-northeast-1"}}""";
        await using var service = await TestService.StartAsync(null, ("here", TestService.Allow("kms:*", condition: Here)), ("all", TestService.Allow("kms:*")));
        var key = await CreateAsync(service);
        (await service.KmsAsync("here", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{TestService.Account}:user/here is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action");
        (await service.KmsAsync("all", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Succeeded();
    }

    [Fact]
    public async Task A_promoted_replica_and_the_primary_change_places()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Refused("ValidationException", $"{key} does not have a replica key in the specified Region.");
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = TestService.Region })).Succeeded();
        await ReplicateAsync(service, key);
        await ReplicateAsync(service, key, "eu-west-1");
        await service.KmsAsync("root", "DisableKey", new { KeyId = key }, There);
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Refused("DisabledException", $"{Arn(There, key)} is disabled.");
        await service.KmsAsync("root", "EnableKey", new { KeyId = key }, There);

        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Succeeded();
        foreach (var region in new[] { There, TestService.Region }) Assert.Equal("Updating", Text(await DescribeAsync(service, key, region), "KeyState"));
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
        (await service.KmsAsync("root", "DisableKey", new { KeyId = key })).Refused("KMSInvalidStateException", $"{Arn(TestService.Region, key)} is updating.");
        await RunDueAsync(service);

        foreach (var region in new[] { There, TestService.Region, "eu-west-1" })
        {
            var metadata = await DescribeAsync(service, key, region);
            var configuration = metadata["MultiRegionConfiguration"]!;
            Assert.Equal(("Enabled", region == There ? "PRIMARY" : "REPLICA"), (Text(metadata, "KeyState"), Text(configuration, "MultiRegionKeyType")));
            Assert.Equal(There, Text(configuration["PrimaryKey"]!, "Region"));
            Assert.Equal([TestService.Region, "eu-west-1"], configuration["ReplicaKeys"]!.AsArray().Select(replica => Text(replica!, "Region")));
        }
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Refused("KMSInvalidStateException", $"{Arn(TestService.Region, key)} is not a multi-Region primary key.");
    }

    [Fact]
    public async Task A_new_primary_is_rotated_and_gives_its_place_on_while_the_change_is_still_under_way()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        await ReplicateAsync(service, key);
        await ReplicateAsync(service, key, "eu-west-1");
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Succeeded();
        (await service.KmsAsync("root", "EnableKeyRotation", new { KeyId = key, RotationPeriodInDays = 90 }, There)).Succeeded();
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = "eu-west-1" }, There)).Succeeded();
        await RunDueAsync(service);
        foreach (var region in new[] { There, TestService.Region, "eu-west-1" })
        {
            var metadata = await DescribeAsync(service, key, region);
            Assert.Equal(("Enabled", "eu-west-1"), (Text(metadata, "KeyState"), Text(metadata["MultiRegionConfiguration"]!["PrimaryKey"]!, "Region")));
        }
        var before = Text(await DescribeAsync(service, key), "CurrentKeyMaterialId");
        service.Clock.Advance(TimeSpan.FromDays(90));
        await RunDueAsync(service);
        Assert.NotEqual(before, Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"));
    }

    [Fact]
    public async Task A_primary_with_replicas_waits_for_the_last_of_them_before_its_own_waiting_period()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        await ReplicateAsync(service, key);
        var scheduled = (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 8 })).Succeeded().Json;
        Assert.Equal(["KeyId", "KeyState", "PendingWindowInDays"], scheduled.Select(pair => pair.Key));
        Assert.Equal("PendingReplicaDeletion", Text(scheduled, "KeyState"));
        Assert.Equal(8, (await DescribeAsync(service, key))["PendingDeletionWindowInDays"]!.GetValue<int>());
        (await service.KmsAsync("root", "TagResource", new { KeyId = key, Tags = Array.Empty<object>() })).Refused("KMSInvalidStateException", $"{Arn(TestService.Region, key)} is pending replica deletion.");
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }, There)).Succeeded();
        (await service.KmsAsync("root", "CancelKeyDeletion", new { KeyId = key })).Succeeded();
        Assert.Equal("Disabled", Text(await DescribeAsync(service, key), "KeyState"));
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 8 })).Succeeded();

        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 }, There)).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(7));
        await RunDueAsync(service);
        var waiting = await DescribeAsync(service, key);
        Assert.Equal("PendingDeletion", Text(waiting, "KeyState"));
        Assert.Equal(service.Clock.GetUtcNow().AddDays(8).ToUnixTimeSeconds(), waiting["DeletionDate"]!.GetValue<decimal>());
        Assert.Equal("NotFoundException", (await service.KmsAsync("root", "DescribeKey", new { KeyId = key }, There)).Code);
        service.Clock.Advance(TimeSpan.FromDays(8));
        await RunDueAsync(service);
        Assert.Equal("NotFoundException", (await service.KmsAsync("root", "DescribeKey", new { KeyId = key })).Code);
    }

    [Fact]
    public async Task A_rotation_of_the_primary_reaches_every_Region_also_after_a_promotion()
    {
        await using var service = await TestService.StartAsync();
        var key = await CreateAsync(service);
        await ReplicateAsync(service, key);
        (await service.KmsAsync("root", "EnableKeyRotation", new { KeyId = key }, There)).Refused("UnsupportedOperationException", $"{Arn(There, key)} is a multi-region replica key which is not valid for EnableKeyRotation.");
        (await service.KmsAsync("root", "EnableKeyRotation", new { KeyId = key, RotationPeriodInDays = 90 })).Succeeded();
        Assert.Equal(90, (await service.KmsAsync("root", "GetKeyRotationStatus", new { KeyId = key }, There)).Json["RotationPeriodInDays"]!.GetValue<int>());
        var old = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        (await service.KmsAsync("root", "UpdatePrimaryRegion", new { KeyId = key, PrimaryRegion = There })).Succeeded();
        await RunDueAsync(service);

        service.Clock.Advance(TimeSpan.FromDays(90));
        await RunDueAsync(service);
        foreach (var region in new[] { There, TestService.Region })
        {
            Assert.Single((await service.KmsAsync("root", "ListKeyRotations", new { KeyId = key }, region)).Json["Rotations"]!.AsArray());
            (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = old }, region)).Succeeded();
        }
        var current = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        var opened = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = current }, There)).Succeeded();
        Assert.Equal(Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"), opened["KeyMaterialId"]);
    }

    private static async Task<string> CreateAsync(TestService service) =>
        (await service.KmsAsync("root", "CreateKey", new { MultiRegion = true })).Succeeded().Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();

    private static async Task ReplicateAsync(TestService service, string key, string region = There)
    {
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = region })).Succeeded();
        await RunDueAsync(service);
    }

    private static async Task<JsonNode> DescribeAsync(TestService service, string key, string region = TestService.Region) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key }, region)).Succeeded().Json["KeyMetadata"]!;

    private static Task<int> RunDueAsync(TestService service) => new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);

    private static string Arn(string region, string key) => $"arn:aws:kms:{region}:{TestService.Account}:key/{key}";

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
