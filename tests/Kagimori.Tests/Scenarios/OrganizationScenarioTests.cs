using System.Text.Json.Nodes;
using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenario 39, and what it says of 23: the policies of an organization that B manages and A is a member of. C is outside.</summary>
public sealed class OrganizationScenarioTests
{
    private const string Root = "r-ab12";
    private const string Unit = "ou-ab12-11111111";
    private const string Hidden = "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
    private const string DenyKms = """{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}""";
    private static readonly string[] Shared = [Allow("kms:*", RootA), Allow("kms:*", RootB), Allow("kms:*", RootC)];

    [Fact]
    public async Task Scenario_39_each_level_of_service_control_policies_must_allow_every_caller_of_a_member()
    {
        string[] kms = [Allow("kms:*")];
        await using var world = await StartAsync(Shared, Organization(),
            new Person("u", kms), Person.Role("R", kms), Person.Role("AWSServiceRoleForX", kms, path: "/aws-service-role/x.amazonaws.com/"));
        var (session, service) = (await world.AssumeAsync("R"), await world.AssumeAsync("aws-service-role/x.amazonaws.com/AWSServiceRoleForX"));
        await AttachAsync(world, "SERVICE_CONTROL_POLICY", Allow("s3:*"));
        await world.AllowedAsync("u", "Encrypt");
        await CallAsync(world, "DetachPolicy", new { PolicyId = "p-FullAWSAccess", TargetId = Unit });
        const string Silent = "because no service control policy allows the {0} action";
        await world.DeniedAsync("root", "Encrypt", RootA, Silent);
        await world.DeniedAsync("u", "Encrypt", Arn("user/u"), Silent);
        await world.DeniedAsync(session, "Encrypt", SessionArn("R"), Silent);
        await world.AllowedAsync(service, "Encrypt");
        // The owner's policies are none of the management account's and of a stranger's.
        await world.AllowedAsync("rootB", "Encrypt");
        await world.AllowedAsync("rootC", "Encrypt");
        // What hangs at the root reaches the management account as little.
        await AttachAsync(world, "SERVICE_CONTROL_POLICY", Deny("kms:*"), Root);
        await world.AllowedAsync("rootB", "Encrypt");
        await world.AllowedAsync(service, "Encrypt");
        Assert.Equal("AccessDeniedException", (await world.KmsAsync("u", "Encrypt")).Code);
    }

    [Fact]
    public async Task Scenario_39_a_resource_control_policy_of_the_owner_denies_every_caller_but_not_a_services_own_key()
    {
        await using var world = await StartAsync(Shared, Organization());
        await world.AllowedAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" });
        var policy = await AttachAsync(world, "RESOURCE_CONTROL_POLICY", DenyKms);
        await world.DeniedAsync("root", "Encrypt", RootA, $"with an explicit deny in a resource control policy: {policy}");
        foreach (var (caller, arn) in new[] { ("rootB", RootB), ("rootC", RootC) }) await world.DeniedAsync(caller, "Encrypt", arn, Hidden, on: "this resource");
        await world.AllowedAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" });
        await world.AllowedAsync("root", "ListKeys");
    }

    [Fact]
    public async Task Scenario_23_a_resource_control_policy_does_not_keep_a_grant_from_being_retired()
    {
        await using var world = await StartAsync(Shared, Organization(), new Person("u"));
        var grant = await world.GrantAsync("owner", Arn("user/u"), ["Encrypt"], new { RetiringPrincipal = Arn("user/u") });
        await AttachAsync(world, "RESOURCE_CONTROL_POLICY", DenyKms);
        Assert.Equal("AccessDeniedException", (await world.KmsAsync("u", "Encrypt")).Code);
        await world.AllowedAsync("u", "RetireGrant", new { KeyId = KeyArn, GrantId = grant["GrantId"] });
    }

    private static JsonObject Organization() => new()
    {
        ["id"] = "o-exampleorg", ["rootId"] = Root, ["managementAccount"] = B, ["policyTypes"] = new JsonArray("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"),
        ["units"] = new JsonArray(new JsonObject { ["name"] = "Keys", ["id"] = Unit, ["accounts"] = new JsonArray(A) }),
    };

    /// <summary>Makes a policy of one statement, attaches it, to the unit that A is in unless another target is said, and answers its ARN.</summary>
    private static async Task<string> AttachAsync(World world, string type, string statement, string target = Unit)
    {
        var policy = (await CallAsync(world, "CreatePolicy", new { Name = $"p-{target}", Description = "", Type = type, Content = Policy([statement]) })).Json["Policy"]!["PolicySummary"]!;
        await CallAsync(world, "AttachPolicy", new { PolicyId = policy["Id"]!.GetValue<string>(), TargetId = target });
        return policy["Arn"]!.GetValue<string>();
    }

    private static async Task<TestAnswer> CallAsync(World world, string operation, object request) => (await world.Service.OrganizationsAsync("rootB", operation, request)).Succeeded();
}
