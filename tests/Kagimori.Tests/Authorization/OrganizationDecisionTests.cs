using System.Text.Json.Nodes;
using Kagimori.Tests.Operations.Organizations;

namespace Kagimori.Tests.Authorization;

/// <summary>What an organization's policies do to decisions: service control policies to callers, resource control policies to keys.</summary>
public sealed class OrganizationDecisionTests
{
    private const string Owner = TestService.Account;
    private const string OnlyS3 = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
    private const string DenyDecrypt = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}""";
    private const string DenyAll = """{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}""";

    private static readonly string Shared = $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["{{Owner}}","{{OrganizationTest.Other}}","{{OrganizationTest.Management}}"]},"Action":"kms:*","Resource":"*"}]}
        """;

    [Fact]
    public async Task Each_level_of_service_control_policies_must_allow_even_for_the_root_user()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(
            OrganizationTest.Policy("s3", OnlyS3, "Prod/Keys"), Default("root", "Prod", Owner, OrganizationTest.Other, OrganizationTest.Management)), Shared, ("user", TestService.Allow("*")));
        foreach (var (caller, arn) in new[] { ("root", $"arn:aws:iam::{Owner}:root"), ("user", $"arn:aws:iam::{Owner}:user/user") })
            (await DescribeAsync(service, caller)).Refused("AccessDeniedException",
                $"User: {arn} is not authorized to perform: kms:DescribeKey on resource: {TestService.KeyArn} because no service control policy allows the kms:DescribeKey action");
        // Not the owner's, but the caller's own service control policies count; and none for the management account.
        (await DescribeAsync(service, "other")).Succeeded();
        (await DescribeAsync(service, "manager")).Succeeded();
        Assert.Equal("AccessDenied", (await service.QueryAsync("user", "iam", "ListUsers")).Xml("Code"));
    }

    [Fact]
    public async Task A_denying_service_control_policy_is_named_and_does_not_reach_the_management_account_or_service_linked_roles()
    {
        var organization = OrganizationTest.Organization(OrganizationTest.Policy("deny", DenyDecrypt, "root"));
        organization["policies"]![0]!["id"] = "p-denydecrypt";
        var seed = TestService.SeedOf(Shared, ("caller", TestService.Allow("sts:AssumeRole")));
        seed["organization"] = organization;
        seed["accounts"]![0]!["roles"]!.AsArray().Add(new JsonObject
        {
            ["name"] = "AWSServiceRoleForX", ["path"] = "/aws-service-role/x.amazonaws.com/",
            ["trustPolicy"] = JsonNode.Parse($$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Owner}}}"},"Action":"sts:AssumeRole"}}"""),
            ["policies"] = new JsonObject { ["all"] = JsonNode.Parse(TestService.Allow("kms:*")) },
        });
        foreach (var (account, root) in new[] { (OrganizationTest.Management, "manager"), (OrganizationTest.Other, "other") })
            seed["accounts"]!.AsArray().Add(new JsonObject { ["id"] = account, ["rootAccessKeys"] = new JsonArray(new JsonObject { ["id"] = root, ["secret"] = $"{root}-secret" }) });
        await using var service = await TestService.StartAsync(seed);
        var blob = (await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = "eA==" }))["CiphertextBlob"];
        (await DecryptAsync(service, "root", blob)).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{Owner}:root is not authorized to perform: kms:Decrypt on resource: {TestService.KeyArn} with an explicit deny in a service control policy: arn:aws:organizations::{OrganizationTest.Management}:policy/o-exampleorg/service_control_policy/p-denydecrypt");
        Assert.Contains("with an explicit deny in a service control policy", (await DecryptAsync(service, "other", blob))["Message"], StringComparison.Ordinal);
        (await DecryptAsync(service, "manager", blob)).Succeeded();
        (await DecryptAsync(service, await service.AssumeAsync("caller", "aws-service-role/x.amazonaws.com/AWSServiceRoleForX"), blob)).Succeeded();
        Assert.Contains("service control policy", (await DecryptAsync(service, await service.AssumeAsync("caller", "Administrator"), blob))["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_on_the_path_of_service_linked_roles_cannot_be_made()
    {
        await using var service = await TestService.StartAsync();
        (await service.QueryAsync("root", "iam", "CreateRole", ("RoleName", "r"), ("Path", "/aws-service-role/x/"), ("AssumeRolePolicyDocument",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Owner}}}"},"Action":"sts:AssumeRole"}}""")))
            .RefusedXml(400, "InvalidInput", "The path /aws-service-role/ is reserved for service-linked roles.");
    }

    [Fact]
    public async Task A_resource_control_policy_of_the_owner_denies_every_caller_its_own_root_user_too()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(OrganizationTest.ResourcePolicy("perimeter", DenyAll, "Prod/Keys")), Shared);
        Assert.Contains("with an explicit deny in a resource control policy: arn:aws:organizations::", (await DescribeAsync(service, "root"))["Message"], StringComparison.Ordinal);
        foreach (var caller in new[] { "other", "manager" })
            Assert.EndsWith("or a resource-based policy explicitly denies access", (await DescribeAsync(service, caller))["Message"], StringComparison.Ordinal);
        // What has no resource is not reached, nor are keys of accounts elsewhere in the organization.
        (await service.KmsAsync("root", "ListKeys")).Succeeded();
        var key = (await service.KmsAsync("other", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        (await service.KmsAsync("other", "DescribeKey", new { KeyId = key })).Succeeded();
    }

    [Fact]
    public async Task A_resource_control_policy_keeps_roles_from_being_assumed_and_does_not_reach_IAM()
    {
        var deny = """{"Effect":"Deny","Principal":"*","Action":["sts:AssumeRole","iam:*"],"Resource":"*"}""";
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(OrganizationTest.ResourcePolicy("perimeter", deny, "root")), null, ("user", TestService.Allow("*")));
        var denied = await service.QueryAsync("user", "sts", "AssumeRole", ("RoleArn", $"arn:aws:iam::{Owner}:role/Administrator"), ("RoleSessionName", "s1"));
        Assert.Equal(403, denied.Status);
        Assert.Contains("with an explicit deny in a resource control policy", denied.Xml("Message"), StringComparison.Ordinal);
        Assert.Equal(200, (await service.QueryAsync("user", "iam", "GetUser", ("UserName", "user"))).Status);
    }

    [Fact]
    public async Task Resource_control_policies_reach_neither_AWS_managed_keys_nor_the_retiring_of_grants_nor_keys_of_the_management_account()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(), null, ("user", null));
        const string User = $"arn:aws:iam::{Owner}:user/user";
        var grant = (await service.KmsAsync("root", "CreateGrant", new { TestService.KeyId, GranteePrincipal = User, RetiringPrincipal = User, Operations = new[] { "Decrypt" } })).Succeeded()["GrantId"];
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" })).Succeeded();
        var key = (await service.KmsAsync("manager", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();

        var policy = (await service.OrganizationsAsync("manager", "CreatePolicy", new
        {
            Name = "perimeter", Description = "", Type = "RESOURCE_CONTROL_POLICY", Content = $$"""{"Version":"2012-10-17","Statement":[{{DenyAll}}]}""",
        })).Text("Policy", "PolicySummary", "Id");
        (await service.OrganizationsAsync("manager", "AttachPolicy", new { PolicyId = policy, TargetId = "r-ab12" })).Succeeded();
        Assert.Equal("AccessDeniedException", (await DescribeAsync(service, "root")).Code);
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" })).Succeeded();
        (await service.KmsAsync("manager", "DescribeKey", new { KeyId = key })).Succeeded();
        (await service.KmsAsync("user", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant })).Succeeded();
    }

    /// <summary>Each change counts for the next request, though nothing of the caller or the key has changed.</summary>
    [Fact]
    public async Task What_changes_in_the_organization_counts_at_once()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(), null);
        (await DescribeAsync(service, "root")).Succeeded();
        var content = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:DescribeKey","Resource":"*"}]}""";
        var policy = (await service.OrganizationsAsync("manager", "CreatePolicy", new { Name = "p", Description = "", Type = "SERVICE_CONTROL_POLICY", Content = content })).Text("Policy", "PolicySummary", "Id");
        (await DescribeAsync(service, "root")).Succeeded();
        await ChangeAsync(false, "AttachPolicy", new { PolicyId = policy, TargetId = "ou-ab12-22222222" });
        await ChangeAsync(true, "UpdatePolicy", new { PolicyId = policy, Content = DenyDecrypt });
        await ChangeAsync(false, "UpdatePolicy", new { PolicyId = policy, Content = content });
        await ChangeAsync(true, "MoveAccount", new { AccountId = Owner, SourceParentId = "ou-ab12-22222222", DestinationParentId = "r-ab12" });
        await ChangeAsync(false, "MoveAccount", new { AccountId = Owner, SourceParentId = "r-ab12", DestinationParentId = "ou-ab12-22222222" });
        await ChangeAsync(true, "DisablePolicyType", new { RootId = "r-ab12", PolicyType = "SERVICE_CONTROL_POLICY" });
        await ChangeAsync(true, "EnablePolicyType", new { RootId = "r-ab12", PolicyType = "SERVICE_CONTROL_POLICY" });
        await ChangeAsync(false, "AttachPolicy", new { PolicyId = policy, TargetId = "r-ab12" });
        await ChangeAsync(true, "RemoveAccountFromOrganization", new { AccountId = Owner });

        async Task ChangeAsync(bool allowed, string operation, object request)
        {
            (await service.OrganizationsAsync("manager", operation, request)).Succeeded();
            Assert.Equal((operation, allowed ? 200 : 400), (operation, (await DescribeAsync(service, "root")).Status));
        }
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorg","aws:ResourceOrgID":"o-exampleorg"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-otherother"}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-exampleorg/r-ab12/ou-ab12-11111111/"}}""", true)]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-exampleorg/r-ab12/ou-ab12-11111111/ou-*"}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:ResourceOrgPaths":"o-exampleorg/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}""", true)]
    public async Task A_condition_sees_the_organizations_of_the_caller_and_of_the_key(string condition, bool allowed)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{{condition}}}]}""";
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization(), policy);
        Assert.Equal(allowed ? 200 : 400, (await DescribeAsync(service, "otheruser")).Status);
    }

    [Fact]
    public async Task Without_an_organization_its_condition_keys_are_absent()
    {
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"Null":{"aws:PrincipalOrgID":"true","aws:PrincipalOrgPaths":"true","aws:ResourceOrgID":"true","aws:ResourceOrgPaths":"true"}}}]}""";
        await using var service = await OrganizationTest.StartAsync(null, policy);
        (await DescribeAsync(service, "otheruser")).Succeeded();
    }

    private static JsonObject Default(params string[] targets) => new()
    {
        ["name"] = "FullAWSAccess", ["targets"] = new JsonArray([.. targets.Select(target => JsonValue.Create(target))]),
    };

    private static Task<TestAnswer> DescribeAsync(TestService service, string caller) => service.KmsAsync(caller, "DescribeKey", new { KeyId = TestService.KeyArn });

    private static Task<TestAnswer> DecryptAsync(TestService service, string caller, string blob) =>
        service.KmsAsync(caller, "Decrypt", new { CiphertextBlob = blob, KeyId = TestService.KeyArn });
}
