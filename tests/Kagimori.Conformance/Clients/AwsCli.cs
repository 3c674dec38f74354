using System.Diagnostics;
using System.Globalization;

namespace Kagimori.Conformance;

/// <summary>The real aws CLI, with an identity and nothing else of its environment.</summary>
internal sealed class AwsCli(Uri endpoint, Identity identity, string region)
{
    /// <summary>Runs a command that must succeed.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments) => (await TryAsync(arguments)).Succeed();

    /// <summary>Runs a command that must be refused.</summary>
    /// <returns>What the CLI tells its user.</returns>
    public async Task<string> RefusedAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode != 0, $"Not refused: {result.Output}");
        return result.Error.Trim();
    }

    public Task<CommandResult> TryAsync(params string[] arguments)
    {
        Client.RequireAwsCli();
        var start = Command.StartInfo("aws", ["--endpoint-url", endpoint.ToString(), "--output", "json", .. arguments]);
        Configure(start, identity, region);
        return Command.RunAsync(start);
    }

    /// <summary>Gives a client an identity by its environment alone.</summary>
    public static void Configure(ProcessStartInfo start, Identity identity, string region)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_MAX_ATTEMPTS"] = 1.ToString(CultureInfo.InvariantCulture);
        start.Environment["AWS_DEFAULT_REGION"] = region;
        start.Environment["AWS_ACCESS_KEY_ID"] = identity.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = identity.SecretAccessKey;
        start.Environment["NO_PROXY"] = "127.0.0.1";
        if (identity.SessionToken is not null) start.Environment["AWS_SESSION_TOKEN"] = identity.SessionToken;
    }
}
