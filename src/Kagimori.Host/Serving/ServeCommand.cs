using System.CommandLine;
using Kagimori.Audit;
using Kagimori.Storage;

namespace Kagimori.Host.Serving;

/// <summary><c>kagimori serve</c>: runs the service until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int InvalidConfiguration = 2;

    public static Command Create()
    {
        var command = new Command("serve", "Run the key management service.");
        var config = new Option<string?>("--config") { Description = "A JSON configuration file with a member for each option. Also KAGIMORI_CONFIG." };
        command.Options.Add(config);
        var texts = new List<(ServeSetting Setting, Option<string[]> Option)>();
        var flags = new List<(ServeSetting Setting, Option<bool> Option)>();
        foreach (var setting in ServeSetting.All)
        {
            var description = $"{setting.Description} Also {setting.Variable}.";
            if (setting.Kind == SettingKind.Flag)
            {
                flags.Add((setting, new Option<bool>(setting.Option) { Description = description }));
                command.Options.Add(flags[^1].Option);
            }
            else
            {
                texts.Add((setting, new Option<string[]>(setting.Option) { Description = description, Arity = ArgumentArity.OneOrMore }));
                command.Options.Add(texts[^1].Option);
            }
        }
        command.SetAction((parsed, cancel) =>
        {
            var values = new ServeValues();
            foreach (var (setting, option) in texts) values.Add(setting, parsed.GetValue(option) ?? []);
            foreach (var (setting, option) in flags)
            {
                if (parsed.GetValue(option)) values.Add(setting, ["true"]);
            }
            values.AddEnvironment(Environment.GetEnvironmentVariable);
            if ((parsed.GetValue(config) ?? Environment.GetEnvironmentVariable("KAGIMORI_CONFIG")) is { Length: > 0 } file) values.AddFile(file);
            return RunAsync(values, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServeValues values, CancellationToken cancel)
    {
        if (ServeOptions.Read(values) is not { } options) return Refuse("The configuration is not valid:", values.Errors);
        var seed = SeedFile.Read(options.Seed, out var seedErrors);
        if (seed is null) return Refuse($"The seed file {options.Seed} is not valid:", seedErrors);
        try
        {
            await using var service = await Service.OpenAsync(options, seed);
            if (service.Errors.Count > 0) return Refuse($"The seed file {options.Seed} cannot be applied:", service.Errors);
            await Server.RunAsync(options, service, cancel);
            return 0;
        }
        catch (Exception e) when (e is StoreException or AuditException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static int Refuse(string title, IReadOnlyList<string> errors)
    {
        Console.Error.WriteLine(title);
        foreach (var error in errors) Console.Error.WriteLine($"  {error}");
        return InvalidConfiguration;
    }
}
