using System.Globalization;
using System.Xml.Linq;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>GetAccountAuthorizationDetails, by signed requests.</summary>
public sealed class AccountDetailsTests
{
    private static readonly string[] Kinds = ["PolicyName", "UserName", "RoleName", "GroupName"];

    [Fact]
    public async Task Everything_that_permits_is_shown_with_its_documents()
    {
        await using var service = await StartAsync();
        var answer = await AskAsync(service);
        Assert.Equal(["Policies", "UserDetailList", "RoleDetailList", "GroupDetailList", "IsTruncated"], Names(answer.Elements().First()));
        var alice = Member(answer, "UserDetailList", "alice");
        Assert.Equal(["Path", "UserName", "UserId", "Arn", "CreateDate", "GroupList", "UserPolicyList", "AttachedManagedPolicies", "PermissionsBoundary", "Tags"], Names(alice));
        Assert.Equal("g", alice.Descendants(Of(alice, "GroupList")).Single().Value);
        Assert.Equal(TestService.Allow("iam:GetUser"), Uri.UnescapeDataString(alice.Descendants(Of(alice, "PolicyDocument")).Single().Value));
        Assert.Equal("p", alice.Descendants(Of(alice, "AttachedManagedPolicies")).Descendants(Of(alice, "PolicyName")).Single().Value);
        // AWS leaves out the empty list of inline policies of a user, and of nothing else.
        Assert.DoesNotContain("UserPolicyList", Names(Member(answer, "UserDetailList", "bob")));
        Assert.Equal(["Path", "GroupName", "GroupId", "Arn", "CreateDate", "GroupPolicyList", "AttachedManagedPolicies"], Names(Member(answer, "GroupDetailList", "g")));
        Assert.Equal(
            ["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument", "InstanceProfileList", "RoleLastUsed", "RolePolicyList", "AttachedManagedPolicies", "Tags"],
            Names(Member(answer, "RoleDetailList", "Administrator")));
        var policy = Member(answer, "Policies", "p");
        Assert.Equal(
            ["PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId", "AttachmentCount", "PermissionsBoundaryUsageCount", "IsAttachable", "CreateDate", "UpdateDate", "PolicyVersionList"],
            Names(policy));
        Assert.Equal(["v2", "v1"], policy.Descendants(Of(policy, "VersionId")).Select(version => version.Value));
        Assert.Equal([TestService.Allow("kms:*"), TestService.Allow("*")], policy.Descendants(Of(policy, "Document")).Select(document => Uri.UnescapeDataString(document.Value)));
    }

    [Theory]
    [InlineData("User", "alice,bob"), InlineData("Group", "g"), InlineData("Role", "Administrator"), InlineData("LocalManagedPolicy", "p")]
    [InlineData("Role User", "Administrator,alice,bob")]
    public async Task A_filter_selects_kinds(string filter, string expected)
    {
        await using var service = await StartAsync();
        var parameters = filter.Split(' ').Select((kind, i) => ($"Filter.member.{i + 1}", kind)).ToArray();
        Assert.Equal(expected.Split(','), Entities(await AskAsync(service, parameters)).Order(StringComparer.Ordinal));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task Pages_go_through_all_kinds_and_show_each_entity_once(int size)
    {
        await using var service = await StartAsync();
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await AskAsync(service, [("MaxItems", size.ToString(CultureInfo.InvariantCulture)), .. marker is null ? [] : new[] { ("Marker", marker) }]);
            var entities = Entities(page);
            Assert.InRange(entities.Count, 1, size);
            seen.AddRange(entities);
            marker = page.Descendants(Of(page, "Marker")).SingleOrDefault()?.Value;
            Assert.Equal(marker is null ? "false" : "true", page.Descendants(Of(page, "IsTruncated")).Single().Value);
        }
        while (marker is not null);
        Assert.Equal(["Administrator", "alice", "bob", "g", "p"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_marker_of_another_filter_is_refused_and_so_is_an_unknown_kind()
    {
        await using var service = await StartAsync();
        var page = await AskAsync(service, ("Filter.member.1", "User"), ("MaxItems", "1"));
        var marker = page.Descendants(Of(page, "Marker")).Single().Value;
        foreach (var (kind, wrong) in new[] { ("Role", marker), ("User", "not-a-marker") })
        {
            (await service.QueryAsync("root", "iam", "GetAccountAuthorizationDetails", ("Filter.member.1", kind), ("Marker", wrong)))
                .RefusedXml(400, "ValidationError", "Marker and Filter do not match");
        }
        Assert.Equal("ValidationError", (await service.QueryAsync("root", "iam", "GetAccountAuthorizationDetails", ("Filter.member.1", "user"))).Xml("Code"));
    }

    [Fact]
    public async Task Who_is_not_permitted_learns_nothing()
    {
        await using var service = await StartAsync();
        var answer = await service.QueryAsync("bob", "iam", "GetAccountAuthorizationDetails");
        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Xml("Code")));
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(null, ("alice", TestService.Allow("iam:GetUser")), ("bob", null));
        var policy = $"arn:aws:iam::{TestService.Account}:policy/p";
        await DoAsync(service, "CreatePolicy", ("PolicyName", "p"), ("Description", "d"), ("PolicyDocument", TestService.Allow("*")));
        await DoAsync(service, "CreatePolicyVersion", ("PolicyArn", policy), ("PolicyDocument", TestService.Allow("kms:*")));
        await DoAsync(service, "AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", policy));
        await DoAsync(service, "PutUserPermissionsBoundary", ("UserName", "alice"), ("PermissionsBoundary", policy));
        await DoAsync(service, "CreateGroup", ("GroupName", "g"));
        await DoAsync(service, "AddUserToGroup", ("GroupName", "g"), ("UserName", "alice"));
        return service;
    }

    private static async Task DoAsync(TestService service, string operation, params (string, string)[] parameters) =>
        (await service.QueryAsync("root", "iam", operation, parameters)).Succeeded();

    private static async Task<XElement> AskAsync(TestService service, params (string, string)[] parameters) =>
        XElement.Parse((await service.QueryAsync("root", "iam", "GetAccountAuthorizationDetails", parameters)).Succeeded().Text);

    private static XName Of(XElement element, string name) => element.Name.Namespace + name;

    private static string[] Names(XElement element) => [.. element.Elements().Select(child => child.Name.LocalName)];

    private static XElement Member(XElement answer, string list, string name) =>
        answer.Descendants(Of(answer, list)).Single().Elements().Single(member => member.Elements().Any(child => Kinds.Contains(child.Name.LocalName) && child.Value == name));

    // The names of the listed entities: those that stand directly in a member of a list of the answer.
    private static List<string> Entities(XElement answer) =>
        [.. answer.Elements().First().Elements().SelectMany(list => list.Elements()).Select(member => member.Elements().First(child => Kinds.Contains(child.Name.LocalName)).Value)];
}
