using System.CommandLine;
using System.Text;
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
        var data = AuditCommand.DataOption();
        var format = OutputFormat.Option();
        var command = new Command("impact", "Tell who would gain and who would lose what under a new key policy. Ends with 1 when nobody could change it again.") { key, policy, data, format };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!KeyReference.TryParse(parsed.GetValue(key)!, out var reference) || reference is not { Key: { } id, Account: { } account, Region: { } region })
                return await FailAsync("--key must be the ARN of a key.");
            try
            {
                var path = parsed.GetValue(policy)!;
                var text = path == "-" ? await new StreamReader(Console.OpenStandardInput(), Encoding.UTF8).ReadToEndAsync(cancel) : await File.ReadAllTextAsync(path, cancel);
                await using var store = DataFolder.OpenToRead(parsed.GetValue(data)!);
                var outcome = await ImpactAnalysis.ComputeAsync(store, new KeyArn(account, region, id), text);
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

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return InvalidArguments;
    }
}
