using System.Text;
using System.Text.Json.Nodes;
using Kagimori.Seeding;

namespace Kagimori.Tests.Seeding;

public sealed class SeedTests
{
    [Theory]
    [InlineData("""{"accounts":[{"id":"12"}]}""", "accounts[0].id: '12' is not a 12-digit account id.")]
    [InlineData("""{"accounts":[{}]}""", "accounts[0].id: is required.")]
    [InlineData("""{"accounts":{}}""", "accounts: must be an array of objects.")]
    [InlineData("""{"acounts":[]}""", "acounts: is not a member that stands here.")]
    [InlineData("""{"accounts":[{"id":"123456789012","users":[{"name":"a b"}]}]}""", "accounts[0].users[0].name: 'a b' is not an IAM name.")]
    [InlineData("""{"accounts":[{"id":"123456789012","users":[{"name":"a","nam":"b"}]}]}""", "accounts[0].users[0].nam: is not a member that stands here.")]
    [InlineData("""{"accounts":[{"id":"123456789012","users":[{"name":"a","accessKeys":[{"id":"x"}]}]}]}""", "accounts[0].users[0].accessKeys[0].secret: is required.")]
    [InlineData("""{"accounts":[{"id":"123456789012","keys":[{"region":"nowhere","id":"mrk-1"}]}]}""", "accounts[0].keys[0].multiRegion: a key is multi-Region exactly when its id begins with mrk-.")]
    [InlineData("""{"accounts":[{"id":"123456789012","keys":[{"region":"us-east-1","id":"k","spec":"AES_256"}]}]}""", "accounts[0].keys[0].spec: the key spec AES_256 is not supported by this version.")]
    [InlineData("""{"accounts":[{"id":"123456789012","keys":[{"region":"us-east-1","id":"k","spec":"HMAC_256"}]}]}""", "accounts[0].keys[0].usage: ENCRYPT_DECRYPT is not a usage of HMAC_256.")]
    [InlineData("""{"accounts":[{"id":"123456789012","keys":[{"region":"us-east-1","id":"k","material":["AAAA"]}]}]}""", "accounts[0].keys[0].material[0]: must be the base64 of 32 bytes.")]
    [InlineData("""{"accounts":[{"id":"123456789012","keys":[{"region":"us-east-1","id":"k","aliases":["app"]}]}]}""", "accounts[0].keys[0].aliases[0]: 'app' is not an alias name.")]
    public void An_error_names_its_place(string seed, string error)
    {
        Assert.Null(Seed.Read(Encoding.UTF8.GetBytes(seed), out var errors));
        Assert.Contains(error, errors);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        Assert.Null(Seed.Read("""{"accounts":[{"id":"1","users":[{"name":""},{}],"roles":[{"name":"r"}]}]}"""u8, out var errors));
        Assert.Equal(3, errors.Count(error => error.EndsWith("is required.", StringComparison.Ordinal)) + errors.Count(error => error.StartsWith("accounts[0].id", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"users":[{"name":"a","groups":["g"]}]}""", "accounts[0].users[0].groups: the group g does not exist.")]
    [InlineData("""{"users":[{"name":"a","attachedPolicies":["arn:aws:iam::123456789012:policy/p"]}]}""", "accounts[0].users[0].attachedPolicies: the policy arn:aws:iam::123456789012:policy/p does not exist.")]
    [InlineData("""{"keys":[{"region":"us-east-1","id":"k"},{"region":"us-east-1","id":"k"}]}""", "accounts[0].keys[1].id: the key arn:aws:kms:us-east-1:123456789012:key/k stands twice.")]
    [InlineData("""{"keys":[{"region":"us-east-1","id":"k","policy":{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/nobody"},"Action":"kms:*","Resource":"*"}]}}]}""",
        "accounts[0].keys[0].policy: Policy contains a statement with one or more invalid principals.")]
    public async Task What_does_not_fit_together_is_refused_whole(string account, string error)
    {
        await using var service = await TestService.StartAsync(new JsonObject());
        var seed = Read(account);
        Assert.Contains(error, await SeedApplier.ApplyAsync(service.Engine, seed));
        Assert.Null(await Identities.IdentityRecords.Accounts.FindAsync(service.Engine.Store, "", "123456789012"));
    }

    [Fact]
    public async Task Applying_a_seed_again_changes_nothing()
    {
        var account = """
            {"managedPolicies":[{"name":"p","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}}],
             "groups":[{"name":"g","attachedPolicies":["arn:aws:iam::123456789012:policy/p"]}],
             "users":[{"name":"u","groups":["g"],"accessKeys":[{"id":"k","secret":"s"}],"permissionsBoundary":"arn:aws:iam::123456789012:policy/p"}],
             "roles":[{"name":"r","trustPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/u"},"Action":"sts:AssumeRole"}]}}],
             "keys":[{"region":"us-east-1","id":"mrk-a","multiRegion":true,"replicaRegions":["eu-west-1"],"aliases":["alias/a"],"enabled":false,"material":["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]}]}
            """;
        await using var service = await TestService.StartAsync(new JsonObject());
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(account)));
        var commits = service.Engine.Store.Counters.Commits;
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(account)));
        Assert.Equal(commits, service.Engine.Store.Counters.Commits);
        var policy = await Identities.IdentityRecords.ManagedPolicies.FindAsync(service.Engine.Store, "123456789012", "p");
        Assert.Equal((1, 1), (policy!.Value.AttachmentCount, policy.Value.BoundaryCount));
    }

    [Fact]
    public async Task A_replica_decrypts_what_its_primary_encrypted()
    {
        var seed = TestService.SeedOf(null);
        seed["accounts"]![0]!["keys"]!.AsArray().Add(JsonNode.Parse("""{"region":"ap-northeast-1","id":"mrk-1234567890abcdef1234567890abcdef","multiRegion":true,"replicaRegions":["us-east-1"],"aliases":["alias/app"]}"""));
        await using var service = await TestService.StartAsync(seed);
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = "alias/app", Plaintext = "eA==" })).Succeeded()["CiphertextBlob"];
        var opened = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, "us-east-1")).Succeeded();
        Assert.Equal("arn:aws:kms:us-east-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef", opened["KeyId"]);
        var replica = (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/app" }, "us-east-1")).Json["KeyMetadata"]!["MultiRegionConfiguration"]!;
        Assert.Equal("REPLICA", replica["MultiRegionKeyType"]!.GetValue<string>());
    }

    private static Seed Read(string account)
    {
        var node = JsonNode.Parse(account)!;
        node["id"] = "123456789012";
        var seed = Seed.Read(Encoding.UTF8.GetBytes(new JsonObject { ["accounts"] = new JsonArray(node) }.ToJsonString()), out var errors);
        Assert.Empty(errors);
        return seed!;
    }
}
