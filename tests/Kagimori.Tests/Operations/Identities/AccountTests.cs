using System.Globalization;
using System.Xml.Linq;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>The account as a whole: its alias and its summary, by signed requests.</summary>
public sealed class AccountTests
{
    private const string Other = "444455556666";

    [Fact]
    public async Task An_account_has_one_alias_and_a_new_one_takes_its_place()
    {
        await using var service = await StartAsync();
        Assert.Empty(await AliasesAsync(service));
        await DoAsync(service, "CreateAccountAlias", ("AccountAlias", "first"));
        Assert.Equal(["first"], await AliasesAsync(service));
        await DoAsync(service, "CreateAccountAlias", ("AccountAlias", "second"));
        Assert.Equal(["second"], await AliasesAsync(service));
        (await service.QueryAsync("root", "iam", "DeleteAccountAlias", ("AccountAlias", "first")))
            .RefusedXml(404, "NoSuchEntity", "The Account Alias with name first cannot be found.");
        await DoAsync(service, "DeleteAccountAlias", ("AccountAlias", "second"));
        Assert.Empty(await AliasesAsync(service));
        Assert.Empty(await AliasesAsync(service, "other"));
    }

    [Fact]
    public async Task An_alias_belongs_to_one_account_until_it_is_given_up()
    {
        await using var service = await StartAsync();
        await DoAsync(service, "CreateAccountAlias", ("AccountAlias", "mine"));
        foreach (var caller in new[] { "root", "other" })
        {
            (await service.QueryAsync(caller, "iam", "CreateAccountAlias", ("AccountAlias", "mine")))
                .RefusedXml(409, "EntityAlreadyExists", "The account alias mine already exists.");
        }
        (await service.QueryAsync("other", "iam", "DeleteAccountAlias", ("AccountAlias", "mine")))
            .RefusedXml(404, "NoSuchEntity", "The Account Alias with name mine cannot be found.");
        await DoAsync(service, "CreateAccountAlias", ("AccountAlias", "other-name"));
        (await service.QueryAsync("other", "iam", "CreateAccountAlias", ("AccountAlias", "mine"))).Succeeded();
        Assert.Equal(["mine"], await AliasesAsync(service, "other"));
    }

    [Theory]
    [InlineData("ab"), InlineData("-abc"), InlineData("abc-"), InlineData("a--b"), InlineData("Abc"), InlineData("a_b"), InlineData("abc\n"), InlineData("123456789012")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task What_is_no_alias_is_refused(string alias)
    {
        await using var service = await StartAsync();
        var answer = await service.QueryAsync("root", "iam", "CreateAccountAlias", ("AccountAlias", alias));
        Assert.Equal((400, "ValidationError"), (answer.Status, answer.Xml("Code")));
        Assert.Empty(await AliasesAsync(service));
    }

    [Fact]
    public async Task The_summary_counts_what_there_is()
    {
        await using var service = await StartAsync();
        var before = await SummaryAsync(service);
        Assert.Equal(34, before.Count);
        Assert.Equal((5000, 300, 1000, 1500), (before["UsersQuota"], before["GroupsQuota"], before["RolesQuota"], before["PoliciesQuota"]));
        Assert.Equal((1, 0, 0), (before["AccountAccessKeysPresent"], before["AccountMFAEnabled"], before["PolicyVersionsInUse"]));
        await DoAsync(service, "CreateUser", ("UserName", "u"));
        await DoAsync(service, "CreateGroup", ("GroupName", "g"));
        await DoAsync(service, "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", TestService.Allow("sts:AssumeRole").Replace("\"Resource\":\"*\"", $"\"Principal\":{{\"AWS\":\"{TestService.Account}\"}}", StringComparison.Ordinal)));
        await DoAsync(service, "CreatePolicy", ("PolicyName", "used"), ("PolicyDocument", TestService.Allow("*")));
        await DoAsync(service, "CreatePolicy", ("PolicyName", "unused"), ("PolicyDocument", TestService.Allow("*")));
        await DoAsync(service, "CreatePolicyVersion", ("PolicyArn", $"arn:aws:iam::{TestService.Account}:policy/used"), ("PolicyDocument", TestService.Allow("*")));
        await DoAsync(service, "AttachUserPolicy", ("UserName", "u"), ("PolicyArn", $"arn:aws:iam::{TestService.Account}:policy/used"));
        await DoAsync(service, "CreateVirtualMFADevice", ("VirtualMFADeviceName", "m"));
        var after = await SummaryAsync(service);
        Assert.Equal(
            ["Groups 1", "MFADevices 1", "Policies 2", "PolicyVersionsInUse 1", "Roles 1", "Users 1"],
            after.Where(count => count.Value != before[count.Key]).Select(count => $"{count.Key} {count.Value - before[count.Key]}").Order(StringComparer.Ordinal));
        Assert.Equal(0, (await SummaryAsync(service, "other"))["Users"]);
    }

    private static async Task<TestService> StartAsync()
    {
        var seed = TestService.SeedOf(null, ("alice", null));
        seed["accounts"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = Other,
            ["rootAccessKeys"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = "other", ["secret"] = "other-secret" }),
        });
        return await TestService.StartAsync(seed);
    }

    private static async Task DoAsync(TestService service, string operation, params (string, string)[] parameters) =>
        (await service.QueryAsync("root", "iam", operation, parameters)).Succeeded();

    private static async Task<IReadOnlyList<string>> AliasesAsync(TestService service, string caller = "root") =>
        [.. XElement.Parse((await service.QueryAsync(caller, "iam", "ListAccountAliases")).Succeeded().Text)
            .Descendants().Single(element => element.Name.LocalName == "AccountAliases").Elements().Select(member => member.Value)];

    private static async Task<Dictionary<string, int>> SummaryAsync(TestService service, string caller = "root") =>
        XElement.Parse((await service.QueryAsync(caller, "iam", "GetAccountSummary")).Succeeded().Text)
            .Descendants().Where(element => element.Name.LocalName == "entry").Select(entry => entry.Elements().Select(part => part.Value).ToArray())
            .ToDictionary(entry => entry[0], entry => int.Parse(entry[1], CultureInfo.InvariantCulture));
}
