using System.Text;
using System.Text.Json.Nodes;
using Kagimori.Organizations;
using Kagimori.Seeding;
using Kagimori.Tests.Operations.Organizations;

namespace Kagimori.Tests.Seeding;

public sealed class OrganizationSeedTests
{
    private const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""";

    [Fact]
    public async Task An_organization_that_is_applied_again_stays_and_what_the_seed_changes_is_changed()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(OrganizationTest.Policy("deny", Deny, "Prod")));
        var before = await FindAsync(service);
        Assert.Empty(await ApplyAsync(service, OrganizationTest.Organization(OrganizationTest.Policy("deny", Deny, "Prod"))));
        Assert.Equal(before.Version, (await FindAsync(service)).Version);

        var changed = OrganizationTest.Organization(OrganizationTest.Policy("deny", Deny, "root", OrganizationTest.Other));
        changed["units"]![0]!["accounts"] = new JsonArray();
        changed["accounts"] = new JsonArray(OrganizationTest.Other);
        Assert.Empty(await ApplyAsync(service, changed));
        var after = (await FindAsync(service)).Value;
        Assert.Equal("r-ab12", after.FindAccount(OrganizationTest.Other)!.ParentId);
        var policy = Assert.Single(await OrganizationRecords.Policies.ScanAsync(service.Engine.Store, after.Id)).Value;
        Assert.Equal(["r-ab12", OrganizationTest.Other], after.Attachments.Where(attachment => attachment.PolicyId == policy.Id).Select(attachment => attachment.TargetId));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_with_its_place()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var seed = OrganizationTest.Organization(OrganizationTest.Policy("deny", Deny, "Elsewhere"), OrganizationTest.Policy("deny", Deny));
        seed["accounts"] = new JsonArray("333333333333");
        Assert.Equal(
            [
                "organization.accounts: the account 333333333333 does not exist.",
                "organization.policies[0].targets: there is no Elsewhere.",
                "organization.policies[1].name: the policy deny stands twice.",
            ], await ApplyAsync(service, seed));
        Assert.Null(Read("""{"organization":{"managementAccount":"1","id":"x","policyTypes":["TAG_POLICY"],"units":[{"nam":"x"}],"policies":[{"name":"p","document":{}}]}}""", out var errors));
        Assert.Equal(
            ["organization.id", "organization.managementAccount", "organization.policies[0].document", "organization.policyTypes", "organization.units[0].nam", "organization.units[0].name"],
            errors.Select(error => error[..error.IndexOf(':', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(TestService service, JsonObject organization) =>
        await SeedApplier.ApplyAsync(service.Engine, Read(new JsonObject { ["organization"] = organization }.ToJsonString(), out _)!);

    private static Seed? Read(string json, out IReadOnlyList<string> errors) => Seed.Read(Encoding.UTF8.GetBytes(json), out errors);

    private static async Task<Kagimori.Storage.Stored<OrganizationRecord>> FindAsync(TestService service) =>
        (await OrganizationRecords.Organizations.FindAsync(service.Engine.Store, "", "o-exampleorg"))!;
}
