using System.Text.RegularExpressions;

namespace Kagimori.Conformance.Story;

/// <summary>The story that the product must always tell, with the real aws CLI.</summary>
public sealed partial class StoryTests
{
    [Fact]
    public async Task Without_the_first_statement_of_its_key_policy_a_key_ignores_IAM_policies()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), "--audit", "strict");
        var role = await Sessions.AssumeAdministratorAsync(server);
        var administrator = server.CliOf(role);
        var user1 = server.CliOf(Demo.User1);
        var user2 = server.CliOf(Demo.User2);

        // 1 A multi-Region key is made as the console makes it.
        var policy = await ConsolePolicyAsync();
        var created = await administrator.RunAsync("kms", "create-key", "--multi-region", "--policy", $"file://{server.Files.Write("policy.json", policy)}");
        var metadata = created.Json.GetProperty("KeyMetadata");
        var keyId = metadata.GetProperty("KeyId").GetString()!;
        var arn = $"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/{keyId}";
        Assert.StartsWith("mrk-", keyId);
        Assert.Equal(arn, metadata.GetProperty("Arn").GetString());
        Assert.Equal("PRIMARY", metadata.GetProperty("MultiRegionConfiguration").GetProperty("MultiRegionKeyType").GetString());

        // 2 user1, whom the key policy names, needs no IAM policy; 3 user2 has one, and the first statement delegates to IAM.
        await StorySteps.GeneratesDataKeyAsync(user1, keyId, arn);
        await StorySteps.GeneratesDataKeyAsync(user2, keyId, arn);

        // 4 Without the first statement user2 is denied, in AWS's words; user1 is not.
        await administrator.RunAsync("kms", "put-key-policy", "--key-id", keyId, "--policy", $"file://{server.Files.Write("policy2.json", StorySteps.WithoutFirstStatement(policy))}");
        var denied = await user2.TryAsync("--debug", "kms", "generate-data-key", "--key-id", keyId, "--key-spec", "AES_256");
        Assert.EndsWith(StorySteps.Denial(arn), denied.Error.Trim());
        await StorySteps.GeneratesDataKeyAsync(user1, keyId, arn);

        // And the trail says why.
        var explanation = (await server.AuditAsync("explain", RequestId().Match(denied.Error).Groups[1].Value)).Succeed().Output;
        Assert.Contains($"GenerateDataKey by {Demo.UserArn(Demo.User2)}", explanation);
        Assert.Contains("Refused: AccessDeniedException", explanation);
        Assert.Contains("no resource-based policy allows the kms:GenerateDataKey action", explanation);
        Assert.Contains("Allow use of the key", explanation);
        Assert.Contains($"  - the key policy must allow kms:GenerateDataKey to the account, arn:aws:iam::{Demo.Account}:root, so that its identity policies count", explanation);
        Assert.Contains("OK: ", (await server.AuditAsync("verify")).Succeed().Output);
    }

    private static async Task<string> ConsolePolicyAsync()
    {
        var printed = await KagimoriProgram.RunAsync(
            "key-policy", "--account", Demo.Account, "--administrator", Demo.RoleArn, "--user", Demo.UserArn(Demo.User1), "--multi-region");
        return printed.Succeed().Output;
    }

    [GeneratedRegex("""['"]x-amzn-RequestId['"]: ['"]([0-9a-f-]{36})['"]""", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex RequestId();
}
