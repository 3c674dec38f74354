using Kagimori.Operations;
using Kagimori.Wire;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Every listing of IAM in pages: a new one has no row here, and fails.</summary>
public sealed class ListingPagesTests : ScriptedIamTest
{
    private const string NoItems = "";

    // Pages of results, not of what an account has: SimulationTests.
    private static readonly HashSet<string> Simulations = ["SimulateCustomPolicy", "SimulatePrincipalPolicy"];

    private static readonly Dictionary<string, Listing> Listings = new()
    {
        ["ListUsers"] = new("UserName", "", "CreateUser UserName=*", "DeleteUser UserName=*"),
        ["ListGroups"] = new("GroupName", "", "CreateGroup GroupName=*", "DeleteGroup GroupName=*"),
        ["ListRoles"] = new("RoleName", "", "CreateRole RoleName=* AssumeRolePolicyDocument=$trust", "DeleteRole RoleName=*"),
        ["ListPolicies"] = new("PolicyName", "Scope=Local", "CreatePolicy PolicyName=* PolicyDocument=$policy", "DeletePolicy PolicyArn=@*"),
        ["ListPolicyVersions"] = new("VersionId", "PolicyArn=@owner",
            "CreatePolicyVersion PolicyArn=@owner PolicyDocument=$policy", "DeletePolicyVersion PolicyArn=@owner VersionId=*"),
        ["ListEntitiesForPolicy"] = new("GroupName RoleName UserName", "PolicyArn=@owner",
            "CreateUser UserName=*; AttachUserPolicy UserName=* PolicyArn=@owner", "DetachUserPolicy UserName=* PolicyArn=@owner"),
        ["GetAccountAuthorizationDetails"] = new("GroupId PolicyId RoleId UserId", "", "CreateUser UserName=*; CreateGroup GroupName=*"),
        ["GetGroup"] = new("UserName", "GroupName=owner",
            "CreateUser UserName=*; AddUserToGroup GroupName=owner UserName=*", "RemoveUserFromGroup GroupName=owner UserName=*"),
        ["ListGroupsForUser"] = new("GroupName", "UserName=owner",
            "CreateGroup GroupName=*; AddUserToGroup GroupName=* UserName=owner", "RemoveUserFromGroup GroupName=* UserName=owner"),
        ["ListUserPolicies"] = Inline("User"), ["ListGroupPolicies"] = Inline("Group"), ["ListRolePolicies"] = Inline("Role"),
        ["ListAttachedUserPolicies"] = Attached("User"), ["ListAttachedGroupPolicies"] = Attached("Group"), ["ListAttachedRolePolicies"] = Attached("Role"),
        ["ListUserTags"] = Tags("User", "UserName=owner"), ["ListRoleTags"] = Tags("Role", "RoleName=owner"), ["ListPolicyTags"] = Tags("Policy", "PolicyArn=@owner"),
        ["ListMFADeviceTags"] = Tags("MFADevice", "SerialNumber=mfa/owner"),
        ["ListOpenIDConnectProviderTags"] = Tags("OpenIDConnectProvider", "OpenIDConnectProviderArn=oidc/owner.example.com"),
        ["ListAccessKeys"] = new("AccessKeyId", "UserName=owner", "CreateAccessKey UserName=owner", "DeleteAccessKey UserName=owner AccessKeyId=*", 2),
        ["ListVirtualMFADevices"] = new("SerialNumber", "", "CreateVirtualMFADevice VirtualMFADeviceName=*", "DeleteVirtualMFADevice SerialNumber=*"),
        ["ListMFADevices"] = new("SerialNumber", "UserName=owner",
            "CreateVirtualMFADevice VirtualMFADeviceName=*; EnableMFADevice UserName=owner SerialNumber=mfa/*", "DeactivateMFADevice UserName=owner SerialNumber=*"),
        ["ListAccountAliases"] = new("member", "", "CreateAccountAlias AccountAlias=alias-*", Made: 1),
        ["ListInstanceProfilesForRole"] = new("member", "RoleName=owner", NoItems), ["ListSigningCertificates"] = new("member", "UserName=owner", NoItems),
        ["ListSSHPublicKeys"] = new("member", "UserName=owner", NoItems), ["ListServiceSpecificCredentials"] = new("member", "UserName=owner", NoItems),
    };

    public static TheoryData<string> Operations => [.. OperationCatalog.All
        .Where(operation => operation.Service == Service.Iam && operation.Members.Any(member => member.Name == "Marker") && !Simulations.Contains(operation.Name))
        .Select(operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public async Task Pages_show_each_item_once(string operation)
    {
        var (listing, request) = await MakeAsync(operation);
        var all = await Done(operation, request);
        Assert.Equal(("false", null), (all["IsTruncated"], all["Marker"]));
        Assert.True(listing.ItemsOf(all).Count >= (listing.Make == NoItems ? 0 : listing.Made));
        var seen = new List<string>();
        for (string? marker = null, before = ""; marker != before;)
        {
            var page = await Done(operation, [.. request, ("MaxItems", "1"), .. After(marker)]);
            Assert.Equal(page["Marker"] is null ? "false" : "true", page["IsTruncated"]);
            Assert.True(listing.ItemsOf(page).Count <= 1);
            seen.AddRange(listing.ItemsOf(page));
            (before, marker) = (page["Marker"] is null ? marker : before, page["Marker"] ?? marker);
        }
        Assert.Equal(listing.ItemsOf(all), seen);
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task The_next_page_goes_on_where_the_last_one_ended_whatever_came_or_went(string operation)
    {
        var (listing, request) = await MakeAsync(operation);
        if (listing.Remove is null) return;
        var all = listing.ItemsOf(await Done(operation, request));
        var first = await Done(operation, [.. request, ("MaxItems", $"{all.Count / 2}")]);
        foreach (var item in listing.ItemsOf(first)) (await RunAsync(listing.Remove, item)).Accepted();
        if (all.Contains("m1")) (await RunAsync(listing.Make, "a0")).Accepted();
        Assert.Equal(all.Skip(all.Count / 2), listing.ItemsOf(await Done(operation, [.. request, .. After(first["Marker"])])));
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task Bounds_and_markers_that_cannot_be_are_refused(string operation)
    {
        var (_, request) = await MakeAsync(operation);
        foreach (var (items, bound) in new[] { ("0", "greater than or equal to 1"), ("1001", "less than or equal to 1000") })
        {
            (await Call(operation, [.. request, ("MaxItems", items)])).IsRefused("ValidationError",
                $"1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value {bound}");
        }
        Assert.Equal("MalformedInput", (await Call(operation, [.. request, ("MaxItems", "many")])).Refusal!.Code);
        Assert.Equal("ValidationError", (await Call(operation, [.. request, ("Marker", "nonsense")])).Refusal!.Code);
        await Done(operation, [.. request, ("MaxItems", "1000")]);
    }

    private static (string, string)[] After(string? marker) => marker is null ? [] : [("Marker", marker)];

    private async Task<(Listing, (string, string)[])> MakeAsync(string operation)
    {
        var listing = Listings[operation];
        if (listing.Make != NoItems)
        {
            for (var i = 1; i <= listing.Made; i++) (await RunAsync(listing.Make, $"m{i}")).Accepted();
        }
        return (listing, ParametersOf(listing.Request.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static Listing Inline(string kind) => new("member", $"{kind}Name=owner",
        $"Put{kind}Policy {kind}Name=owner PolicyName=* PolicyDocument=$policy", $"Delete{kind}Policy {kind}Name=owner PolicyName=*");

    private static Listing Attached(string kind) => new("PolicyName", $"{kind}Name=owner",
        $"CreatePolicy PolicyName=* PolicyDocument=$policy; Attach{kind}Policy {kind}Name=owner PolicyArn=@*", $"Detach{kind}Policy {kind}Name=owner PolicyArn=@*");

    private static Listing Tags(string kind, string owner) => new("Key", owner,
        $"Tag{kind} {owner} Tags.member.1.Key=* Tags.member.1.Value=v", $"Untag{kind} {owner} TagKeys.member.1=*");

    /// <param name="Items">The elements that the items are known by.</param>
    /// <param name="Make">The script that makes an item.</param>
    /// <param name="Remove">The script that takes one away; null where a page cannot be followed by one without.</param>
    private sealed record Listing(string Items, string Request, string Make, string? Remove = null, int Made = 4)
    {
        public IReadOnlyList<string> ItemsOf(Answer answer) => [.. Items.Split(' ').SelectMany(answer.All)];
    }
}
