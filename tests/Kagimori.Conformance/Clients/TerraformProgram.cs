using System.Diagnostics;
using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>The real Terraform, in a folder of its own with an identity and nothing else of its environment.</summary>
internal sealed class TerraformProgram : IDisposable
{
    /// <summary>How long a command may take: its provider alone starts for up to half a minute, three times.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private const string Mirror = "/opt/tf-plugins";
    private static readonly string[] MissingProvider = ["Failed to query available provider packages", "Failed to install provider"];

    private readonly TempFolder _folder = new();
    private readonly Identity _identity;
    private readonly Dictionary<string, string> _variables;

    private TerraformProgram(Identity identity, Dictionary<string, string> variables)
    {
        _identity = identity;
        _variables = variables;
    }

    /// <summary>Copies a configuration and installs its provider; without Terraform, or where there is no provider to install, the test is skipped.</summary>
    public static async Task<TerraformProgram> InitializeAsync(string configuration, Identity identity, Dictionary<string, string> variables)
    {
        Client.RequireTerraform();
        var terraform = new TerraformProgram(identity, variables);
        try
        {
            foreach (var file in Directory.EnumerateFiles(configuration, "*.tf")) File.Copy(file, terraform._folder.Of(Path.GetFileName(file)));
            terraform._folder.Write("cli.tfrc", Installation());
            var initialized = await terraform.RunAsync("init", "-input=false", "-no-color");
            // Like Terraform itself the provider is in no system's packages; whatever else goes wrong is a failure.
            if (MissingProvider.Any(text => initialized.Error.Contains(text, StringComparison.Ordinal)))
                Assert.Skip($"Terraform cannot install its provider hashicorp/aws: {initialized.Error}");
            initialized.Succeed();
            return terraform;
        }
        catch
        {
            terraform.Dispose();
            throw;
        }
    }

    public async Task ApplyAsync(string step, params string[] arguments) =>
        (await RunAsync(["apply", "-auto-approve", "-input=false", "-no-color", $"-var=step={step}", .. arguments])).Succeed();

    public async Task RequireNothingToDoAsync(string step)
    {
        var plan = await RunAsync("plan", "-detailed-exitcode", "-input=false", "-no-color", $"-var=step={step}");
        Assert.True(plan.ExitCode == 0, $"Terraform finds something to do:\n{plan.Error}{plan.Output}");
    }

    /// <summary>Removes what was made. What is there was found by the plan before.</summary>
    public async Task DestroyAsync(string step) =>
        (await RunAsync("destroy", "-auto-approve", "-input=false", "-no-color", "-refresh=false", $"-var=step={step}")).Succeed();

    public async Task<JsonElement> OutputsAsync() => (await RunAsync("output", "-json")).Json;

    public void Dispose() => _folder.Dispose();

    private Task<CommandResult> RunAsync(params string[] arguments)
    {
        var start = Command.StartInfo("terraform", arguments);
        start.WorkingDirectory = _folder.Path;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TF_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        AwsCli.Configure(start, _identity, Demo.Region);
        start.Environment["TF_CLI_CONFIG_FILE"] = _folder.Of("cli.tfrc");
        start.Environment["GOGC"] = "400"; // A third of its time would go into collecting the provider's schemas.
        start.Environment["TF_IN_AUTOMATION"] = start.Environment["CHECKPOINT_DISABLE"] = "1";
        foreach (var (name, value) in _variables) start.Environment[$"TF_VAR_{name}"] = value;
        return Command.RunAsync(start, patience: Patience);
    }

    /// <summary>
    /// Where Terraform takes its provider from: what its own configuration says; else a mirror of providers in the place for added software;
    /// else the network, and what it downloads is kept for the next run.
    /// </summary>
    private static string Installation()
    {
        if (Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") is { } configuration && File.Exists(configuration)) return File.ReadAllText(configuration);
        if (Directory.Exists(Mirror)) return $"provider_installation {{\n  filesystem_mirror {{ path = {JsonSerializer.Serialize(Mirror)} }}\n}}\n";
        var cache = Directory.CreateDirectory(Repository.PathOf("artifacts", "terraform")).FullName;
        return $"plugin_cache_dir = {JsonSerializer.Serialize(cache)}\nplugin_cache_may_break_dependency_lock_file = true\n";
    }
}
