using System.CommandLine;
using Kagimori.PolicyTools;

namespace Kagimori.Host.Commands;

/// <summary><c>kagimori policy</c>: what policies decide, what is wrong with them, and what they would change.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Work with policies; no server needs to run.") { Evaluate(), PolicyLintCommand.Create(), PolicyImpactCommand.Create() };

    private static Command Evaluate()
    {
        var asText = new Option<bool>("--text") { Description = "Answer each line with a tree for people instead of a line of JSON." };
        var command = new Command("evaluate", "Decide requests: JSON lines on standard input, one decision for each on standard output.") { asText };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var input = Console.OpenStandardInput();
            await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
            await EvaluationStream.AnswerAsync(input, output, parsed.GetValue(asText), cancel);
            return 0;
        });
        return command;
    }
}
