using System.Text.Json;
using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>The managed policies of AWS as IAM's operations know them.</summary>
public sealed class AwsManagedPolicyTests : IamTest
{
    private const string PowerUser = "arn:aws:iam::aws:policy/AWSKeyManagementServicePowerUser";
    private const string ViewOnly = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
    private const string Outside = "Policy is outside your own account.";

    private static readonly string[] Known =
    [
        "AdministratorAccess", "AWSKeyManagementServicePowerUser", "AWSOrganizationsFullAccess", "AWSOrganizationsReadOnlyAccess", "IAMFullAccess", "IAMReadOnlyAccess",
        "IAMUserChangePassword", "PowerUserAccess", "ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess",
    ];

    public static TheoryData<string> Kinds => ["User", "Group", "Role"];

    [Fact]
    public void Each_is_an_identity_policy_with_an_id_of_its_own()
    {
        Assert.Equal(Known, AwsManagedPolicies.All.Select(policy => policy.Name).Order(StringComparer.OrdinalIgnoreCase));
        foreach (var policy in AwsManagedPolicies.All)
        {
            Assert.Matches("^ANPA[A-Z2-7]{17}$", policy.Id);
            Assert.True(policy.CreatedAt <= policy.UpdatedAt);
            Assert.True(Policy.TryParseStored(policy.DefaultDocument, PolicyGrammar.IdentityPolicy, out _, out var error), $"{policy.Name}: {error?.Message}");
            Assert.Same(policy, AwsManagedPolicies.Find(AwsManagedPolicies.ArnOf(policy)));
        }
        Assert.Equal(Known.Length, AwsManagedPolicies.All.Select(policy => policy.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_policy_is_described_as_AWS_describes_it()
    {
        var policy = await Done("GetPolicy", ("PolicyArn", ViewOnly));
        Assert.Equal(
            ["PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId", "AttachmentCount", "PermissionsBoundaryUsageCount", "IsAttachable", "Description", "CreateDate", "UpdateDate"],
            policy.MembersOf("Policy"));
        Assert.Equal(("ViewOnlyAccess", "ANPAID22R6XPJATWOFDK6", ViewOnly, "/job-function/", "v45"),
            (policy["PolicyName"], policy["PolicyId"], policy["Arn"], policy["Path"], policy["DefaultVersionId"]));
        Assert.Equal(("0", "0", "true", "2016-11-10T17:20:15Z"),
            (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"], policy["IsAttachable"], policy["CreateDate"]));
    }

    [Fact]
    public async Task Its_default_version_is_read_with_its_document()
    {
        var arn = ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess");
        var version = await Done("GetPolicyVersion", arn, ("VersionId", "v1"));
        Assert.Equal(("v1", "true", "2015-02-06T18:39:46Z"), (version["VersionId"], version["IsDefaultVersion"], version["CreateDate"]));
        Assert.Equal(
            "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \"Effect\": \"Allow\",\n            \"Action\": \"*\",\n            \"Resource\": \"*\"\n        }\n    ]\n}",
            version.Document("Document"));
        Assert.Equal(["v1"], (await Done("ListPolicyVersions", arn)).All("VersionId"));
        (await Call("GetPolicyVersion", arn, ("VersionId", "v2"))).IsRefused("NoSuchEntity", $"Policy {arn.Item2} version v2 does not exist or is not attachable.");
        Assert.Empty((await Done("ListPolicyTags", arn)).All("Key"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_is_attached_counted_in_this_account_and_detached(string kind)
    {
        var entity = await Add(kind);
        await Engine.AddAccountAsync("444455556666", "AKIAOTHEROTHEROTHERO");
        var arn = ("PolicyArn", PowerUser);
        await Done($"Attach{kind}Policy", entity, arn);
        await Done($"Attach{kind}Policy", entity, arn);
        Assert.Equal("1", (await Done("GetPolicy", arn))["AttachmentCount"]);
        Assert.Equal("0", (await CallAs("AKIAOTHEROTHEROTHERO", "GetPolicy", arn)).Accepted()["AttachmentCount"]);
        var list = await Done($"ListAttached{kind}Policies", entity);
        Assert.Equal(("AWSKeyManagementServicePowerUser", PowerUser), (list["PolicyName"], list["PolicyArn"]));
        Assert.Equal("x", (await Done("ListEntitiesForPolicy", arn))[$"{kind}Name"]);
        await Done($"Detach{kind}Policy", entity, arn);
        Assert.Equal("0", (await Done("GetPolicy", arn))["AttachmentCount"]);
        Assert.False((await Done("ListEntitiesForPolicy", arn)).Has($"{kind}Name"));
        (await Call($"Detach{kind}Policy", entity, arn)).IsRefused("NoSuchEntity", $"Policy {PowerUser} was not found.");
    }

    [Fact]
    public async Task It_bounds_users_and_roles()
    {
        await Done("CreateUser", ("UserName", "u"), ("PermissionsBoundary", PowerUser));
        await Done("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TrustingRoot), ("PermissionsBoundary", ViewOnly));
        Assert.Equal(("0", "1"), await CountsOf(ViewOnly));
        await Done("PutRolePermissionsBoundary", ("RoleName", "r"), ("PermissionsBoundary", PowerUser));
        Assert.Equal((("0", "0"), ("0", "2")), (await CountsOf(ViewOnly), await CountsOf(PowerUser)));
        Assert.Equal(("u", "r"), await UsersOf("PermissionsBoundary"));
        Assert.Equal((null, null), await UsersOf("PermissionsPolicy"));
        await Done("DeleteRolePermissionsBoundary", ("RoleName", "r"));
        await Done("DeleteUser", ("UserName", "u"));
        Assert.Equal(("0", "0"), await CountsOf(PowerUser));

        async Task<(string?, string?)> CountsOf(string arn)
        {
            var policy = await Done("GetPolicy", ("PolicyArn", arn));
            return (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"]);
        }

        async Task<(string?, string?)> UsersOf(string usage)
        {
            var uses = await Done("ListEntitiesForPolicy", ("PolicyArn", PowerUser), ("PolicyUsageFilter", usage));
            return (uses["UserName"], uses["RoleName"]);
        }
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicy"), InlineData("arn:aws:iam::aws:policy/administratoraccess"), InlineData("arn:aws:iam::aws:policy/ViewOnlyAccess")]
    [InlineData("arn:aws:iam::aws:policy/job-function/AdministratorAccess")]
    public async Task What_AWS_does_not_have_under_exactly_this_ARN_is_not_found(string arn)
    {
        await AddUser("u");
        (await Call("GetPolicy", ("PolicyArn", arn))).IsRefused("NoSuchEntity", $"Policy {arn} was not found.");
        (await Call("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", arn))).IsRefused("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.");
        (await Call("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", arn)))
            .IsRefused("NoSuchEntity", $"Scope ARN: {arn} does not exist or is not attachable.");
    }

    [Fact]
    public async Task Nobody_can_change_it()
    {
        var arn = ("PolicyArn", PowerUser);
        (await Call("CreatePolicyVersion", arn, ("PolicyDocument", Everything))).IsRefused("AccessDenied", Outside);
        (await Call("SetDefaultPolicyVersion", arn, ("VersionId", "v1"))).IsRefused("AccessDenied", Outside);
        (await Call("DeletePolicyVersion", arn, ("VersionId", "v1"))).IsRefused("AccessDenied", Outside);
        (await Call("DeletePolicy", arn)).IsRefused("AccessDenied", Outside);
        (await Call("TagPolicy", arn, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"))).IsRefused("AccessDenied", Outside);
        (await Call("UntagPolicy", arn, ("TagKeys.member.1", "k"))).IsRefused("AccessDenied", Outside);
    }

    [Fact]
    public async Task An_account_may_have_a_policy_of_the_same_name()
    {
        await AddPolicy("AdministratorAccess", Nothing);
        await AddUser("u");
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", PolicyArn("AdministratorAccess")));
        Assert.Equal("1", (await Done("GetPolicy", ("PolicyArn", PolicyArn("AdministratorAccess"))))["AttachmentCount"]);
        Assert.Equal("0", (await Done("GetPolicy", ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")))["AttachmentCount"]);
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        Assert.Equal(2, (await Done("ListAttachedUserPolicies", ("UserName", "u"))).All("PolicyArn").Count);
    }

    [Fact]
    public async Task Policies_are_listed_by_scope_path_and_use()
    {
        await AddPolicy("own");
        await AddUser("u");
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", PowerUser));
        await Done("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", ViewOnly));
        var sorted = Known.Order(StringComparer.OrdinalIgnoreCase).ToArray();
        Assert.Equal([.. sorted, "own"], await ListAsync());
        Assert.Equal([.. sorted, "own"], await ListAsync(("Scope", "All")));
        Assert.Equal(sorted, await ListAsync(("Scope", "AWS")));
        Assert.Equal(["own"], await ListAsync(("Scope", "Local")));
        Assert.Equal(["ViewOnlyAccess"], await ListAsync(("PathPrefix", "/job-function/")));
        Assert.Equal(["AWSKeyManagementServicePowerUser", "ViewOnlyAccess"], await ListAsync(("OnlyAttached", "true")));
        Assert.Equal(["AWSKeyManagementServicePowerUser"], await ListAsync(("OnlyAttached", "true"), ("PolicyUsageFilter", "PermissionsPolicy")));
        Assert.Equal(["ViewOnlyAccess"], await ListAsync(("OnlyAttached", "true"), ("PolicyUsageFilter", "PermissionsBoundary")));

        async Task<IReadOnlyList<string>> ListAsync(params (string, string)[] filters) => (await Done("ListPolicies", filters)).All("PolicyName");
    }

    [Theory, InlineData("1"), InlineData("4"), InlineData("11"), InlineData("12"), InlineData("13")]
    public async Task Pages_go_from_the_policies_of_AWS_to_the_accounts_own(string size)
    {
        await AddPolicy("aaa");
        await AddPolicy("zzz");
        var names = new List<string>();
        string? marker = null;
        do
        {
            var page = await Done("ListPolicies", [("MaxItems", size), .. marker is null ? [] : new[] { ("Marker", marker) }]);
            names.AddRange(page.All("PolicyName"));
            marker = page["Marker"];
        }
        while (marker is not null);
        Assert.Equal([.. Known.Order(StringComparer.OrdinalIgnoreCase), "aaa", "zzz"], names);
    }

    [Fact]
    public async Task The_account_is_described_with_those_it_uses()
    {
        var unused = (await Done("GetAccountAuthorizationDetails", ("Filter.member.1", "AWSManagedPolicy"))).All("PolicyName");
        Assert.Empty(unused);
        var before = await InUseAsync();
        await AddUser("u");
        await AddRole("r");
        await Done("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", PowerUser));
        await Done("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", ViewOnly));
        var details = await Done("GetAccountAuthorizationDetails", ("Filter.member.1", "AWSManagedPolicy"));
        Assert.Equal(["AWSKeyManagementServicePowerUser", "ViewOnlyAccess"], details.All("PolicyName"));
        Assert.Equal(["1", "0"], details.All("AttachmentCount"));
        Assert.Equal(["v2", "v45"], details.All("VersionId"));
        Assert.Contains("kms:CreateKey", Uri.UnescapeDataString(details.All("Document")[0]), StringComparison.Ordinal);
        Assert.False(details.Has("Description"));
        var all = await Done("GetAccountAuthorizationDetails", ("MaxItems", "2"));
        Assert.Equal(["AWSKeyManagementServicePowerUser", "ViewOnlyAccess"], all.All("PolicyName"));
        var rest = await Done("GetAccountAuthorizationDetails", ("MaxItems", "2"), ("Marker", all["Marker"]!));
        Assert.Equal(("u", "r"), (rest["UserName"], rest["RoleName"]));
        Assert.Equal(before + 2, await InUseAsync());
    }

    [Fact]
    public async Task A_callers_own_policy_says_which_it_may_attach()
    {
        var condition = JsonSerializer.Serialize(new { ArnEquals = new Dictionary<string, string> { ["iam:PolicyARN"] = ViewOnly } });
        var key = await Engine.AddUserAsync("attacher", TestService.Allow("iam:AttachUserPolicy", condition: condition));
        (await CallAs(key, "AttachUserPolicy", ("UserName", "attacher"), ("PolicyArn", ViewOnly))).Accepted();
        Assert.Equal("AccessDenied", (await CallAs(key, "AttachUserPolicy", ("UserName", "attacher"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"))).Refusal!.Code);
    }

    private async Task<int> InUseAsync()
    {
        var map = System.Xml.Linq.XElement.Parse((await Done("GetAccountSummary")).Body);
        return int.Parse(map.Descendants().Single(key => key.Value == "PolicyVersionsInUse" && key.Name.LocalName == "key").ElementsAfterSelf().Single().Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<(string, string)> Add(string kind)
    {
        if (kind == "User") await AddUser("x");
        else if (kind == "Group") await AddGroup("x");
        else await AddRole("x");
        return ($"{kind}Name", "x");
    }
}
