namespace Kagimori.Tests.Operations.Sessions;

/// <summary>Roles of another account: its trust policy and the caller's own policies must both allow.</summary>
public sealed class CrossAccountRoleTests : SessionTest
{
    [Fact]
    public async Task A_session_of_another_accounts_role_belongs_to_that_account()
    {
        await AddRoleAsync("guest", Trust(A), root: RootB);
        var session = Credentials(await AssumeAsync("bob", RoleArn("guest", B)));
        var identity = await Service.QueryAsync(session, "sts", "GetCallerIdentity");
        Assert.Equal((B, $"arn:aws:sts::{B}:assumed-role/guest/s1"), (identity.Xml("Account"), identity.Xml("Arn")));
        Assert.Contains("<UserName>carol</UserName>", (await Service.QueryAsync(session, "iam", "ListUsers")).Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(A), InlineData($"arn:aws:iam::{A}:user/alice")]
    public async Task However_the_role_names_the_caller_its_own_policies_must_allow(string principal)
    {
        await AddRoleAsync("guest", Trust(principal), root: RootB);
        (await AssumeAsync("alice", RoleArn("guest", B))).RefusedXml(403, "AccessDenied",
            $"User: {UserArn("alice")} is not authorized to perform: sts:AssumeRole on resource: {RoleArn("guest", B)} because no identity-based policy allows the sts:AssumeRole action");
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_caller_is_answered_as_one_that_does_not_exist()
    {
        await AddRoleAsync("closed", Trust(B), root: RootB);
        foreach (var role in new[] { "closed", "absent" })
        {
            (await AssumeAsync("bob", RoleArn(role, B))).RefusedXml(403, "AccessDenied",
                $"User: {UserArn("bob")} is not authorized to perform: sts:AssumeRole on resource: {RoleArn(role, B)}");
        }
    }

    [Fact]
    public async Task Within_an_account_a_role_that_names_the_user_needs_nothing_more()
    {
        await AddRoleAsync("named", Trust(UserArn("alice")));
        await AddRoleAsync("delegated", Trust(A));
        Credentials(await AssumeAsync("alice", RoleArn("named")));
        (await AssumeAsync("alice", RoleArn("delegated"))).RefusedXml(403, "AccessDenied",
            $"User: {UserArn("alice")} is not authorized to perform: sts:AssumeRole on resource: {RoleArn("delegated")} because no identity-based policy allows the sts:AssumeRole action");
    }

    [Fact]
    public async Task The_managed_session_policies_are_those_of_the_roles_account()
    {
        await AddRoleAsync("guest", Trust(A), root: RootB);
        var document = TestService.Allow("iam:ListRoles");
        (await Service.QueryAsync(RootB, "iam", "CreatePolicy", ("PolicyName", "narrow"), ("PolicyDocument", document))).Succeeded();
        (await Service.QueryAsync(RootA, "iam", "CreatePolicy", ("PolicyName", "narrow"), ("PolicyDocument", document))).Succeeded();
        var session = Credentials(await AssumeAsync("bob", RoleArn("guest", B), ("PolicyArns.member.1.arn", $"arn:aws:iam::{B}:policy/narrow")));
        (await Service.QueryAsync(session, "iam", "ListRoles")).Succeeded();
        (await Service.QueryAsync(session, "iam", "ListUsers")).RefusedXml(403, "AccessDenied",
            $"User: arn:aws:sts::{B}:assumed-role/guest/s1 is not authorized to perform: iam:ListUsers on resource: * because no session policy allows the iam:ListUsers action");
        (await AssumeAsync("bob", RoleArn("guest", B), ("PolicyArns.member.1.arn", $"arn:aws:iam::{A}:policy/narrow")))
            .RefusedXml(400, "MalformedPolicyDocument", $"Policy arn:aws:iam::{A}:policy/narrow does not exist.");
    }

    [Fact]
    public async Task The_root_user_cannot_assume_a_role()
    {
        await AddRoleAsync("guest", Trust(A), root: RootB);
        (await AssumeAsync(RootA, RoleArn("guest", B))).RefusedXml(403, "AccessDenied", "Roles may not be assumed by root accounts.");
    }

    [Theory, InlineData("sts:ExternalId", "ExternalId", "door-7"), InlineData("sts:RoleSessionName", "RoleSessionName", "door-7")]
    public async Task A_trust_policy_can_demand_a_parameter_of_the_request(string key, string parameter, string value)
    {
        await AddRoleAsync("guest", Trust(A, condition: $$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}"""), root: RootB);
        (string, string)[] with = [("RoleArn", RoleArn("guest", B)), .. parameter == "RoleSessionName" ? [] : new[] { ("RoleSessionName", "s1") }, (parameter, value)];
        Credentials(await Service.QueryAsync("bob", "sts", "AssumeRole", with));
        Assert.Equal(403, (await AssumeAsync("bob", RoleArn("guest", B))).Status);
    }
}
