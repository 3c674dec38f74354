using Kagimori.Tests.Operations.Organizations;
using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Simulations in an account of an organization; what is expected was recorded from AWS.</summary>
public sealed class SimulationOrganizationTests
{
    private const string Allowing = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":"*"}]}""";
    private const string DenyPut = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}]}""";

    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"];

    // The user may get, put and delete; the organization denies to put, and above the account allows neither to delete.
    [Fact]
    public async Task What_the_organization_says_of_a_principal_is_told()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(
            OrganizationTest.Policy("p-allow", Allowing, "Prod/Keys"), OrganizationTest.Policy("p-deny", DenyPut, TestService.Account)));
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"*"},{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Null":{"stack:missing":"false"}}}]}""";
        await service.DoneAsync("CreateUser", ("UserName", "u"));
        await service.DoneAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", policy));
        await DetachFullAccessAsync(service, "ou-ab12-22222222");

        string[] told = ["allowed user_u_p", "explicitDeny", "implicitDeny", "implicitDeny missing:stack:missing"];
        string[] flags = ["true", "false", "false", "true"];
        Assert.Equal(told.Zip(flags, (one, flag) => $"{one} organizations:{flag}"), (await service.PrincipalAsync("user/u", [], Actions)).Told());
        var answer = await service.PrincipalAsync("user/u", List("ResourceArns", A), "s3:PutObject");
        Assert.Equal(["explicitDeny organizations:false"], answer.Told());
        Assert.Equal(["explicitDeny"], answer.ToldOfResources());
        Assert.Empty(answer.Results().Single().Child("EvalDecisionDetails").Elements());

        Assert.Equal(["allowed user_u_p", "allowed user_u_p", "allowed user_u_p", "implicitDeny missing:stack:missing"],
            (await service.PrincipalAsync("user/u", SimulationPrincipalTests.Exclude("scp"), Actions)).Told());
        // Given policies are of no account: the organization is the one that is given, or there is none.
        Assert.Equal(["allowed PolicyInputList.1", "allowed PolicyInputList.1"], (await service.CustomAsync(Given(AllowAll), "s3:PutObject", "s3:DeleteObject")).Told());
    }

    [Fact]
    public async Task A_denial_of_the_organization_hides_what_the_principals_own_policies_say()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(OrganizationTest.Policy("p-deny", DenyPut, TestService.Account)));
        await service.DoneAsync("CreateUser", ("UserName", "u"));
        await service.DoneAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", DenyPut));
        Assert.Equal(["explicitDeny organizations:false"], (await service.PrincipalAsync("user/u", [], "s3:PutObject")).Told());
        Assert.Equal(["explicitDeny PolicyInputList.1 organizations:true"], (await service.PrincipalAsync("user/u", Given(DenyGet), "s3:GetObject")).Told());
    }

    [Fact]
    public async Task Outside_of_an_organization_nothing_is_told_of_one_and_its_manager_is_not_bound()
    {
        await using (var service = await OrganizationTest.StartAsync(null))
        {
            await service.DoneAsync("CreateUser", ("UserName", "u"));
            Assert.Equal(["allowed PolicyInputList.1"], (await service.PrincipalAsync("user/u", Given(AllowAll), "s3:PutObject")).Told());
        }
        await using var other = await OrganizationTest.StartAsync(OrganizationTest.Organization(OrganizationTest.Policy("p-deny", DenyPut, "root")));
        (string, string)[] parameters = [("PolicySourceArn", Arn("user/manageruser", OrganizationTest.Management)), ("ActionNames.member.1", "s3:PutObject")];
        Assert.Equal(["allowed all organizations:true"], (await other.QueryAsync("manager", "iam", "SimulatePrincipalPolicy", parameters)).Told().Select(one => one.Replace("user_manageruser_", "", StringComparison.Ordinal)));
        parameters[0] = ("PolicySourceArn", Arn("user/otheruser", OrganizationTest.Other));
        Assert.Equal(["explicitDeny organizations:false"], (await other.QueryAsync("other", "iam", "SimulatePrincipalPolicy", parameters)).Told());
    }

    private static async Task DetachFullAccessAsync(TestService service, string target) =>
        (await service.OrganizationsAsync("manager", "DetachPolicy", new { PolicyId = OrganizationTest.FullAccess, TargetId = target })).Succeeded();
}
