namespace Kagimori.Conformance.Configuration;

/// <summary>Where settings come from: the command line before the environment before the configuration file.</summary>
public sealed class ServeSettingTests : IDisposable
{
    private readonly TempFolder _files = new();

    [Fact]
    public async Task The_environment_configures_the_server()
    {
        await using var server = await ServerProcess.StartAsync([], new Dictionary<string, string>
        {
            ["KAGIMORI_URL"] = "http://127.0.0.1:0", ["KAGIMORI_DATA"] = _files.Of("data"), ["KAGIMORI_ACCOUNT"] = "210987654321",
            ["KAGIMORI_DEVELOPMENT"] = "true", ["KAGIMORI_CLOCK"] = "manual", ["KAGIMORI_SEED"] = SeedFile(),
        });
        Assert.Contains("The root user of account 210987654321 has a new access key.", server.Output);
        using var http = new HttpClient { BaseAddress = server.Url };
        Assert.Equal(204, (int)(await http.PostAsync("/development/reset", null)).StatusCode);
    }

    [Fact]
    public async Task The_command_line_comes_before_the_environment_and_that_before_the_file()
    {
        var file = _files.Write("config.json", $$"""
            {
              // Comments are allowed.
              "url": [ "http://127.0.0.1:0" ],
              "data": "{{_files.Of("from-file")}}",
              "account": "111111111111",
              "seed": "{{SeedFile()}}",
              "clock-window": 30,
            }
            """);
        var environment = new Dictionary<string, string> { ["KAGIMORI_CONFIG"] = file, ["KAGIMORI_ACCOUNT"] = "222222222222", ["KAGIMORI_DATA"] = _files.Of("from-environment") };
        await using var server = await ServerProcess.StartAsync(["--data", _files.Of("from-command-line")], environment);
        Assert.Contains("The root user of account 222222222222", server.Output);
        Assert.Equal(["from-command-line"], Directory.GetDirectories(_files.Path).Select(Path.GetFileName));

        using var client = new SigningClient(server.Url, Demo.Root, Demo.Region);
        (await client.SendAsync(SignedRequest.Kms(Demo.Root, "ListKeys", "{}") with { Time = DateTimeOffset.UtcNow.AddMinutes(-25) })).Succeed();
    }

    [Fact]
    public async Task Several_addresses_are_served()
    {
        await using var server = await ServerProcess.StartAsync(["--url", "http://127.0.0.1:0", "--url", "http://[::1]:0", "--data", _files.Of("data")]);
        var urls = System.Text.RegularExpressions.Regex.Matches(server.Output.Split('\n')[0], @"http://[^,;\s]+").Select(match => match.Value).ToArray();
        Assert.Equal(2, urls.Length);
        using var http = new HttpClient();
        foreach (var url in urls) Assert.Equal("""{"status":"live"}""", await http.GetStringAsync($"{url}/health/live"));
    }

    [Fact]
    public async Task The_announced_exports_work_when_they_are_pasted_into_a_shell()
    {
        Client.RequireAwsCli();
        await using var server = await ServerProcess.StartAsync(["--url", "http://127.0.0.1:0", "--data", _files.Of("data")]);
        while (!server.Output.Contains("AWS_DEFAULT_REGION", StringComparison.Ordinal)) await Task.Yield();
        var exports = string.Join('\n', server.Output.Split('\n').Where(line => line.StartsWith("export ", StringComparison.Ordinal)));
        var start = Command.StartInfo("bash", "-c", $"{exports}\naws sts get-caller-identity --query Arn --output text");
        AwsCli.Configure(start, Demo.Root, Demo.Region);
        Assert.Equal($"arn:aws:iam::{Demo.Account}:root", (await Command.RunAsync(start)).Succeed().Output.Trim());
    }

    [Fact]
    public async Task Without_development_there_are_no_development_endpoints()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        Assert.DoesNotContain("DEVELOPMENT", server.Output);
        using var http = new HttpClient { BaseAddress = server.Url };
        foreach (var path in new[] { "/development/reset", "/development/clock" })
        {
            using var body = new StringContent("""{"advanceSeconds":1}""");
            Assert.InRange((int)(await http.PostAsync(path, body)).StatusCode, 400, 499);
        }
        using var root = server.ClientOf(Demo.Root);
        (await root.KmsAsync("ListKeys", "{}")).Succeed();
    }

    private string SeedFile() => _files.Write("seed.json", System.Text.Json.JsonSerializer.Serialize(Demo.Seed()));

    public void Dispose() => _files.Dispose();
}
