using System.CommandLine;
using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Host.Commands;

/// <summary><c>kagimori policy lint</c>: what is wrong with a policy document, where, and what to do about it.</summary>
internal static class PolicyLintCommand
{
    private const int Problems = 1;
    private const int InvalidArguments = 2;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The policy document; - for standard input." };
        var type = new Option<string?>("--type") { Description = "The kind of policy; by default what the document looks like." };
        type.AcceptOnlyFromAmong([.. PolicyTypeName.All]);
        var account = new Option<string?>("--account") { Description = "The account that owns the key of a key policy; by default what the policy says." };
        var format = OutputFormat.Option();
        var command = new Command("lint", "Look a policy over. Ends with 1 when there are errors or security warnings.") { file, type, account, format };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(account) is { } given && !AccountId.TryParse(given, out _)) return Fail("--account must be 12 digits.");
            PolicyGrammar? grammar = parsed.GetValue(type) is { } name && PolicyTypeName.TryParse(name, out var known) ? known : null;
            var path = parsed.GetValue(file)!;
            byte[] document;
            try
            {
                document = Read(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return Fail($"The policy '{path}' cannot be read: {e.Message}");
            }
            var report = PolicyLint.Check(document, grammar, parsed.GetValue(account));
            if (OutputFormat.IsJson(parsed, format)) OutputFormat.WriteJson(json => report.WriteTo(json, path));
            else Console.Write(report.ToText(path));
            return report.HasProblems ? Problems : 0;
        });
        return command;
    }

    // No more than the lint looks at: standard input may have no end.
    private static byte[] Read(string path)
    {
        using var input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        var buffer = new byte[PolicyLint.MaxBytes + 1];
        return buffer[..input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return InvalidArguments;
    }
}
