namespace Kagimori.Conformance.Story;

/// <summary>The story with a key of fixed id and identities that are made through the IAM API.</summary>
public sealed class SeededStoryTests
{
    private static readonly object FixedKey = new
    {
        region = Demo.Region,
        id = Demo.FixedKeyId,
        multiRegion = true,
        aliases = new[] { "alias/story" },
        material = new[] { "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" },
    };

    [Fact]
    public async Task A_seeded_key_tells_the_story_to_seeded_users()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(user2Keys: Demo.FixedKeyArn, keys: FixedKey));
        await TellAsync(server, Demo.User1, Demo.User2);
    }

    [Fact]
    public async Task A_seeded_key_tells_the_story_to_users_that_are_made_with_the_aws_CLI()
    {
        await using var server = await KagimoriServer.StartAsync(WithoutUsers());
        await IamApi.RequireAsync(server);
        var iam = server.CliOf(Demo.Root);
        var user1 = await MakeUserAsync(iam, "user1");
        var user2 = await MakeUserAsync(iam, "user2");
        var policy = server.Files.Write("use.json", System.Text.Json.JsonSerializer.Serialize(Demo.Policy(Demo.KeyUse, Demo.FixedKeyArn)));
        await iam.RunAsync("iam", "put-user-policy", "--user-name", "user2", "--policy-name", "useOfKeys", "--policy-document", $"file://{policy}");
        await TellAsync(server, user1, user2);
    }

    private static async Task TellAsync(KagimoriServer server, Identity user1, Identity user2)
    {
        var root = server.CliOf(Demo.Root);
        var printed = await KagimoriProgram.RunAsync(
            "key-policy", "--account", Demo.Account, "--administrator", Demo.RoleArn, "--administrator", $"arn:aws:iam::{Demo.Account}:root",
            "--user", Demo.UserArn(Demo.User1), "--multi-region");
        var policy = printed.Succeed().Output;
        await root.RunAsync("kms", "put-key-policy", "--key-id", Demo.FixedKeyId, "--policy", $"file://{server.Files.Write("policy.json", policy)}");
        await StorySteps.GeneratesDataKeyAsync(server.CliOf(user1), Demo.FixedKeyId, Demo.FixedKeyArn);
        await StorySteps.GeneratesDataKeyAsync(server.CliOf(user2), "alias/story", Demo.FixedKeyArn);

        var shorter = server.Files.Write("shorter.json", StorySteps.WithoutFirstStatement(policy));
        await root.RunAsync("kms", "put-key-policy", "--key-id", Demo.FixedKeyId, "--policy", $"file://{shorter}");
        var refused = await server.CliOf(user2).RefusedAsync("kms", "generate-data-key", "--key-id", Demo.FixedKeyId, "--key-spec", "AES_256");
        Assert.Equal(StorySteps.Denial(Demo.FixedKeyArn), refused);
        await StorySteps.GeneratesDataKeyAsync(server.CliOf(user1), Demo.FixedKeyId, Demo.FixedKeyArn);
    }

    private static async Task<Identity> MakeUserAsync(AwsCli iam, string name)
    {
        var user = (await iam.RunAsync("iam", "create-user", "--user-name", name)).Json.GetProperty("User");
        Assert.Equal($"arn:aws:iam::{Demo.Account}:user/{name}", user.GetProperty("Arn").GetString());
        var key = (await iam.RunAsync("iam", "create-access-key", "--user-name", name)).Json.GetProperty("AccessKey");
        return new Identity(name, key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
    }

    private static object WithoutUsers() => new
    {
        accounts = new[]
        {
            new
            {
                id = Demo.Account,
                rootAccessKeys = new[] { Demo.KeyOf(Demo.Root) },
                roles = new[]
                {
                    new
                    {
                        name = "OrganizationAccountAccessRole",
                        trustPolicy = new
                        {
                            Version = "2012-10-17",
                            Statement = new[] { new { Effect = "Allow", Principal = new { AWS = Demo.Account }, Action = "sts:AssumeRole" } },
                        },
                    },
                },
                keys = new[] { FixedKey },
            },
        },
    };
}
