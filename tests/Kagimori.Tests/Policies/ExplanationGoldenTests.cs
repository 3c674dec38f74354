using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.PolicyTools;

namespace Kagimori.Tests.Policies;

/// <summary>Whole explanations as text and as JSON, word for word: Golden/NAME.line is asked, NAME.txt and NAME.json are the answers.</summary>
/// <remarks>With KAGIMORI_GOLDEN=write the answers are written instead of compared; then look at the difference.</remarks>
public sealed class ExplanationGoldenTests
{
    private static readonly string Folder = Path.Combine(StructureTests.Root, "tests", "Kagimori.Tests", "Policies", "Golden");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.line").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_explanation_is_told_as_it_was_before(string name)
    {
        var line = File.ReadAllText(Path.Combine(Folder, name + ".line"));
        Same(name + ".txt", Answer(line, EvaluationLine.AnswerText));
        Same(name + ".json", JsonNode.Parse(Answer(line, EvaluationLine.Answer))!.ToJsonString(Indented) + "\n");
    }

    private static string Answer(string line, Action<string, Stream> answer)
    {
        using var output = new MemoryStream();
        answer(line, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void Same(string file, string actual)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("KAGIMORI_GOLDEN") == "write") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}
