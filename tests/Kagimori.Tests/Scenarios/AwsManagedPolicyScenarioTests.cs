using System.Text.Json.Nodes;

namespace Kagimori.Tests.Scenarios;

/// <summary>What the managed policies of AWS permit: attached, as a boundary, as a session policy, from a seed, and in simulation.</summary>
public sealed class AwsManagedPolicyScenarioTests
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private const string PowerUser = "arn:aws:iam::aws:policy/AWSKeyManagementServicePowerUser";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static readonly object Encryption = new { TestService.KeyId, Plaintext = Convert.ToBase64String("hello"u8) };

    [Fact]
    public async Task An_administrator_uses_a_key_whose_policy_delegates_to_the_account()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("alice", "Encrypt", Encryption)).Code);
        await DoAsync(service, "AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", Administrator));
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Succeeded();
        var statements = service.AuditRecords()[^1]["additionalEventData"]!["decisions"]![0]!["statements"]!.AsArray();
        Assert.Contains(Administrator, statements.Select(statement => statement!["policy"]!.GetValue<string>()));
        await DoAsync(service, "DetachUserPolicy", ("UserName", "alice"), ("PolicyArn", Administrator));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("alice", "Encrypt", Encryption)).Code);
    }

    [Fact]
    public async Task A_power_user_of_key_management_makes_keys_and_does_not_encrypt()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        await DoAsync(service, "CreateGroup", ("GroupName", "g"));
        await DoAsync(service, "AddUserToGroup", ("GroupName", "g"), ("UserName", "alice"));
        await DoAsync(service, "AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", PowerUser));
        (await service.KmsAsync("alice", "CreateKey")).Succeeded();
        (await service.KmsAsync("alice", "DescribeKey", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{TestService.Account}:user/alice is not authorized to perform: kms:Encrypt on resource: {TestService.KeyArn} because no identity-based policy allows the kms:Encrypt action");
    }

    [Fact]
    public async Task As_a_boundary_it_limits_what_other_policies_allow()
    {
        await using var service = await TestService.StartAsync(null, ("alice", TestService.Allow("*")));
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Succeeded();
        await DoAsync(service, "PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", ReadOnly));
        (await service.KmsAsync("alice", "DescribeKey", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Refused("AccessDeniedException",
            $"User: arn:aws:iam::{TestService.Account}:user/alice is not authorized to perform: kms:Encrypt on resource: {TestService.KeyArn} because no permissions boundary allows the kms:Encrypt action");
    }

    [Fact]
    public async Task As_a_session_policy_it_limits_a_role()
    {
        await using var service = await TestService.StartAsync(null, ("carol", TestService.Allow("sts:AssumeRole")));
        var session = await service.AssumeAsync("carol", "Administrator", "s1", ("PolicyArns.member.1.arn", ReadOnly));
        (await service.KmsAsync(session, "DescribeKey", new { TestService.KeyId })).Succeeded();
        Assert.Equal("AccessDeniedException", (await service.KmsAsync(session, "Encrypt", Encryption)).Code);
        (await service.KmsAsync(await service.AssumeAsync("carol", "Administrator", "s1", ("PolicyArns.member.1.arn", Administrator)), "Encrypt", Encryption)).Succeeded();
        var unknown = await service.QueryAsync("carol", "sts", "AssumeRole", ("RoleArn", $"arn:aws:iam::{TestService.Account}:role/Administrator"), ("RoleSessionName", "s1"),
            ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/NoSuchPolicy"));
        unknown.RefusedXml(400, "MalformedPolicyDocument", "Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist.");
    }

    [Fact]
    public async Task A_seed_names_it_and_what_it_permits_survives_a_restart()
    {
        var seed = TestService.SeedOf(null, ("alice", null), ("bob", TestService.Allow("*")));
        var users = seed["accounts"]![0]!["users"]!;
        users[0]!["attachedPolicies"] = new JsonArray(Administrator);
        users[1]!["permissionsBoundary"] = ReadOnly;
        await using var service = await TestService.StartAsync(seed);
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Succeeded();
        await service.RestartAsync();
        (await service.KmsAsync("alice", "Encrypt", Encryption)).Succeeded();
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("bob", "Encrypt", Encryption)).Code);
        Assert.Equal("1", (await service.QueryAsync("root", "iam", "GetPolicy", ("PolicyArn", Administrator))).Succeeded().Xml("AttachmentCount"));
        Assert.Equal("1", (await service.QueryAsync("root", "iam", "GetPolicy", ("PolicyArn", ReadOnly))).Succeeded().Xml("PermissionsBoundaryUsageCount"));
    }

    [Fact]
    public async Task A_simulation_of_a_principal_reads_it()
    {
        await using var service = await TestService.StartAsync(null, ("alice", null));
        await DoAsync(service, "AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", PowerUser));
        var answer = await SimulateAsync("kms:CreateKey");
        Assert.Equal(("allowed", "AWSKeyManagementServicePowerUser", "IAM Policy"), (answer.Xml("EvalDecision"), answer.Xml("SourcePolicyId"), answer.Xml("SourcePolicyType")));
        Assert.Equal("implicitDeny", (await SimulateAsync("kms:Encrypt")).Xml("EvalDecision"));
        await DoAsync(service, "AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", "arn:aws:iam::aws:policy/IAMUserChangePassword"));
        Assert.Equal("aws:username", (await service.QueryAsync("root", "iam", "GetContextKeysForPrincipalPolicy",
            ("PolicySourceArn", $"arn:aws:iam::{TestService.Account}:user/alice"))).Succeeded().Xml("member"));

        async Task<TestAnswer> SimulateAsync(string action) => (await service.QueryAsync("root", "iam", "SimulatePrincipalPolicy",
            ("PolicySourceArn", $"arn:aws:iam::{TestService.Account}:user/alice"), ("ActionNames.member.1", action))).Succeeded();
    }

    private static async Task DoAsync(TestService service, string operation, params (string, string)[] parameters) =>
        (await service.QueryAsync("root", "iam", operation, parameters)).Succeeded();
}
