namespace Kagimori.Conformance.Cli;

/// <summary>STS with the real aws CLI.</summary>
public sealed class StsCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly KagimoriServer _server = fixture.Server;

    [Fact]
    public async Task Callers_learn_who_they_are()
    {
        Assert.Equal(Demo.UserArn(Demo.User1), await ArnOfAsync(Demo.User1));
        Assert.Equal($"arn:aws:iam::{Demo.Account}:root", await ArnOfAsync(Demo.Root));
        var wrong = Demo.User1 with { SecretAccessKey = "wrong" };
        Assert.StartsWith("An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: The request signature we calculated does not match",
            await _server.CliOf(wrong).RefusedAsync("sts", "get-caller-identity"));
    }

    [Fact]
    public async Task A_role_gives_a_session_to_those_it_trusts()
    {
        var session = await Sessions.AssumeAdministratorAsync(_server);
        Assert.StartsWith("ASIA", session.AccessKeyId);
        Assert.Equal($"arn:aws:sts::{Demo.Account}:assumed-role/OrganizationAccountAccessRole/alice", await ArnOfAsync(session));
        Assert.Contains("(InvalidClientTokenId)", await _server.CliOf(session with { SessionToken = null }).RefusedAsync("sts", "get-caller-identity"));
        Assert.StartsWith(
            $"An error occurred (AccessDenied) when calling the AssumeRole operation: User: {Demo.UserArn(Demo.User1)} is not authorized to perform: sts:AssumeRole on resource: {Demo.RoleArn}",
            await _server.CliOf(Demo.User1).RefusedAsync("sts", "assume-role", "--role-arn", Demo.RoleArn, "--role-session-name", "bob"));
    }

    [Fact]
    public async Task A_users_session_is_the_user()
    {
        var answer = (await _server.CliOf(Demo.User2).RunAsync("sts", "get-session-token", "--duration-seconds", "900")).Json.GetProperty("Credentials");
        var session = new Identity("user2", Text("AccessKeyId"), Text("SecretAccessKey"), Text("SessionToken"));
        Assert.Equal(Demo.UserArn(Demo.User2), await ArnOfAsync(session));

        string Text(string name) => answer.GetProperty(name).GetString()!;
    }

    private async Task<string?> ArnOfAsync(Identity identity)
    {
        var answer = (await _server.CliOf(identity).RunAsync("sts", "get-caller-identity")).Json;
        Assert.Equal(Demo.Account, answer.GetProperty("Account").GetString());
        return answer.GetProperty("Arn").GetString();
    }
}
