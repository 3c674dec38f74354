using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>Sessions of roles.</summary>
internal static class Sessions
{
    /// <summary>The administrator's role, assumed with the aws CLI.</summary>
    public static async Task<Identity> AssumeAdministratorAsync(KagimoriServer server)
    {
        var answer = (await server.CliOf(Demo.Admin).RunAsync("sts", "assume-role", "--role-arn", Demo.RoleArn, "--role-session-name", "alice")).Json;
        Assert.Equal($"arn:aws:sts::{Demo.Account}:assumed-role/OrganizationAccountAccessRole/alice", answer.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString());
        var credentials = answer.GetProperty("Credentials");
        return new Identity("alice", Text(credentials, "AccessKeyId"), Text(credentials, "SecretAccessKey"), Text(credentials, "SessionToken"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
