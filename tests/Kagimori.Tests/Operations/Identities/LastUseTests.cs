using System.Text;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Tests.Forwarding;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>When access keys and roles were last used, through the whole service: signed requests are what counts.</summary>
public sealed class LastUseTests
{
    // Access key ids, and so names, of a length that IAM knows.
    private const string Alice = "AliceAliceAliceAlice", Root = "RootRootRootRootRoot";
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Fact]
    public async Task An_access_key_tells_when_with_which_service_and_where_it_last_signed()
    {
        await using var service = await StartAsync();
        Assert.Equal((Alice, null, "N/A", "N/A"), await KeyUseAsync(service, Alice));
        var first = Advance(service, TimeSpan.FromHours(1));
        (await EncryptAsync(service, Alice)).Succeeded();
        Assert.Equal((Alice, first, "kms", TestService.Region), await KeyUseAsync(service, Alice));
        var second = Advance(service, TimeSpan.FromHours(1));
        await service.QueryAsync(Alice, "sts", "GetCallerIdentity");
        Assert.Equal((Alice, second, "sts", "us-east-1"), await KeyUseAsync(service, Alice));
        var third = Advance(service, TimeSpan.FromHours(1));
        await service.OrganizationsAsync(Alice, "DescribeOrganization");
        Assert.Equal((Alice, third, "organizations", "us-east-1"), await KeyUseAsync(service, Alice));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Of_several_uses_within_fifteen_minutes_the_first_counts(bool isStored)
    {
        await using var service = await StartAsync();
        var first = Advance(service, TimeSpan.FromHours(1));
        (await EncryptAsync(service, Alice)).Succeeded();
        if (isStored) await StoreAsync(service);
        Advance(service, TimeSpan.FromMinutes(14));
        await service.QueryAsync(Alice, "sts", "GetCallerIdentity");
        Assert.Equal((Alice, first, "kms", TestService.Region), await KeyUseAsync(service, Alice));
        if (isStored) await StoreAsync(service);
        Assert.Equal((Alice, first, "kms", TestService.Region), await KeyUseAsync(service, Alice));
        var next = Advance(service, TimeSpan.FromMinutes(1));
        await service.QueryAsync(Alice, "sts", "GetCallerIdentity");
        Assert.Equal((Alice, next, "sts", "us-east-1"), await KeyUseAsync(service, Alice));
    }

    [Fact]
    public async Task A_denied_request_and_a_malformed_one_count()
    {
        await using var service = await StartAsync();
        var denied = Advance(service, TimeSpan.FromHours(1));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync(Alice, "CreateKey")).Code);
        Assert.Equal((Alice, denied, "kms", TestService.Region), await KeyUseAsync(service, Alice));
        var malformed = Advance(service, TimeSpan.FromHours(1));
        Assert.Equal("SerializationException", (await service.KmsAsync(Alice, "Encrypt", "{")).Code);
        Assert.Equal((Alice, malformed, "kms", TestService.Region), await KeyUseAsync(service, Alice));
    }

    [Fact]
    public async Task A_request_whose_signature_does_not_hold_does_not_count()
    {
        await using var service = await StartAsync();
        var forged = TestService.Identity(Alice, TestService.Region, "kms") with { Secret = "guessed" };
        Assert.Equal("InvalidSignatureException", (await ListKeysAsync(service, forged)).Code);
        Assert.Equal("MissingAuthenticationTokenException", (await ListKeysAsync(service, null)).Code);
        Assert.Equal((Alice, null, "N/A", "N/A"), await KeyUseAsync(service, Alice));
        (await service.QueryAsync("root", "iam", "UpdateAccessKey", ("UserName", Alice), ("AccessKeyId", Alice), ("Status", "Inactive"))).Succeeded();
        await EncryptAsync(service, Alice);
        Assert.Equal((Alice, null, "N/A", "N/A"), await KeyUseAsync(service, Alice));
    }

    [Fact]
    public async Task The_root_users_access_key_is_like_any_other()
    {
        await using var service = await StartAsync();
        Assert.Equal((null, null, "N/A", "N/A"), await KeyUseAsync(service, Root));
        (await EncryptAsync(service, Root)).Succeeded();
        Assert.Equal((null, Time(service), "kms", TestService.Region), await KeyUseAsync(service, Root));
    }

    [Fact]
    public async Task Temporary_credentials_do_not_count_as_their_makers_access_key()
    {
        await using var service = await StartAsync();
        var made = Time(service);
        var session = (await service.QueryAsync(Alice, "sts", "GetSessionToken")).Succeeded();
        Advance(service, TimeSpan.FromHours(1));
        (await EncryptAsync(service, $"{session.Xml("AccessKeyId")} {session.Xml("SecretAccessKey")} {session.Xml("SessionToken")}")).Succeeded();
        Assert.Equal((Alice, made, "sts", "us-east-1"), await KeyUseAsync(service, Alice));
    }

    [Fact]
    public async Task A_role_is_used_when_its_session_signs_not_when_it_is_assumed()
    {
        await using var service = await StartAsync();
        var session = await service.AssumeAsync(Alice, "Administrator");
        Assert.Equal("", await RoleUseAsync(service, "GetRole", ("RoleName", "Administrator")));
        var used = Advance(service, TimeSpan.FromMinutes(30));
        (await EncryptAsync(service, session)).Succeeded();
        Assert.Equal($"{used}{TestService.Region}", await RoleUseAsync(service, "GetRole", ("RoleName", "Administrator")));
        Assert.Equal($"{used}{TestService.Region}", await RoleUseAsync(service, "GetAccountAuthorizationDetails"));
        Assert.DoesNotContain("RoleLastUsed", (await service.QueryAsync("root", "iam", "ListRoles")).Succeeded().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roles_use_is_told_for_400_days()
    {
        await using var service = await StartAsync();
        (await EncryptAsync(service, await service.AssumeAsync(Alice, "Administrator"))).Succeeded();
        Advance(service, TimeSpan.FromDays(400));
        Assert.NotEqual("", await RoleUseAsync(service, "GetRole", ("RoleName", "Administrator")));
        Advance(service, TimeSpan.FromSeconds(1));
        Assert.Equal("", await RoleUseAsync(service, "GetRole", ("RoleName", "Administrator")));
    }

    [Fact]
    public async Task What_a_service_asks_for_a_user_is_a_use_of_the_services_access_key()
    {
        await using var service = await Forwarder.StartAsync(userPolicy: TestService.Allow("kms:DescribeKey"));
        (await service.DescribeAsync(("called-via", "s3.amazonaws.com"), ("caller", Forwarder.User))).Succeeded();
        Assert.NotNull(await service.Engine.LastUses.AccessKeys.FindAsync("storage"));
        Assert.Null(await service.Engine.LastUses.AccessKeys.FindAsync("user"));
    }

    [Fact]
    public async Task Last_uses_survive_a_restart()
    {
        await using var service = await StartAsync();
        var session = await service.AssumeAsync(Alice, "Administrator");
        var used = Advance(service, TimeSpan.FromMinutes(30));
        (await EncryptAsync(service, Alice)).Succeeded();
        (await EncryptAsync(service, session)).Succeeded();
        await service.RestartAsync();
        Assert.Equal((Alice, used, "kms", TestService.Region), await KeyUseAsync(service, Alice));
        Assert.Equal($"{used}{TestService.Region}", await RoleUseAsync(service, "GetRole", ("RoleName", "Administrator")));
        Assert.Equal("Encrypt", (await service.KmsAsync("root", "GetKeyLastUsage", new { TestService.KeyId })).Succeeded().Json["KeyLastUsage"]!["Operation"]!.GetValue<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_deleted_access_key_and_a_deleted_role_leave_no_record_of_use(bool isStored)
    {
        await using var service = await StartAsync();
        var id = (await service.QueryAsync("root", "iam", "GetRole", ("RoleName", "Administrator"))).Xml("RoleId");
        (await EncryptAsync(service, await service.AssumeAsync(Alice, "Administrator"))).Succeeded();
        if (isStored) await StoreAsync(service);
        Assert.Equal(isStored, await HasRecordsAsync());
        (await service.QueryAsync("root", "iam", "DeleteRolePolicy", ("RoleName", "Administrator"), ("PolicyName", "all"))).Succeeded();
        (await service.QueryAsync("root", "iam", "DeleteRole", ("RoleName", "Administrator"))).Succeeded();
        (await service.QueryAsync("root", "iam", "DeleteAccessKey", ("UserName", Alice), ("AccessKeyId", Alice))).Succeeded();
        // What was noted before and not yet stored finds nothing to belong to.
        await StoreAsync(service);
        Assert.False(await HasRecordsAsync());

        async Task<bool> HasRecordsAsync()
        {
            var ofKey = await IdentityRecords.AccessKeyUses.FindAsync(service.Engine.Store, "", Alice);
            var ofRole = await IdentityRecords.RoleUses.FindAsync(service.Engine.Store, "", id);
            Assert.Equal(ofKey is null, ofRole is null);
            return ofKey is not null;
        }
    }

    private static async Task<TestService> StartAsync()
    {
        var seed = TestService.SeedOf(null, (Alice, TestService.Allow("kms:Encrypt")));
        seed["accounts"]![0]!["rootAccessKeys"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["id"] = Root, ["secret"] = $"{Root}-secret" });
        var policies = seed["accounts"]![0]!["users"]![0]!["policies"]!;
        policies["sessions"] = System.Text.Json.Nodes.JsonNode.Parse(TestService.Allow("sts:AssumeRole"));
        return await TestService.StartAsync(seed);
    }

    private static Task<TestAnswer> EncryptAsync(TestService service, string caller) =>
        service.KmsAsync(caller, "Encrypt", new { TestService.KeyId, Plaintext = Hello });

    private static Task<TestAnswer> ListKeysAsync(TestService service, Authentication.SigningIdentity? identity) =>
        service.SendAsync(identity, "POST", Encoding.UTF8.GetBytes("{}"), headers =>
        {
            headers["X-Amz-Target"] = "TrentService.ListKeys";
            headers.ContentType = "application/x-amz-json-1.1";
        });

    private static string Advance(TestService service, TimeSpan time)
    {
        service.Clock.Advance(time);
        return Time(service);
    }

    private static string Time(TestService service) => service.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task StoreAsync(TestService service) => await new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);

    private static async Task<(string? User, string? Date, string Service, string Region)> KeyUseAsync(TestService service, string id)
    {
        var answer = (await service.QueryAsync("root", "iam", "GetAccessKeyLastUsed", ("AccessKeyId", id))).Succeeded();
        return (Optional(answer, "UserName"), Optional(answer, "LastUsedDate"), answer.Xml("ServiceName"), answer.Xml("Region"));
    }

    private static string? Optional(TestAnswer answer, string element) => answer.Text.Contains($"<{element}>", StringComparison.Ordinal) ? answer.Xml(element) : null;

    private static async Task<string> RoleUseAsync(TestService service, string operation, params (string, string)[] parameters) =>
        (await service.QueryAsync("root", "iam", operation, parameters)).Succeeded().Xml("RoleLastUsed");
}
