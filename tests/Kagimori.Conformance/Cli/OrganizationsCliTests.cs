namespace Kagimori.Conformance.Cli;

/// <summary>Organizations with the real aws CLI.</summary>
public sealed class OrganizationsCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly KagimoriServer _server = fixture.Server;

    [Fact]
    public async Task An_organization_is_made_with_a_unit_an_account_and_a_policy()
    {
        var cli = _server.CliOf(Demo.Root);
        Assert.Equal("An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.",
            await cli.RefusedAsync("organizations", "describe-organization"));
        var organization = (await cli.RunAsync("organizations", "create-organization")).Json.GetProperty("Organization");
        Assert.Equal(Demo.Account, organization.GetProperty("MasterAccountId").GetString());
        var root = (await cli.RunAsync("organizations", "list-roots", "--query", "Roots[0].Id")).Json.GetString()!;
        var unit = (await cli.RunAsync("organizations", "create-organizational-unit", "--parent-id", root, "--name", "Prod", "--tags", "Key=team,Value=blue")).Json
            .GetProperty("OrganizationalUnit").GetProperty("Id").GetString()!;
        var request = (await cli.RunAsync("organizations", "create-account", "--email", "blue@example.org", "--account-name", "Blue")).Json
            .GetProperty("CreateAccountStatus").GetProperty("Id").GetString()!;
        var status = (await cli.RunAsync("organizations", "describe-create-account-status", "--create-account-request-id", request)).Json.GetProperty("CreateAccountStatus");
        Assert.Equal("SUCCEEDED", status.GetProperty("State").GetString());
        var account = status.GetProperty("AccountId").GetString()!;
        await cli.RunAsync("organizations", "move-account", "--account-id", account, "--source-parent-id", root, "--destination-parent-id", unit);
        var accounts = (await cli.RunAsync("organizations", "list-accounts")).Json.GetProperty("Accounts");
        Assert.Equal(new[] { account, Demo.Account }.Order(), accounts.EnumerateArray().Select(item => item.GetProperty("Id").GetString()).Order());

        var policy = (await cli.RunAsync("organizations", "create-policy", "--name", "deny", "--description", "d", "--type", "SERVICE_CONTROL_POLICY", "--content",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}""")).Json.GetProperty("Policy").GetProperty("PolicySummary").GetProperty("Id").GetString()!;
        await cli.RunAsync("organizations", "attach-policy", "--policy-id", policy, "--target-id", unit);
        var attached = (await cli.RunAsync("organizations", "list-policies-for-target", "--target-id", unit, "--filter", "SERVICE_CONTROL_POLICY")).Json.GetProperty("Policies");
        Assert.Equal(2, attached.GetArrayLength());
        Assert.Contains("(PolicyInUseException)", await cli.RefusedAsync("organizations", "delete-policy", "--policy-id", policy));
        Assert.Contains("(MalformedPolicyDocumentException)", await cli.RefusedAsync("organizations", "update-policy", "--policy-id", policy, "--content", "{}"));
        Assert.Contains("(OrganizationNotEmptyException)", await cli.RefusedAsync("organizations", "delete-organization"));
        // The management account's own calls are not limited.
        await cli.RunAsync("kms", "list-keys");
    }
}
