using System.Text;
using System.Text.Json.Nodes;
using Kagimori.Seeding;
using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenario 39: what an organization's policies reach. B manages the organization, A is in a unit of it.</summary>
public sealed class OrganizationScenarioTests
{
    [Fact]
    public async Task Scenario_39_a_unit_without_an_allow_stops_the_members_root_user_and_not_the_management_account()
    {
        await using var world = await StartAsync([Allow("kms:*", RootA), Allow("kms:*", RootB)]);
        await ApplyAsync(world, ("FullAWSAccess", null, null, ["root", A, B]), ("s3", "SERVICE_CONTROL_POLICY", Policy([Allow("s3:*")]), ["Unit"]));
        await world.DeniedAsync("root", "DescribeKey", RootA, "because no service control policy allows the {0} action");
        await world.AllowedAsync("rootB", "DescribeKey");
    }

    [Fact]
    public async Task Scenario_39_a_resource_control_policy_of_the_owner_denies_everybody()
    {
        await using var world = await StartAsync([Allow("kms:*", RootA), Allow("kms:*", RootB)]);
        await ApplyAsync(world, ("perimeter", "RESOURCE_CONTROL_POLICY", Policy([Deny("kms:DescribeKey", "*")]), ["Unit"]));
        Assert.Contains("with an explicit deny in a resource control policy", (await world.KmsAsync("root", "DescribeKey"))["Message"], StringComparison.Ordinal);
        Assert.EndsWith("or a resource-based policy explicitly denies access", (await world.KmsAsync("rootB", "DescribeKey"))["Message"], StringComparison.Ordinal);
        await world.AllowedAsync("rootB", "Encrypt");
    }

    private static async Task ApplyAsync(World world, params (string Name, string? Type, string? Document, string[] Targets)[] policies)
    {
        var organization = new JsonObject
        {
            ["managementAccount"] = B,
            ["policyTypes"] = new JsonArray("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"),
            ["units"] = new JsonArray(new JsonObject { ["name"] = "Unit", ["accounts"] = new JsonArray(A) }),
            ["policies"] = new JsonArray([.. policies.Select(policy => new JsonObject
            {
                ["name"] = policy.Name, ["type"] = policy.Type, ["document"] = policy.Document,
                ["targets"] = new JsonArray([.. policy.Targets.Select(target => JsonValue.Create(target))]),
            })]),
        };
        var seed = Seed.Read(Encoding.UTF8.GetBytes(new JsonObject { ["organization"] = organization }.ToJsonString()), out var errors);
        Assert.Empty(errors);
        Assert.Empty(await SeedApplier.ApplyAsync(world.Service.Engine, seed!));
    }
}
