using System.Text.Json.Nodes;
using static Kagimori.Tests.Scenarios.World;

namespace Kagimori.Tests.Scenarios;

/// <summary>Scenarios 15 to 25: what grants give, to whom, and how they end.</summary>
public sealed class GrantScenarioTests
{
    private const string NoIdentity = "because no identity-based policy allows the {0} action";
    private const string NoSession = "because no session policy allows the {0} action";
    private const string ThisResource = "this resource";
    private static readonly TimeSpan Propagation = TimeSpan.FromMinutes(5);
    private static readonly string[] S3Only = [Allow("s3:*")], Delegates = [Allow("kms:*", RootA)];
    private static readonly string User = Arn("user/u"), R = SessionArn("R"), Role = Arn("role/R");

    [Fact]
    public async Task Scenario_15_a_grant_to_a_session_is_limited_by_denies_only()
    {
        await using var world = await StartAsync([], Person.Role("R", boundary: S3Only));
        await world.GrantAsync("owner", R, ["Decrypt"]);
        await world.AllowedAsync(await world.AssumeAsync("R", policy: S3Only), "Decrypt");
        await world.DeniedAsync(await world.AssumeAsync("R", policy: [Allow("s3:*"), Deny("kms:*")]), "Decrypt", R, "with an explicit deny in a session policy");
    }

    [Fact]
    public async Task Scenario_16_a_grant_to_a_role_is_limited_by_session_policy_and_boundary()
    {
        await using var world = await StartAsync([], Person.Role("R"), Person.Role("Bound", boundary: S3Only));
        await world.GrantAsync("owner", Role, ["Decrypt"]);
        await world.GrantAsync("owner", Arn("role/Bound"), ["Decrypt"]);
        await world.AllowedAsync(await world.AssumeAsync("R"), "Decrypt");
        await world.DeniedAsync(await world.AssumeAsync("R", policy: S3Only), "Decrypt", R, NoSession);
        await world.DeniedAsync(await world.AssumeAsync("Bound"), "Decrypt", SessionArn("Bound"), "because no permissions boundary allows the {0} action");
    }

    [Theory]
    [InlineData("owner", "role", null)]
    [InlineData("owner", "session", null)]
    [InlineData("issuer", "role", null)]
    [InlineData("issuer", "session", null)]
    [InlineData("issuer", "role", "s3")]
    [InlineData("issuer", "session", "s3")]
    public async Task Scenario_17_a_grant_lends_the_callers_side_only_when_the_callers_account_issued_it(string issuer, string grantee, string? sessionPolicy)
    {
        await using var world = await StartAsync([Allow("kms:CreateGrant", RootB)], Person.Role("RB", account: B), new Person("issuer", [Allow("kms:CreateGrant")], Account: B));
        await world.GrantAsync(issuer, grantee == "role" ? Arn("role/RB", B) : SessionArn("RB", account: B), ["Encrypt"]);
        var session = await world.AssumeAsync("RB", policy: sessionPolicy is null ? null : S3Only, account: B);
        if (issuer == "owner") await world.DeniedAsync(session, "Encrypt", SessionArn("RB", account: B), NoIdentity, on: ThisResource);
        else if (sessionPolicy is null || grantee == "session") await world.AllowedAsync(session, "Encrypt");
        else await world.DeniedAsync(session, "Encrypt", SessionArn("RB", account: B), NoSession, on: ThisResource);
    }

    [Fact]
    public async Task Scenario_18_a_grant_to_a_session_is_for_its_name_and_for_each_session_of_that_name()
    {
        await using var world = await StartAsync(Delegates, Person.Role("R"));
        await world.GrantAsync("owner", R, ["Decrypt"]);
        await world.DeniedAsync(await world.AssumeAsync("R", "s2"), "Decrypt", SessionArn("R", "s2"), NoIdentity);
        await world.AllowedAsync(await world.AssumeAsync("R", "s1"), "Decrypt");
        await world.AllowedAsync(await world.AssumeAsync("R", "s1"), "Decrypt");
    }

    [Fact]
    public async Task Scenario_19_a_role_made_anew_does_not_inherit_the_grant()
    {
        await using var world = await StartAsync(Delegates, Person.Role("R"));
        var first = await world.GrantAsync("owner", R, ["Decrypt"], new { Name = "n" });
        await world.IamAsync("DeleteRole", ("RoleName", "R"));
        var listed = (await world.KmsAsync("owner", "ListGrants")).Succeeded().Json["Grants"]![0]!;
        Assert.Matches("^AROA[A-Z0-9]{17}:s1$", listed["GranteePrincipal"]!.GetValue<string>());
        await world.IamAsync("CreateRole", ("RoleName", "R"), ("AssumeRolePolicyDocument", $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{A}}}"},"Action":"sts:AssumeRole"}}"""));
        await world.DeniedAsync(await world.AssumeAsync("R"), "Decrypt", R, NoIdentity);
        var second = await world.GrantAsync("owner", R, ["Decrypt"], new { Name = "n" });
        Assert.NotEqual(first["GrantId"], second["GrantId"]);
        await world.AllowedAsync(await world.AssumeAsync("R"), "Decrypt");
    }

    [Theory]
    [InlineData("""{"Operations":["Decrypt","Encrypt"],"Constraints":{"EncryptionContextSubset":{"a":"1","b":"2"}}}""", false)]
    [InlineData("""{"Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"a":"1","b":"2"}}}""", true)]
    [InlineData("""{"Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"a":"1","b":"2","x":"9"}}}""", true)]
    [InlineData("""{"Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"a":"1"}}}""", false)]
    [InlineData("""{"Operations":["Decrypt"]}""", false)]
    [InlineData("""{"Operations":["Decrypt"],"Constraints":{"EncryptionContextEquals":{"a":"1","b":"2"}}}""", true)]
    [InlineData("""{"Operations":["Encrypt"],"Constraints":{"EncryptionContextSubset":{"c":"3"}}}""", false)]
    [InlineData("""{"Operations":["GenerateDataKey"],"Constraints":{"EncryptionContextEquals":{"c":"3"}}}""", true)]
    [InlineData("""{"Operations":["GenerateDataKey"],"Constraints":{"EncryptionContextSubset":{"c":"3"}}}""", false)]
    public async Task Scenario_20_a_grantee_passes_on_no_more_than_one_grant_gives(string child, bool allowed)
    {
        await using var world = await StartAsync(Delegates, new Person("u"), new Person("v"));
        await world.GrantAsync("owner", User, ["CreateGrant", "Decrypt"], new { Constraints = new { EncryptionContextSubset = new { a = "1", b = "2" } } });
        await world.GrantAsync("owner", User, ["Encrypt"]);
        await world.GrantAsync("owner", User, ["CreateGrant", "GenerateDataKey"], new { Constraints = new { EncryptionContextEquals = new { c = "3" } } });
        var request = JsonNode.Parse(child)!.AsObject();
        request["GranteePrincipal"] = Arn("user/v");
        if (allowed) await world.AllowedAsync("u", "CreateGrant", request.ToJsonString());
        else await world.DeniedAsync("u", "CreateGrant", User, NoIdentity, request.ToJsonString());
    }

    [Theory]
    [InlineData("role")]
    [InlineData("session")]
    public async Task Scenario_21_a_key_policy_that_denies_stops_a_grant(string grantee)
    {
        await using var world = await StartAsync([Deny("kms:Decrypt", Role)], Person.Role("R"));
        await world.GrantAsync("owner", grantee == "role" ? Role : R, ["Decrypt", "Encrypt"]);
        var session = await world.AssumeAsync("R");
        await world.DeniedAsync(session, "Decrypt", R, "with an explicit deny in a resource-based policy");
        await world.AllowedAsync(session, "Encrypt");
    }

    [Fact]
    public async Task Scenario_22_a_constraint_binds_what_has_an_encryption_context()
    {
        await using var world = await StartAsync(Delegates, new Person("u"), new Person("v"));
        await world.GrantAsync("owner", User, ["Decrypt", "DescribeKey"], new { Constraints = new { EncryptionContextEquals = new { a = "1" } } });
        await world.GrantAsync("owner", Arn("user/v"), ["Decrypt", "DescribeKey"], new { Constraints = new { EncryptionContextSubset = new { a = "1" } } });
        var both = new { a = "1", b = "2" };
        var blob = (await world.KmsAsync("owner", "Encrypt", new { EncryptionContext = both })).Succeeded()["CiphertextBlob"];
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity, new { CiphertextBlob = blob, EncryptionContext = both });
        await world.AllowedAsync("v", "Decrypt", new { CiphertextBlob = blob, EncryptionContext = both });
        var one = new { a = "1" };
        var blobOfOne = (await world.KmsAsync("owner", "Encrypt", new { EncryptionContext = one })).Succeeded()["CiphertextBlob"];
        await world.AllowedAsync("u", "Decrypt", new { CiphertextBlob = blobOfOne, EncryptionContext = one });
        await world.DeniedAsync("v", "Decrypt", Arn("user/v"), NoIdentity);
        await world.AllowedAsync("u", "DescribeKey");
        await world.AllowedAsync("v", "DescribeKey");
    }

    [Fact]
    public async Task Scenario_23_a_grant_is_retired_by_whom_it_names()
    {
        await using var world = await StartAsync([], new Person("u"), new Person("denied", [Deny("kms:RetireGrant")]), new Person("b", Account: B), new Person("c", [Allow("kms:RetireGrant")], Account: B));
        async Task<object> GrantFor(string retiring) => new { KeyId = KeyArn, GrantId = (await world.GrantAsync("owner", Arn("user/owner"), ["Decrypt"], new { RetiringPrincipal = retiring }))["GrantId"] };
        await world.AllowedAsync("u", "RetireGrant", await GrantFor(User));
        await world.DeniedAsync("denied", "RetireGrant", Arn("user/denied"), "with an explicit deny in an identity-based policy", await GrantFor(Arn("user/denied")));
        await world.DeniedAsync("b", "RetireGrant", Arn("user/b", B), NoIdentity, await GrantFor(Arn("user/b", B)), ThisResource);
        await world.AllowedAsync("c", "RetireGrant", await GrantFor(Arn("user/c", B)));
        var left = (await world.GrantAsync("owner", Arn("user/owner"), ["Decrypt"], new { RetiringPrincipal = User }))["GrantId"];
        (await world.KmsAsync("u", "RetireGrant", new { KeyId, GrantId = left })).Refused("NotFoundException", $"Invalid arn {KeyId}");
    }

    [Fact]
    public async Task Scenario_24_the_same_name_and_properties_make_one_grant_with_many_tokens()
    {
        await using var world = await StartAsync(Delegates, Slowly, new Person("u"));
        var first = await world.GrantAsync("owner", User, ["Decrypt"], new { Name = "n" });
        var second = await world.GrantAsync("owner", User, ["Decrypt"], new { Name = "n" });
        Assert.Equal(first["GrantId"], second["GrantId"]);
        Assert.NotEqual(first["GrantToken"], second["GrantToken"]);
        // While the grant has not spread, it is the token that counts.
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity);
        foreach (var grant in new[] { first, second }) await world.AllowedAsync("u", "Decrypt", new { GrantTokens = new[] { grant["GrantToken"] } });
        Assert.NotEqual((await world.GrantAsync("owner", User, ["Decrypt"]))["GrantId"], (await world.GrantAsync("owner", User, ["Decrypt"]))["GrantId"]);
    }

    [Fact]
    public async Task Scenario_25_a_new_grant_counts_for_its_grantee_with_its_token_until_it_has_spread()
    {
        await using var world = await StartAsync(Delegates, Slowly, new Person("u"), new Person("v"));
        var tokens = new { GrantTokens = new[] { (await world.GrantAsync("owner", User, ["Decrypt"]))["GrantToken"] } };
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity);
        await world.AllowedAsync("u", "Decrypt", tokens);
        await world.DeniedAsync("v", "Decrypt", Arn("user/v"), NoIdentity, tokens);
        (await world.KmsAsync("u", "Decrypt", new { GrantTokens = new[] { "garbage" } })).Refused("InvalidGrantTokenException", null);
        // The token of a grant that somebody else holds gives nothing, to whoever has one of its own as well.
        var others = new { GrantTokens = new[] { (await world.GrantAsync("owner", Arn("user/v"), ["Encrypt"]))["GrantToken"] } };
        await world.DeniedAsync("u", "Encrypt", User, NoIdentity, others);
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity, others);
        world.Service.Clock.Advance(Propagation - TimeSpan.FromSeconds(1));
        await world.DeniedAsync("u", "Decrypt", User, NoIdentity);
        world.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.AllowedAsync("u", "Decrypt");
        await world.DeniedAsync("v", "Decrypt", Arn("user/v"), NoIdentity, tokens);
    }

    [Fact]
    public async Task Scenario_25_by_default_a_new_grant_counts_at_once()
    {
        await using var world = await StartAsync(Delegates, new Person("u"), new Person("v"));
        var tokens = new { GrantTokens = new[] { (await world.GrantAsync("owner", User, ["Decrypt"]))["GrantToken"] } };
        await world.AllowedAsync("u", "Decrypt");
        await world.AllowedAsync("u", "Decrypt", tokens);
        await world.DeniedAsync("v", "Decrypt", Arn("user/v"), NoIdentity, tokens);
    }

    private static DataFolderSettings Slowly(DataFolderSettings settings) => settings with { GrantPropagation = Propagation };
}
