namespace Kagimori.Tests.Operations;

/// <summary>New grants that spread slowly, where that is configured, as AWS's do.</summary>
public sealed class GrantPropagationTests
{
    private const string User = $"arn:aws:iam::{TestService.Account}:user/user";
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_new_grant_counts_when_it_has_spread_or_for_who_shows_its_token()
    {
        await using var service = await StartAsync(Delay);
        var grant = await GrantAsync(service, User);
        var token = new[] { grant["GrantToken"] };
        Assert.Equal("AccessDeniedException", (await DescribeAsync(service, "user")).Code);
        (await DescribeAsync(service, "user", token)).Succeeded();
        // It is no bearer token: the grantee alone gains by it.
        Assert.Equal("AccessDeniedException", (await DescribeAsync(service, "other", token)).Code);
        (await DescribeAsync(service, "user", ["garbage"])).Refused("InvalidGrantTokenException", null);
        service.Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        Assert.Equal("AccessDeniedException", (await DescribeAsync(service, "user")).Code);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await DescribeAsync(service, "user")).Succeeded();
    }

    [Fact]
    public async Task A_token_shows_its_own_grant_and_no_other()
    {
        await using var service = await StartAsync(Delay);
        var mine = await GrantAsync(service, User);
        var others = await GrantAsync(service, $"arn:aws:iam::{TestService.Account}:user/other");
        Assert.Equal("AccessDeniedException", (await DescribeAsync(service, "user", [others["GrantToken"]])).Code);
        (await DescribeAsync(service, "user", [others["GrantToken"], mine["GrantToken"]])).Succeeded();
    }

    [Fact]
    public async Task A_grant_that_has_not_spread_is_listed_retired_and_revoked_like_any_other()
    {
        await using var service = await StartAsync(Delay);
        var first = (await GrantAsync(service, User, User))["GrantId"];
        var second = (await GrantAsync(service, User))["GrantId"];
        Assert.Equal(2, (await service.KmsAsync("root", "ListGrants", new { TestService.KeyId })).Json["Grants"]!.AsArray().Count);
        (await service.KmsAsync("user", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = first })).Succeeded();
        (await service.KmsAsync("root", "RevokeGrant", new { TestService.KeyId, GrantId = second })).Succeeded();
    }

    [Fact]
    public async Task By_default_a_grant_counts_at_once()
    {
        await using var service = await StartAsync(TimeSpan.Zero);
        await GrantAsync(service, User);
        (await DescribeAsync(service, "user")).Succeeded();
    }

    private static Task<TestService> StartAsync(TimeSpan delay) =>
        TestService.StartAsync(TestService.SeedOf(null, ("user", null), ("other", null)), configure: settings => settings with { GrantPropagation = delay });

    private static async Task<TestAnswer> GrantAsync(TestService service, string grantee, string? retiring = null) => (await service.KmsAsync("root", "CreateGrant", new
    {
        TestService.KeyId, GranteePrincipal = grantee, RetiringPrincipal = retiring, Operations = new[] { "DescribeKey" },
    })).Succeeded();

    private static Task<TestAnswer> DescribeAsync(TestService service, string caller, string[]? tokens = null) =>
        service.KmsAsync(caller, "DescribeKey", new { TestService.KeyId, GrantTokens = tokens });
}
