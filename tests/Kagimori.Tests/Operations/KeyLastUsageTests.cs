using Kagimori.Keys;

namespace Kagimori.Tests.Operations;

public sealed class KeyLastUsageTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task The_last_use_is_told_with_its_audit_record_and_survives_in_the_store()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(["KeyId", "KeyCreationDate", "TrackingStartDate"], (await AskAsync(service)).Json.Select(pair => pair.Key));
        service.Clock.Advance(TimeSpan.FromHours(1));
        (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello })).Succeeded();
        await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = Hello, DryRun = true });
        var used = (await AskAsync(service)).Json["KeyLastUsage"]!;
        Assert.Equal(("Encrypt", service.Clock.GetUtcNow().ToUnixTimeSeconds()), (used["Operation"]!.GetValue<string>(), (long)used["Timestamp"]!.GetValue<decimal>()));
        Assert.Contains(service.AuditRecords(), record => record["eventID"]!.GetValue<string>() == used["CloudTrailEventId"]!.GetValue<string>()
            && record["requestID"]!.GetValue<string>() == used["KmsRequestId"]!.GetValue<string>());
        await new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await KeyRecords.Usages.FindAsync(service.Engine.Store, $"{TestService.Account}/{TestService.Region}", TestService.KeyId));
        Assert.Equal(used.ToJsonString(), (await AskAsync(service)).Json["KeyLastUsage"]!.ToJsonString());
    }

    private static async Task<TestAnswer> AskAsync(TestService service) => (await service.KmsAsync("root", "GetKeyLastUsage", new { TestService.KeyId })).Succeeded();
}
