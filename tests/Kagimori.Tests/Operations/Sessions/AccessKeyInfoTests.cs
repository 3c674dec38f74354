using Kagimori.Identities;

namespace Kagimori.Tests.Operations.Sessions;

public sealed class AccessKeyInfoTests : SessionTest
{
    [Fact]
    public async Task It_tells_the_account_of_long_term_and_of_temporary_keys()
    {
        await AddRoleAsync("guest", Trust(A), root: RootB);
        var made = (await Service.QueryAsync(RootB, "iam", "CreateAccessKey", ("UserName", "carol"))).Xml("AccessKeyId");
        var foreign = Credentials(await AssumeAsync("bob", RoleArn("guest", B))).Split(' ')[0];
        var own = Credentials(await Service.QueryAsync("alice", "sts", "GetSessionToken")).Split(' ')[0];
        Assert.Equal((B, B, A), (await AccountOfAsync(made), await AccountOfAsync(foreign), await AccountOfAsync(own)));
    }

    [Theory, InlineData("AKIAIOSFODNN7EXAMPLE"), InlineData("ASIAIOSFODNN7EXAMPLE"), InlineData("ASIA0000000000000000")]
    public async Task A_key_that_was_not_made_here_is_not_known(string id) => (await InfoAsync("bob", id))
        .RefusedXml(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    [Fact]
    public async Task It_needs_a_permission_and_credentials_that_may_call_it()
    {
        Assert.Equal("AccessDenied", (await InfoAsync("alice", "AKIAIOSFODNN7EXAMPLE")).Xml("Code"));
        var own = Credentials(await Service.QueryAsync("bob", "sts", "GetSessionToken"));
        (await InfoAsync(own, "AKIAIOSFODNN7EXAMPLE")).RefusedXml(403, "AccessDenied", "Cannot call GetAccessKeyInfo with session credentials");
    }

    [Fact]
    public void An_access_key_id_has_its_account_in_it()
    {
        foreach (var text in new[] { "000000000000", "123456789012", "999999999999" })
        {
            var account = AccountId.Parse(text);
            var id = UniqueId.CreateAccessKey(UniqueId.AccessKey, account, Kagimori.Cryptography.RandomSource.Secure);
            Assert.Matches("^AKIA[A-Z2-7]{16}$", id);
            Assert.True(UniqueId.TryGetAccount(id, out var told));
            Assert.Equal(account, told);
        }
    }

    private Task<TestAnswer> InfoAsync(string caller, string id) => Service.QueryAsync(caller, "sts", "GetAccessKeyInfo", ("AccessKeyId", id));

    private async Task<string> AccountOfAsync(string id) => (await InfoAsync("bob", id)).Succeeded().Xml("Account");
}
