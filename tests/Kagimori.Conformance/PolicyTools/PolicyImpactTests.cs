using System.Text.Json;

namespace Kagimori.Conformance.PolicyTools;

/// <summary><c>kagimori policy impact</c> foretells the story: beside the running server, and after it.</summary>
public sealed class PolicyImpactTests
{
    private static readonly object Key = new { region = Demo.Region, id = Demo.FixedKeyId, multiRegion = true };

    [Fact]
    public async Task The_story_is_told_before_it_happens()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(user2Keys: Demo.FixedKeyArn, keys: Key));
        using var root = server.ClientOf(Demo.Root);
        var policy = (await KagimoriProgram.RunAsync("key-policy", "--account", Demo.Account, "--administrator", Demo.RoleArn, "--user", Demo.UserArn(Demo.User1), "--multi-region")).Succeed().Output;
        (await root.KmsAsync("PutKeyPolicy", JsonSerializer.Serialize(new { KeyId = Demo.FixedKeyId, Policy = policy }))).Succeed();
        var shorter = server.Files.Write("shorter.json", Story.StorySteps.WithoutFirstStatement(policy));

        var text = (await ImpactAsync(server, shorter)).Succeed().Output;
        Assert.Contains($"user {Demo.UserArn(Demo.User2)}\n  loses   Decrypt, DescribeKey, Encrypt, GenerateDataKey*, ReEncrypt*\n", text, StringComparison.Ordinal);
        Assert.Contains($"user {Demo.UserArn(Demo.User1)} keeps CreateGrant, Decrypt, DescribeKey, Encrypt, GenerateDataKey*, ListGrants, ReEncrypt*, RevokeGrant\n", text, StringComparison.Ordinal);
        Assert.Contains($"accepts the policy from {Demo.RoleArn}\n", text, StringComparison.Ordinal);
        Assert.Contains($"refuses it to arn:aws:iam::{Demo.Account}:root: The new key policy will not allow you to update the key policy in the future.\n", text, StringComparison.Ordinal);

        // The server was not disturbed, and the same is told when it does not run.
        (await root.KmsAsync("DescribeKey", JsonSerializer.Serialize(new { KeyId = Demo.FixedKeyId }))).Succeed();
        Assert.Equal(0, await server.Process.TerminateAsync());
        Assert.Equal(text, (await ImpactAsync(server, shorter)).Succeed().Output);
        var json = (await ImpactAsync(server, shorter, "--format", "json")).Json;
        Assert.False(json.GetProperty("safetyCheck").GetProperty("lockout").GetBoolean());
        await server.StartAgainAsync();
        using var again = server.ClientOf(Demo.Root);
        (await again.KmsAsync("DescribeKey", JsonSerializer.Serialize(new { KeyId = Demo.FixedKeyId }))).Succeed();
    }

    [Fact]
    public async Task A_lockout_ends_with_1_and_what_cannot_be_done_with_2()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(keys: Key));
        const string use = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:Decrypt","Resource":"*"}}""";
        var locked = await ImpactAsync(server, server.Files.Write("locked.json", use));
        Assert.Equal(1, locked.ExitCode);
        Assert.Contains("LOCKOUT", locked.Output, StringComparison.Ordinal);
        var refused = await ImpactAsync(server, server.Files.Write("broken.json", "{}"));
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("MalformedPolicyDocumentException: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ImpactAsync(server, "missing.json")).ExitCode);
        var elsewhere = await KagimoriProgram.RunAsync("policy", "impact", "--key", Demo.FixedKeyArn, "--policy", server.Files.Of("locked.json"), "--data", server.Files.Of("nowhere"));
        Assert.Equal(2, elsewhere.ExitCode);
        Assert.False(Directory.Exists(server.Files.Of("nowhere")));
        Assert.Equal(2, (await KagimoriProgram.RunAsync("policy", "impact", "--key", "alias/a", "--policy", "x", "--data", server.Data)).ExitCode);
    }

    private static Task<CommandResult> ImpactAsync(KagimoriServer server, string policy, params string[] arguments) =>
        KagimoriProgram.RunAsync(["policy", "impact", "--key", Demo.FixedKeyArn, "--policy", policy, "--data", server.Data, .. arguments]);
}
