using System.CommandLine;
using Kagimori.Audit;

namespace Kagimori.Host.Commands;

/// <summary><c>kagimori audit</c>: proves the audit trail, and tells why a request was decided as it was.</summary>
internal static class AuditCommand
{
    private const int Broken = 1;

    public static Command Create()
    {
        var data = DataOption();
        var command = new Command("audit", "Prove or read the audit trail.") { Verify(data), Explain(data) };
        command.Options.Add(data);
        return command;
    }

    /// <summary>The option of every command that reads a data folder.</summary>
    public static Option<string> DataOption() => new("--data")
    {
        Description = "Data folder. Default .kagimori. Also KAGIMORI_DATA.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("KAGIMORI_DATA") is { Length: > 0 } folder ? folder : ".kagimori",
        Recursive = true,
    };

    private static Command Verify(Option<string> data)
    {
        var head = new Option<string?>("--head") { Description = "The head hash that an earlier verification printed: proves that nothing after it was cut off." };
        var command = new Command("verify", "Prove that no record was changed, removed or reordered, or name the first broken one.") { head };
        command.SetAction(async parsed =>
        {
            var directory = DataFolder.AuditDirectory(parsed.GetValue(data)!);
            if (!Directory.Exists(directory)) return Fail($"There is no audit trail in '{directory}'.");
            var result = await AuditVerifier.VerifyAsync(directory, parsed.GetValue(head));
            if (result.Break is { } broken) return Fail($"BROKEN at {broken.File}, line {broken.Line}, sequence {broken.Sequence}: {broken.Message}");
            Console.WriteLine($"OK: {result.Count} records, {result.FirstSequence} to {result.LastSequence}.");
            Console.WriteLine($"head {result.Head.Hash}");
            return 0;
        });
        return command;
    }

    private static Command Explain(Option<string> data)
    {
        var id = new Argument<string?>("request-id")
        {
            Description = "The request id, as in x-amzn-RequestId; without it, the latest request that was refused.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var asJson = new Option<bool>("--json") { Description = "Print the whole record as JSON." };
        var command = new Command("explain", "Tell why a request was allowed or denied.") { id, asJson };
        command.SetAction(parsed =>
        {
            var directory = DataFolder.AuditDirectory(parsed.GetValue(data)!);
            if (!Directory.Exists(directory)) return Fail($"There is no audit trail in '{directory}'.");
            var requestId = parsed.GetValue(id);
            using var record = requestId is null ? AuditReader.FindLatestRefusal(directory) : AuditReader.Find(directory, requestId);
            if (record is null) return Fail(requestId is null ? "No request was refused." : $"There is no record of the request {requestId} in '{directory}'.");
            Console.Write(parsed.GetValue(asJson) ? AuditExplanation.Json(record.RootElement) : AuditExplanation.Of(record.RootElement));
            return 0;
        });
        return command;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Broken;
    }
}
