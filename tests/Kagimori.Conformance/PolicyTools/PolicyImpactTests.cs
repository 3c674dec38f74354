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
        Assert.Contains($"user {Demo.UserArn(Demo.User1)} keeps Decrypt, DescribeKey, Encrypt, GenerateDataKey*, ReEncrypt*\n", text, StringComparison.Ordinal);
        Assert.Contains($"accepts the policy from {Demo.RoleArn}\n", text, StringComparison.Ordinal);
        Assert.Contains($"refuses it to arn:aws:iam::{Demo.Account}:root: The new key policy will not allow you to update the key policy in the future.\n", text, StringComparison.Ordinal);

        // Grants for AWS resources, which the console's policy lets user1 make, need a service in between.
        Assert.EndsWith("\nNobody is configured to forward kms:GrantIsForAWSResource: requests are taken as made without it (--trusted-callers).\n", text, StringComparison.Ordinal);

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

    /// <summary>The file that <c>serve</c> has, found as <c>serve</c> finds it.</summary>
    [Fact]
    public async Task Services_and_endpoints_of_the_configuration_count()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(keys: Key));
        var policy = server.Files.Write("services.json", JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new object[]
            {
                new { Effect = "Allow", Principal = new { AWS = Demo.Account }, Action = "kms:*", Resource = "*" },
                new { Effect = "Allow", Principal = new { Service = "storage.example.com" }, Action = "kms:GenerateDataKey", Resource = "*" },
                new { Effect = "Allow", Principal = new { AWS = Demo.UserArn(Demo.User1) }, Action = "kms:Decrypt", Resource = "*", Condition = new { StringEquals = new Dictionary<string, string> { ["kms:ViaService"] = $"storage.{Demo.Region}.example.com" } } },
            },
        }));
        var trusted = server.Files.Write("trusted.json", JsonSerializer.Serialize(new
        {
            trustedCallers = new[] { new { principal = Demo.RoleArn, services = new[] { "storage.example.com" }, accounts = new[] { Demo.Account } } },
        }));
        var refused = await ImpactAsync(server, policy);
        Assert.Equal((2, "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.\n"), (refused.ExitCode, refused.Error.ReplaceLineEndings("\n")));
        var text = (await ImpactAsync(server, policy, "--trusted-callers", trusted)).Succeed().Output;
        Assert.Contains("\nservice storage.example.com\n  gains   GenerateDataKey\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nuser {Demo.UserArn(Demo.User1)} through storage.example.com\n  gains   Decrypt\n", text, StringComparison.Ordinal);
        var config = server.Files.Write("kagimori.json", JsonSerializer.Serialize(new Dictionary<string, string> { ["trusted-callers"] = trusted }));
        Assert.Equal(text, (await ImpactAsync(server, policy, "--config", config)).Succeed().Output);
        var broken = await ImpactAsync(server, policy, "--trusted-callers", server.Files.Write("broken.json", """{"trustedCallers":[{}]}"""));
        Assert.Equal(2, broken.ExitCode);
        Assert.StartsWith("trusted-callers: ", broken.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> ImpactAsync(KagimoriServer server, string policy, params string[] arguments) =>
        KagimoriProgram.RunAsync(["policy", "impact", "--key", Demo.FixedKeyArn, "--policy", policy, "--data", server.Data, .. arguments]);
}
