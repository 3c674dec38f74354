using Kagimori.Identities;

namespace Kagimori.Tests.Operations.Organizations;

/// <summary>The tree: the organization, its units, its accounts, and who may see and change it.</summary>
public sealed class OrganizationTests
{
    private const string Management = OrganizationTest.Management;
    private const string Other = OrganizationTest.Other;

    [Fact]
    public async Task An_account_makes_an_organization_once_and_deletes_it_when_nobody_else_is_in_it()
    {
        await using var service = await OrganizationTest.StartAsync(null);
        (await service.OrganizationsAsync("manager", "DescribeOrganization")).Refuses("AWSOrganizationsNotInUseException");
        Assert.Equal("Your account is not a member of an organization.", (await service.OrganizationsAsync("manager", "ListRoots"))["Message"]);
        var made = (await service.OrganizationsAsync("manager", "CreateOrganization")).Succeeded().Json["Organization"]!;
        var id = made["Id"]!.GetValue<string>();
        Assert.Matches("^o-[a-z0-9]{10}$", id);
        Assert.Equal($"arn:aws:organizations::{Management}:organization/{id}", made["Arn"]!.GetValue<string>());
        Assert.Equal($"arn:aws:organizations::{Management}:account/{id}/{Management}", made["MasterAccountArn"]!.GetValue<string>());
        Assert.Equal("""[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]""", made["AvailablePolicyTypes"]!.ToJsonString());
        (await service.OrganizationsAsync("manager", "CreateOrganization")).Refuses("AlreadyInOrganizationException");
        var root = (await service.OrganizationsAsync("manager", "ListRoots")).Succeeded().Json["Roots"]![0]!;
        Assert.Equal("Root", root["Name"]!.GetValue<string>());
        await JoinAsync(service, "other", Other);
        (await service.OrganizationsAsync("manager", "DeleteOrganization")).Refuses("OrganizationNotEmptyException");
        (await service.OrganizationsAsync("manager", "RemoveAccountFromOrganization", new { AccountId = Management })).Refuses("MasterCannotLeaveOrganizationException");
        (await service.OrganizationsAsync("manager", "RemoveAccountFromOrganization", new { AccountId = Other })).Succeeded();
        (await service.OrganizationsAsync("other", "DescribeOrganization")).Refuses("AWSOrganizationsNotInUseException");
        (await service.OrganizationsAsync("manager", "DeleteOrganization")).Succeeded();
        (await service.OrganizationsAsync("manager", "DescribeOrganization")).Refuses("AWSOrganizationsNotInUseException");
    }

    [Fact]
    public async Task A_member_sees_its_organization_and_nothing_more()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        Assert.Equal("o-exampleorg", (await service.OrganizationsAsync("other", "DescribeOrganization")).Text("Organization", "Id"));
        foreach (var (operation, request) in new (string, object)[]
        {
            ("ListAccounts", new { }), ("ListRoots", new { }), ("DescribeAccount", new { AccountId = Other }), ("ListPolicies", new { Filter = "SERVICE_CONTROL_POLICY" }),
            ("DetachPolicy", new { PolicyId = OrganizationTest.FullAccess, TargetId = Other }), ("RemoveAccountFromOrganization", new { AccountId = Other }),
        })
        {
            var answer = await service.OrganizationsAsync("other", operation, request);
            answer.Refuses("AccessDeniedException");
            Assert.Equal("You don't have permissions to access this resource.", answer["Message"]);
        }
        (await service.OrganizationsAsync("other", "LeaveOrganization")).Succeeded();
        (await service.OrganizationsAsync("other", "DescribeOrganization")).Refuses("AWSOrganizationsNotInUseException");
        (await service.OrganizationsAsync("manager", "LeaveOrganization")).Refuses("MasterCannotLeaveOrganizationException");
    }

    [Fact]
    public async Task Units_are_made_renamed_listed_and_deleted()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var prod = "ou-ab12-11111111";
        var made = (await service.OrganizationsAsync("manager", "CreateOrganizationalUnit", new { ParentId = prod, Name = "Blue", Tags = new[] { new { Key = "team", Value = "blue" } } })).Succeeded().Json["OrganizationalUnit"]!;
        var blue = made["Id"]!.GetValue<string>();
        Assert.Matches("^ou-ab12-[a-z0-9]{8}$", blue);
        Assert.Equal($"o-exampleorg/r-ab12/{prod}/{blue}/", made["Path"]!.GetValue<string>());
        (await service.OrganizationsAsync("manager", "CreateOrganizationalUnit", new { ParentId = prod, Name = "Blue" })).Refuses("DuplicateOrganizationalUnitException");
        (await service.OrganizationsAsync("manager", "CreateOrganizationalUnit", new { ParentId = "ou-ab12-99999999", Name = "x" })).Refuses("ParentNotFoundException");
        (await service.OrganizationsAsync("manager", "UpdateOrganizationalUnit", new { OrganizationalUnitId = blue, Name = "Keys" })).Refuses("DuplicateOrganizationalUnitException");
        Assert.Equal("Green", (await service.OrganizationsAsync("manager", "UpdateOrganizationalUnit", new { OrganizationalUnitId = blue, Name = "Green" })).Text("OrganizationalUnit", "Name"));
        Assert.Equal("Green", (await service.OrganizationsAsync("manager", "DescribeOrganizationalUnit", new { OrganizationalUnitId = blue })).Text("OrganizationalUnit", "Name"));
        Assert.Equal(new[] { "ou-ab12-22222222", blue }.Order(StringComparer.Ordinal), (await service.OrganizationsAsync("manager", "ListOrganizationalUnitsForParent", new { ParentId = prod })).List("OrganizationalUnits"));
        Assert.Equal([blue], (await service.OrganizationsAsync("manager", "ListChildren", new { ParentId = prod, ChildType = "ORGANIZATIONAL_UNIT" })).List("Children").Where(id => id == blue));
        Assert.Equal([Other], (await service.OrganizationsAsync("manager", "ListChildren", new { ParentId = prod, ChildType = "ACCOUNT" })).List("Children"));
        Assert.Equal([prod], (await service.OrganizationsAsync("manager", "ListParents", new { ChildId = blue })).List("Parents"));
        Assert.Equal(["ROOT"], (await service.OrganizationsAsync("manager", "ListParents", new { ChildId = Management })).List("Parents", "Type"));
        Assert.Equal(["blue"], (await service.OrganizationsAsync("manager", "ListTagsForResource", new { ResourceId = blue })).List("Tags", "Value"));
        (await service.OrganizationsAsync("manager", "TagResource", new { ResourceId = blue, Tags = new[] { new { Key = "team", Value = "red" }, new { Key = "x", Value = "" } } })).Succeeded();
        (await service.OrganizationsAsync("manager", "UntagResource", new { ResourceId = blue, TagKeys = new[] { "x" } })).Succeeded();
        Assert.Equal(["red"], (await service.OrganizationsAsync("manager", "ListTagsForResource", new { ResourceId = blue })).List("Tags", "Value"));
        (await service.OrganizationsAsync("manager", "DeleteOrganizationalUnit", new { OrganizationalUnitId = prod })).Refuses("OrganizationalUnitNotEmptyException");
        (await service.OrganizationsAsync("manager", "DeleteOrganizationalUnit", new { OrganizationalUnitId = blue })).Succeeded();
        (await service.OrganizationsAsync("manager", "DescribeOrganizationalUnit", new { OrganizationalUnitId = blue })).Refuses("OrganizationalUnitNotFoundException");
    }

    [Fact]
    public async Task Units_go_five_levels_deep()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var parent = "ou-ab12-22222222";
        for (var level = 3; level <= 5; level++)
            parent = (await service.OrganizationsAsync("manager", "CreateOrganizationalUnit", new { ParentId = parent, Name = "deeper" })).Text("OrganizationalUnit", "Id");
        (await service.OrganizationsAsync("manager", "CreateOrganizationalUnit", new { ParentId = parent, Name = "deeper" })).Refuses("ConstraintViolationException", "OU_DEPTH_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task A_new_account_has_the_role_by_which_the_management_account_uses_it()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var request = new { Email = "blue@example.org", AccountName = "Blue" };
        var begun = (await service.OrganizationsAsync("manager", "CreateAccount", request)).Succeeded().Json["CreateAccountStatus"]!;
        Assert.Equal("IN_PROGRESS", begun["State"]!.GetValue<string>());
        var status = await service.OrganizationsAsync("manager", "DescribeCreateAccountStatus", new { CreateAccountRequestId = begun["Id"]!.GetValue<string>() });
        Assert.Equal("SUCCEEDED", status.Text("CreateAccountStatus", "State"));
        var id = status.Text("CreateAccountStatus", "AccountId");
        var account = await service.OrganizationsAsync("manager", "DescribeAccount", new { AccountId = id });
        Assert.Equal("Blue blue@example.org CREATED ACTIVE", string.Join(' ', new[] { "Name", "Email", "JoinedMethod", "Status" }.Select(member => account.Text("Account", member))));
        var role = (await IdentityRecords.Roles.FindAsync(service.Engine.Store, id, IdentityRecords.IdOf("OrganizationAccountAccessRole")))!.Value;
        Assert.Contains($"arn:aws:iam::{Management}:root", role.TrustPolicy, StringComparison.Ordinal);
        Assert.Contains("\"Action\":\"*\"", role.InlinePolicies["AdministratorAccess"], StringComparison.Ordinal);
        var assumed = await service.QueryAsync("manageruser", "sts", "AssumeRole", ("RoleArn", $"arn:aws:iam::{id}:role/OrganizationAccountAccessRole"), ("RoleSessionName", "s1"));
        var session = $"{assumed.Xml("AccessKeyId")} {assumed.Xml("SecretAccessKey")} {assumed.Xml("SessionToken")}";
        Assert.Equal(id, (await service.KmsAsync(session, "CreateKey")).Text("KeyMetadata", "AWSAccountId"));

        var again = (await service.OrganizationsAsync("manager", "CreateAccount", request)).Text("CreateAccountStatus", "Id");
        Assert.Equal("EMAIL_ALREADY_EXISTS", (await service.OrganizationsAsync("manager", "DescribeCreateAccountStatus", new { CreateAccountRequestId = again })).Text("CreateAccountStatus", "FailureReason"));
        Assert.Equal([id], (await service.OrganizationsAsync("manager", "ListCreateAccountStatus", new { States = new[] { "SUCCEEDED" } })).List("CreateAccountStatuses", "AccountId"));
        (await service.OrganizationsAsync("manager", "DescribeCreateAccountStatus", new { CreateAccountRequestId = "car-00000000" })).Refuses("CreateAccountStatusNotFoundException");
    }

    [Fact]
    public async Task Accounts_are_listed_by_page_and_moved()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var first = await service.OrganizationsAsync("manager", "ListAccounts", new { MaxResults = 2 });
        var rest = await service.OrganizationsAsync("manager", "ListAccounts", new { MaxResults = 2, NextToken = first["NextToken"] });
        Assert.Equal([TestService.Account, Other, Management], [.. first.List("Accounts"), .. rest.List("Accounts")]);
        Assert.Null(rest.Json["NextToken"]);
        (await service.OrganizationsAsync("manager", "ListAccounts", new { NextToken = "x" })).Refuses("InvalidInputException", "INVALID_NEXT_TOKEN");

        var (prod, keys) = ("ou-ab12-11111111", "ou-ab12-22222222");
        (await service.OrganizationsAsync("manager", "MoveAccount", new { AccountId = Other, SourceParentId = keys, DestinationParentId = prod })).Refuses("SourceParentNotFoundException");
        (await service.OrganizationsAsync("manager", "MoveAccount", new { AccountId = Other, SourceParentId = prod, DestinationParentId = "ou-ab12-99999999" })).Refuses("DestinationParentNotFoundException");
        (await service.OrganizationsAsync("manager", "MoveAccount", new { AccountId = Other, SourceParentId = prod, DestinationParentId = prod })).Refuses("DuplicateAccountException");
        (await service.OrganizationsAsync("manager", "MoveAccount", new { AccountId = "000000000000", SourceParentId = prod, DestinationParentId = keys })).Refuses("AccountNotFoundException");
        (await service.OrganizationsAsync("manager", "MoveAccount", new { AccountId = Other, SourceParentId = prod, DestinationParentId = keys })).Succeeded();
        Assert.Equal([TestService.Account, Other], (await service.OrganizationsAsync("manager", "ListAccountsForParent", new { ParentId = keys })).List("Accounts"));
    }

    [Fact]
    public async Task An_invited_account_is_a_member_when_it_accepts()
    {
        await using var service = await OrganizationTest.StartAsync(null);
        (await service.OrganizationsAsync("manager", "CreateOrganization")).Succeeded();
        var target = new { Target = new { Id = Other, Type = "ACCOUNT" } };
        var id = (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", target)).Text("Handshake", "Id");
        (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", target)).Refuses("DuplicateHandshakeException");
        (await service.OrganizationsAsync("root", "AcceptHandshake", new { HandshakeId = id })).Refuses("HandshakeNotFoundException");
        (await service.OrganizationsAsync("manager", "AcceptHandshake", new { HandshakeId = id })).Refuses("HandshakeNotFoundException");
        Assert.Equal("DECLINED", (await service.OrganizationsAsync("other", "DeclineHandshake", new { HandshakeId = id })).Text("Handshake", "State"));
        (await service.OrganizationsAsync("other", "AcceptHandshake", new { HandshakeId = id })).Refuses("InvalidHandshakeTransitionException");

        id = (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", target)).Text("Handshake", "Id");
        Assert.Equal("CANCELED", (await service.OrganizationsAsync("manager", "CancelHandshake", new { HandshakeId = id })).Text("Handshake", "State"));
        id = (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", target)).Text("Handshake", "Id");
        service.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal("EXPIRED", (await service.OrganizationsAsync("other", "DescribeHandshake", new { HandshakeId = id })).Text("Handshake", "State"));
        (await service.OrganizationsAsync("other", "AcceptHandshake", new { HandshakeId = id })).Refuses("InvalidHandshakeTransitionException");

        await JoinAsync(service, "other", Other);
        Assert.Equal("INVITED", (await service.OrganizationsAsync("manager", "DescribeAccount", new { AccountId = Other })).Text("Account", "JoinedMethod"));
        (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", target)).Refuses("HandshakeConstraintViolationException", "ALREADY_IN_AN_ORGANIZATION");
        (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", new { Target = new { Id = "a@example.org", Type = "EMAIL" } })).Refuses("InvalidInputException", "INVALID_PARTY_TYPE_TARGET");
    }

    [Theory]
    [InlineData("DescribeAccount", "{}", "INPUT_REQUIRED")]
    [InlineData("DescribeAccount", """{"AccountId":"12345"}""", "INVALID_PATTERN")]
    [InlineData("ListPolicies", """{"Filter":"OTHER"}""", "INVALID_ENUM")]
    [InlineData("CreateOrganizationalUnit", """{"ParentId":"r-ab12","Name":""}""", "MIN_LENGTH_EXCEEDED")]
    [InlineData("ListAccounts", """{"MaxResults":21}""", "MAX_VALUE_EXCEEDED")]
    public async Task A_request_of_the_wrong_form_is_told_with_its_reason(string operation, string request, string reason)
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        (await service.OrganizationsAsync("manager", operation, System.Text.Json.Nodes.JsonNode.Parse(request))).Refuses("InvalidInputException", reason);
    }

    [Fact]
    public async Task A_user_of_the_management_account_needs_permission_on_what_it_names()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var policy = TestService.Allow("organizations:*", $"arn:aws:organizations::{Management}:account/o-exampleorg/{Other}");
        Assert.Equal(200, (await service.QueryAsync("manager", "iam", "PutUserPolicy", ("UserName", "manageruser"), ("PolicyName", "all"), ("PolicyDocument", policy))).Status);
        (await service.OrganizationsAsync("manageruser", "DescribeAccount", new { AccountId = Other })).Succeeded();
        var denied = await service.OrganizationsAsync("manageruser", "DescribeAccount", new { AccountId = Management });
        Assert.Equal($"User: arn:aws:iam::{Management}:user/manageruser is not authorized to perform: organizations:DescribeAccount on resource: arn:aws:organizations::{Management}:account/o-exampleorg/{Management} because no identity-based policy allows the organizations:DescribeAccount action", denied["Message"]);
    }

    private static async Task JoinAsync(TestService service, string caller, string account)
    {
        var id = (await service.OrganizationsAsync("manager", "InviteAccountToOrganization", new { Target = new { Id = account, Type = "ACCOUNT" } })).Text("Handshake", "Id");
        Assert.Equal("ACCEPTED", (await service.OrganizationsAsync(caller, "AcceptHandshake", new { HandshakeId = id })).Text("Handshake", "State"));
    }
}
