using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenarios 1 to 14: which of a caller's policies count beside the key policy, within an account and across accounts.</summary>
public sealed class CallerScenarioTests
{
    private const string NoIdentity = "because no identity-based policy allows the {0} action";
    private const string NoResource = "because no resource-based policy allows the {0} action";
    private const string NoSession = "because no session policy allows the {0} action";
    private const string Hidden = "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
    private const string ThisResource = "this resource";
    private static readonly string[] S3Only = [Allow("s3:*")], Kms = [Allow("kms:*")], Delegates = [Allow("kms:*", RootA)];
    private static readonly string User = Arn("user/u"), UserOfB = Arn("user/b", B), R = SessionArn("R");

    [Fact]
    public async Task Scenario_01_a_user_named_by_the_key_policy_is_not_limited_by_a_silent_boundary()
    {
        await using var world = await StartAsync([Allow("kms:*", User)], new Person("u", Boundary: S3Only));
        await world.AllowedAsync("u", "Decrypt");
    }

    [Fact]
    public async Task Scenario_02_a_role_named_by_the_key_policy_is_limited_by_its_boundary()
    {
        await using var world = await StartAsync([Allow("kms:*", Arn("role/app/R")), Allow("kms:*", Arn("role/Free"))], Person.Role("R", boundary: S3Only, path: "/app/"), Person.Role("Free"));
        await world.DeniedAsync(await world.AssumeAsync("app/R"), "Decrypt", R, "because no permissions boundary allows the {0} action");
        await world.AllowedAsync(await world.AssumeAsync("Free"), "Decrypt");
    }

    [Fact]
    public async Task Scenario_03_a_session_named_by_the_key_policy_is_not_limited_by_a_silent_session_policy()
    {
        await using var world = await StartAsync([Allow("kms:*", R)], Person.Role("R"));
        await world.AllowedAsync(await world.AssumeAsync("R", "s1", S3Only), "Decrypt");
        await world.DeniedAsync(await world.AssumeAsync("R", "s2", S3Only), "Decrypt", SessionArn("R", "s2"), NoResource);
    }

    [Fact]
    public async Task Scenario_04_everyone_under_a_condition_is_named_directly()
    {
        await using var world = await StartAsync([Allow("kms:*", "*", $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{Arn("role/R")}}}"}}""")], Person.Role("R"), Person.Role("Other"));
        await world.AllowedAsync(await world.AssumeAsync("R", "s1", S3Only), "Decrypt");
        await world.DeniedAsync(await world.AssumeAsync("Other"), "Decrypt", SessionArn("Other"), NoResource);
    }

    [Fact]
    public async Task Scenario_05_a_session_policy_that_denies_stops_who_is_named_directly()
    {
        await using var world = await StartAsync([Allow("kms:*", "*", $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{Arn("role/R")}}}"}}""")], Person.Role("R"));
        await world.DeniedAsync(await world.AssumeAsync("R", "s1", [Deny("kms:*")]), "Decrypt", R, "with an explicit deny in a session policy");
    }

    [Fact]
    public async Task Scenario_06_identity_policies_do_not_count_without_delegation()
    {
        await using var world = await StartAsync([], new Person("u", Kms));
        await world.DeniedAsync("u", "Decrypt", User, NoResource);
    }

    [Fact]
    public async Task Scenario_07_delegation_covers_only_its_actions()
    {
        await using var world = await StartAsync([Allow("kms:DescribeKey", RootA)], new Person("u", Kms));
        await world.AllowedAsync("u", "DescribeKey");
        await world.DeniedAsync("u", "Decrypt", User, NoResource);
    }

    [Fact]
    public async Task Scenario_08_the_root_user_needs_the_key_policy_and_nothing_else()
    {
        await using var closed = await StartAsync([]);
        await closed.DeniedAsync("root", "Decrypt", RootA, NoResource);
        await using var open = await StartAsync(Delegates);
        await open.AllowedAsync("root", "Decrypt");
    }

    [Fact]
    public async Task Scenario_09_delegation_alone_allows_nobody()
    {
        await using var world = await StartAsync(Delegates, new Person("u"));
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity);
    }

    [Fact]
    public async Task Scenario_10_a_deny_counts_only_when_its_condition_is_met()
    {
        await using var world = await StartAsync(Delegates,
            new Person("u", [Allow("kms:*"), Deny("kms:*", condition: """{"Bool":{"aws:SecureTransport":"true"}}""")]),
            new Person("v", [Allow("kms:*"), Deny("kms:*", condition: """{"Bool":{"aws:SecureTransport":"false"}}""")]));
        await world.AllowedAsync("u", "Decrypt");
        await world.DeniedAsync("v", "Decrypt", Arn("user/v"), "with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task Scenario_11_another_account_must_allow_its_own_principals()
    {
        await using var world = await StartAsync([Allow("kms:*", RootB)], new Person("b", Kms, Account: B), new Person("c", Account: B));
        await world.AllowedAsync("b", "Decrypt");
        await world.DeniedAsync("c", "Encrypt", Arn("user/c", B), NoIdentity, on: ThisResource);
        await world.AllowedAsync("rootB", "Encrypt");
    }

    [Fact]
    public async Task Scenario_12_across_accounts_a_named_session_is_still_limited()
    {
        await using var world = await StartAsync([Allow("kms:*", SessionArn("RB", account: B))], Person.Role("RB", Kms, account: B));
        await world.DeniedAsync(await world.AssumeAsync("RB", policy: S3Only, account: B), "Encrypt", SessionArn("RB", account: B), NoSession, on: ThisResource);
        await world.AllowedAsync(await world.AssumeAsync("RB", account: B), "Encrypt");
    }

    [Fact]
    public async Task Scenario_13_a_silent_key_policy_and_a_missing_key_look_the_same_from_another_account()
    {
        await using var world = await StartAsync([], new Person("b", Kms, Account: B));
        await world.DeniedAsync("b", "Encrypt", UserOfB, Hidden, on: ThisResource);
        await world.DeniedAsync("b", "Encrypt", UserOfB, Hidden, new { KeyId = KeyArn.Replace("11111111-2222", "11111111-3333", StringComparison.Ordinal) }, ThisResource);
        (await world.KmsAsync("b", "Decrypt", new { KeyId = (string?)null })).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
    }

    [Fact]
    public async Task Scenario_14_what_is_not_for_other_accounts_is_denied_whatever_the_policies_say()
    {
        await using var world = await StartAsync([Allow("kms:*", RootB), Allow("kms:*", UserOfB)], new Person("b", Kms, Account: B));
        await world.DeniedAsync("b", "ScheduleKeyDeletion", UserOfB, Hidden, on: ThisResource);
        await world.AllowedAsync("b", "DescribeKey");
    }
}
