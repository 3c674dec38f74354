using System.CommandLine;
using System.Text;
using Kagimori.Forwarding;
using Kagimori.Host.Forwarding;
using Kagimori.Host.Serving;
using Kagimori.Keys;
using Kagimori.PolicyTools;
using Kagimori.Storage;

namespace Kagimori.Host.Commands;

/// <summary><c>kagimori policy impact</c>: who gains and who loses what when a key's policy is replaced.</summary>
internal static class PolicyImpactCommand
{
    private const int Lockout = 1;
    private const int InvalidArguments = 2;

    public static Command Create()
    {
        var key = new Option<string>("--key") { Description = "The key's ARN.", Required = true };
        var policy = new Option<string>("--policy") { Description = "The new key policy; - for standard input.", Required = true };
        var trusted = new Option<string?>("--trusted-callers") { Description = "The file of who may forward context, as serve has it. Also KAGIMORI_TRUSTED_CALLERS." };
        var config = new Option<string?>("--config") { Description = "serve's configuration file, for the name of that file. Also KAGIMORI_CONFIG." };
        var data = AuditCommand.DataOption();
        var format = OutputFormat.Option();
        var command = new Command("impact", "Tell who would gain and who would lose what under a new key policy. Ends with 1 when nobody could change it again.") { key, policy, trusted, config, data, format };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!KeyReference.TryParse(parsed.GetValue(key)!, out var reference) || reference is not { Key: { } id, Account: { } account, Region: { } region })
                return await FailAsync("--key must be the ARN of a key.");
            var callers = ReadTrustedCallers(parsed.GetValue(trusted), parsed.GetValue(config), out var errors);
            if (errors.Count > 0) return await FailAsync(string.Join('\n', errors));
            try
            {
                var path = parsed.GetValue(policy)!;
                var text = path == "-" ? await new StreamReader(Console.OpenStandardInput(), Encoding.UTF8).ReadToEndAsync(cancel) : await File.ReadAllTextAsync(path, cancel);
                await using var store = DataFolder.OpenToRead(parsed.GetValue(data)!);
                var outcome = await ImpactAnalysis.ComputeAsync(store, new KeyArn(account, region, id), text, callers);
                if (outcome.Refusal is { } refusal) return await FailAsync($"{refusal.Code}: {refusal.Message}");
                var impact = outcome.Value!;
                if (OutputFormat.IsJson(parsed, format)) OutputFormat.WriteJson(impact.WriteTo);
                else Console.Write(impact.ToText());
                return impact.Keepers.Any() ? 0 : Lockout;
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                return await FailAsync(e.Message);
            }
        });
        return command;
    }

    // As serve finds it: option, environment, configuration file.
    private static TrustedCallers ReadTrustedCallers(string? path, string? config, out List<string> errors)
    {
        var values = new ServeValues();
        values.Add(ServeSetting.All.First(setting => setting.Name == TrustedCallersSetting.Name), path is null ? [] : [path]);
        values.AddEnvironment(Environment.GetEnvironmentVariable);
        if ((config ?? Environment.GetEnvironmentVariable("KAGIMORI_CONFIG")) is { Length: > 0 } file) values.AddFile(file);
        errors = values.Errors;
        return TrustedCallersSetting.Read(values.Text(TrustedCallersSetting.Name), errors);
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return InvalidArguments;
    }
}
