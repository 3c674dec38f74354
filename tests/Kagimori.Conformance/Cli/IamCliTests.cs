using System.Text.Json;

namespace Kagimori.Conformance.Cli;

/// <summary>IAM with the real aws CLI: the lives of users, groups, roles, policies and access keys.</summary>
public sealed class IamCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly KagimoriServer _server = fixture.Server;
    private readonly AwsCli _root = fixture.Server.CliOf(Demo.Root);

    [Fact]
    public async Task The_life_of_a_user_and_its_access_key()
    {
        await IamApi.RequireAsync(_server);
        var policy = FileOf("list.json", Demo.Policy("kms:ListKeys", "*"));
        var user = (await IamAsync("create-user", "--user-name", "carol", "--tags", "Key=team,Value=blue")).GetProperty("User");
        Assert.Equal($"arn:aws:iam::{Demo.Account}:user/carol", Text(user, "Arn"));
        Assert.Contains("(EntityAlreadyExists)", await _root.RefusedAsync("iam", "create-user", "--user-name", "carol"));

        var key = (await IamAsync("create-access-key", "--user-name", "carol")).GetProperty("AccessKey");
        var carol = new Identity("carol", Text(key, "AccessKeyId"), Text(key, "SecretAccessKey"));
        Assert.Equal($"arn:aws:iam::{Demo.Account}:user/carol", Text((await _server.CliOf(carol).RunAsync("sts", "get-caller-identity")).Json, "Arn"));
        Assert.Contains("(AccessDeniedException)", await _server.CliOf(carol).RefusedAsync("kms", "list-keys"));
        await _root.RunAsync("iam", "put-user-policy", "--user-name", "carol", "--policy-name", "list", "--policy-document", policy);
        await _server.CliOf(carol).RunAsync("kms", "list-keys");
        Assert.Equal("Allow", Text((await IamAsync("get-user-policy", "--user-name", "carol", "--policy-name", "list")).GetProperty("PolicyDocument").GetProperty("Statement")[0], "Effect"));

        Assert.Contains("(DeleteConflict)", await _root.RefusedAsync("iam", "delete-user", "--user-name", "carol"));
        await _root.RunAsync("iam", "delete-access-key", "--user-name", "carol", "--access-key-id", carol.AccessKeyId);
        Assert.Contains("(UnrecognizedClientException)", await _server.CliOf(carol).RefusedAsync("kms", "list-keys"));
        await _root.RunAsync("iam", "delete-user-policy", "--user-name", "carol", "--policy-name", "list");
        await _root.RunAsync("iam", "delete-user", "--user-name", "carol");
        Assert.Equal("An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name carol cannot be found.",
            await _root.RefusedAsync("iam", "get-user", "--user-name", "carol"));
    }

    [Fact]
    public async Task The_life_of_a_group_and_a_managed_policy()
    {
        await IamApi.RequireAsync(_server);
        var made = (await IamAsync("create-policy", "--policy-name", "random", "--policy-document", FileOf("random.json", Demo.Policy("kms:GenerateRandom", "*")))).GetProperty("Policy");
        var arn = Text(made, "Arn");
        Assert.Equal($"arn:aws:iam::{Demo.Account}:policy/random", arn);
        await _root.RunAsync("iam", "create-group", "--group-name", "randomists");
        await _root.RunAsync("iam", "attach-group-policy", "--group-name", "randomists", "--policy-arn", arn);
        await _root.RunAsync("iam", "add-user-to-group", "--group-name", "randomists", "--user-name", "user1");
        await _server.CliOf(Demo.User1).RunAsync("kms", "generate-random", "--number-of-bytes", "8");

        var version = (await IamAsync(
            "create-policy-version", "--policy-arn", arn, "--policy-document", FileOf("other.json", Demo.Policy("kms:ListKeys", "*")), "--set-as-default")).GetProperty("PolicyVersion");
        Assert.Equal(("v2", true), (Text(version, "VersionId"), version.GetProperty("IsDefaultVersion").GetBoolean()));
        Assert.Contains("because no identity-based policy allows the kms:GenerateRandom action",
            await _server.CliOf(Demo.User1).RefusedAsync("kms", "generate-random", "--number-of-bytes", "8"));
        Assert.Equal("user1", Text((await IamAsync("get-group", "--group-name", "randomists")).GetProperty("Users")[0], "UserName"));

        await _root.RunAsync("iam", "remove-user-from-group", "--group-name", "randomists", "--user-name", "user1");
        await _root.RunAsync("iam", "detach-group-policy", "--group-name", "randomists", "--policy-arn", arn);
        await _root.RunAsync("iam", "delete-group", "--group-name", "randomists");
        await _root.RunAsync("iam", "delete-policy-version", "--policy-arn", arn, "--version-id", "v1");
        await _root.RunAsync("iam", "delete-policy", "--policy-arn", arn);
        Assert.Contains("(NoSuchEntity)", await _root.RefusedAsync("iam", "get-policy", "--policy-arn", arn));
    }

    [Fact]
    public async Task The_life_of_a_role()
    {
        await IamApi.RequireAsync(_server);
        var trust = new
        {
            Version = "2012-10-17",
            Statement = new[] { new { Effect = "Allow", Principal = new { AWS = Demo.UserArn(Demo.User2) }, Action = "sts:AssumeRole" } },
        };
        var role = (await IamAsync("create-role", "--role-name", "lister", "--assume-role-policy-document", FileOf("trust.json", trust))).GetProperty("Role");
        var arn = Text(role, "Arn");
        await _root.RunAsync("iam", "put-role-policy", "--role-name", "lister", "--policy-name", "list", "--policy-document", FileOf("l.json", Demo.Policy("kms:ListKeys", "*")));
        var credentials = (await _server.CliOf(Demo.User2).RunAsync("sts", "assume-role", "--role-arn", arn, "--role-session-name", "s2")).Json.GetProperty("Credentials");
        var session = new Identity("lister", Text(credentials, "AccessKeyId"), Text(credentials, "SecretAccessKey"), Text(credentials, "SessionToken"));
        await _server.CliOf(session).RunAsync("kms", "list-keys");
        Assert.Contains("(AccessDenied)", await _server.CliOf(Demo.User1).RefusedAsync("sts", "assume-role", "--role-arn", arn, "--role-session-name", "s1"));

        await _root.RunAsync("iam", "delete-role-policy", "--role-name", "lister", "--policy-name", "list");
        Assert.Contains("(AccessDeniedException)", await _server.CliOf(session).RefusedAsync("kms", "list-keys"));
        await _root.RunAsync("iam", "delete-role", "--role-name", "lister");
        Assert.Contains("(UnrecognizedClientException)", await _server.CliOf(session).RefusedAsync("kms", "list-keys"));
    }

    private async Task<JsonElement> IamAsync(params string[] arguments) => (await _root.RunAsync(["iam", .. arguments])).Json;

    private string FileOf(string name, object document) => $"file://{_server.Files.Write(name, JsonSerializer.Serialize(document))}";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
