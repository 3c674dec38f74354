using System.Text.Json.Nodes;
using Kagimori.Keys;

namespace Kagimori.Tests.Operations;

public sealed class RotationTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task A_key_rotates_by_the_clock_every_period_and_old_ciphertexts_still_open()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "EnableKeyRotation", new { TestService.KeyId })).Succeeded();
        var status = (await StatusAsync(service)).Json;
        Assert.Equal((365, service.Clock.GetUtcNow().AddDays(365).ToUnixTimeSeconds()), (status["RotationPeriodInDays"]!.GetValue<int>(), (long)status["NextRotationDate"]!.GetValue<decimal>()));
        var first = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello }))["CiphertextBlob"];
        var firstId = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = first }))["KeyMaterialId"];

        service.Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(0, await RunDueAsync(service));
        service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await RunDueAsync(service));
        Assert.Equal(0, await RunDueAsync(service));
        service.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(1, await RunDueAsync(service));

        var all = await ListAsync(service, "ALL_KEY_MATERIAL");
        Assert.Equal(["NON_CURRENT", "NON_CURRENT", "CURRENT"], all.Select(entry => entry!["KeyMaterialState"]!.GetValue<string>()));
        Assert.Equal(["KeyId", "KeyMaterialId", "KeyMaterialState"], all[0]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("AUTOMATIC", all[2]!["RotationType"]!.GetValue<string>());
        Assert.Equal(2, (await ListAsync(service)).Count);
        Assert.Equal(firstId, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = first })).Succeeded()["KeyMaterialId"]);
        var again = (await service.KmsAsync("root", "ReEncrypt", new { CiphertextBlob = first, DestinationKeyId = TestService.KeyId })).Succeeded();
        Assert.Equal((firstId, all[2]!["KeyMaterialId"]!.GetValue<string>()), (again["SourceKeyMaterialId"], again["DestinationKeyMaterialId"]));
    }

    [Theory]
    [InlineData(89, "1 validation error detected: Value '89' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value greater than or equal to 90")]
    [InlineData(2561, "1 validation error detected: Value '2561' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 2560")]
    public async Task A_period_is_90_to_2560_days(int days, string message)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "EnableKeyRotation", new { TestService.KeyId, RotationPeriodInDays = days })).Refused("ValidationException", message);
    }

    [Fact]
    public async Task A_period_stays_until_another_is_given_or_rotation_is_disabled()
    {
        await using var service = await TestService.StartAsync();
        async Task<int?> Period(object request)
        {
            (await service.KmsAsync("root", "EnableKeyRotation", request)).Succeeded();
            return (await StatusAsync(service)).Json["RotationPeriodInDays"]?.GetValue<int>();
        }
        (await service.KmsAsync("root", "DisableKeyRotation", new { TestService.KeyId })).Succeeded();
        Assert.Equal(["KeyRotationEnabled", "KeyId"], (await StatusAsync(service)).Json.Select(pair => pair.Key));
        Assert.Equal(2560, await Period(new { TestService.KeyId, RotationPeriodInDays = 2560 }));
        Assert.Equal(2560, await Period(new { TestService.KeyId }));
        (await service.KmsAsync("root", "DisableKeyRotation", new { TestService.KeyId })).Succeeded();
        Assert.Equal(365, await Period(new { TestService.KeyId }));
        service.Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(90, await Period(new { TestService.KeyId, RotationPeriodInDays = 90 }));
        service.Clock.Advance(TimeSpan.FromDays(2));
        await RunDueAsync(service);
        Assert.Empty(await ListAsync(service));
    }

    [Fact]
    public async Task A_rotation_that_fell_due_while_the_key_was_disabled_follows_when_it_is_enabled()
    {
        await using var service = await TestService.StartAsync();
        await service.KmsAsync("root", "EnableKeyRotation", new { TestService.KeyId, RotationPeriodInDays = 90 });
        await service.KmsAsync("root", "DisableKey", new { TestService.KeyId });
        service.Clock.Advance(TimeSpan.FromDays(100));
        await RunDueAsync(service);
        Assert.Empty(await ListAsync(service));
        (await service.KmsAsync("root", "EnableKey", new { TestService.KeyId })).Succeeded();
        await RunDueAsync(service);
        Assert.Single(await ListAsync(service));
    }

    [Fact]
    public async Task A_rotation_on_demand_is_pending_until_it_is_done_and_leaves_the_plan_alone()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "EnableKeyRotation", new { TestService.KeyId, RotationPeriodInDays = 90 })).Succeeded();
        var planned = (await StatusAsync(service)).Json["NextRotationDate"]!.ToString();
        Assert.Equal(TestService.KeyArn, (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Succeeded()["KeyId"]);
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Succeeded();
        Assert.Equal(service.Clock.GetUtcNow().ToUnixTimeSeconds(), (await StatusAsync(service)).Json["OnDemandRotationStartDate"]!.GetValue<decimal>());
        Assert.Empty(await ListAsync(service));
        (await service.KmsAsync("root", "DisableKey", new { TestService.KeyId })).Succeeded();
        Assert.Equal(1, await RunDueAsync(service));
        Assert.False((await StatusAsync(service)).Json.ContainsKey("OnDemandRotationStartDate"));
        Assert.Equal("ON_DEMAND", (await ListAsync(service))[0]!["RotationType"]!.GetValue<string>());
        Assert.Equal(planned, (await StatusAsync(service)).Json["NextRotationDate"]!.ToString());
        Assert.Contains(service.AuditRecords(), record => record["eventName"]!.GetValue<string>() == "RotateKey");
    }

    [Fact]
    public async Task A_key_rotates_on_demand_25_times_and_lists_its_rotations_page_by_page()
    {
        await using var service = await TestService.StartAsync();
        for (var i = 0; i < 25; i++)
        {
            (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Succeeded();
            Assert.Equal(1, await RunDueAsync(service));
        }
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Refused("LimitExceededException",
            $"The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: {TestService.KeyArn}");
        var page = (await service.KmsAsync("root", "ListKeyRotations", new { TestService.KeyId, Limit = 20 })).Succeeded();
        Assert.True(page.Json["Truncated"]!.GetValue<bool>());
        Assert.Equal(5, (await service.KmsAsync("root", "ListKeyRotations", new { TestService.KeyId, Limit = 20, Marker = page["NextMarker"] })).Json["Rotations"]!.AsArray().Count);
        (await service.KmsAsync("root", "ListKeyRotations", new { TestService.KeyId, Marker = "nonsense" })).Refused("InvalidMarkerException", null);
    }

    [Fact]
    public async Task A_rotation_on_demand_keeps_20_minutes_from_an_automatic_one()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "EnableKeyRotation", new { TestService.KeyId, RotationPeriodInDays = 90 })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(20));
        Assert.Equal("ConflictException", (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Code);
        service.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("ConflictException", (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Code);
        Assert.Equal(1, await RunDueAsync(service));
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { TestService.KeyId })).Succeeded();
    }

    [Theory]
    [InlineData("""{"NumericGreaterThan":{"kms:RotationPeriodInDays":"200"}}""", null, true)]
    [InlineData("""{"NumericGreaterThan":{"kms:RotationPeriodInDays":"200"}}""", 180, false)]
    public async Task The_period_is_a_condition_key_also_when_it_is_left_out(string condition, int? days, bool allowed)
    {
        await using var service = await TestService.StartAsync(null, ("user", TestService.Allow("kms:*", condition: condition)));
        var answer = await service.KmsAsync("user", "EnableKeyRotation", days is null ? new { TestService.KeyId } : new { TestService.KeyId, RotationPeriodInDays = days });
        Assert.Equal(allowed ? 200 : 400, answer.Status);
    }

    private static Task<TestAnswer> StatusAsync(TestService service) => service.KmsAsync("root", "GetKeyRotationStatus", new { TestService.KeyId });

    private static async Task<JsonArray> ListAsync(TestService service, string include = "ROTATIONS_ONLY") =>
        (await service.KmsAsync("root", "ListKeyRotations", new { TestService.KeyId, IncludeKeyMaterial = include })).Succeeded().Json["Rotations"]!.AsArray();

    private static Task<int> RunDueAsync(TestService service) => new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);
}
