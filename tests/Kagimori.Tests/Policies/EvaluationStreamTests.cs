using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Kagimori.PolicyTools;

namespace Kagimori.Tests.Policies;

/// <summary><c>kagimori policy evaluate</c> as a stream of lines: each is answered, and none ends it.</summary>
public sealed class EvaluationStreamTests
{
    private const string Good = """{"id":"q","request":{"principal":{"type":"User","arn":"arn:aws:iam::111122223333:user/a"},"action":"s3:GetObject","resource":"arn:aws:s3:::b/x"},"identityPolicies":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}]}""";

    [Fact]
    public async Task Every_line_has_its_answer_in_its_place()
    {
        var answers = await AnswersAsync(Encoding.UTF8.GetBytes($"\uFEFF{Good}\r\n\n  \nnonsense\n{Good}"));
        Assert.Equal(["Allowed", "The line is not JSON", "The line is not JSON", "The line is not JSON", "Allowed"], answers.Select(answer => ((string?)answer["decision"] ?? (string)answer["error"]!).Split(':')[0]));
        Assert.Empty(await AnswersAsync([]));
    }

    // What is put after the id of the line that is good, and what is wrong with it.
    [Theory]
    [InlineData("\"request\":1,", "The line is not JSON: ")] // twice
    [InlineData("\"id\":2,", "The line is not JSON: ")]
    [InlineData("\"boundary\":{\"Statement\":[],\"Statement\":[]},", "The line is not JSON: ")]
    [InlineData("\"boundary\":1,", "boundary is not a policy: ")]
    [InlineData("\"boundary\":\"\\ud800\",", "boundary is not Unicode text.")]
    [InlineData("\"boundary\":{\"\\ud800\":1},", "")]
    [InlineData("\"\\ud800\":1,", "")]
    [InlineData("\"contextTypes\":{\"a:b\":\"String\",\"A:B\":\"StringList\"},", "contextTypes.A:B is there twice")]
    [InlineData("\"contextTypes\":{\"a:b\":1},", "contextTypes.a:b must be a string.")]
    [InlineData("\"contextTypes\":[],", "contextTypes must be an object.")]
    [InlineData("\"scps\":[1],", "scps[0] must be an array.")]
    [InlineData("\"scps\":[[1]],", "scps[0][0] is not a policy: ")]
    [InlineData("\"grants\":[{\"granteePrincipal\":\"x\"}],", "grants[0].granteePrincipal is neither the ARN of a principal nor a service.")]
    [InlineData("\"grants\":[{\"grantee\":\"x\"}],", "grants[0] needs granteePrincipal.")]
    [InlineData("\"grants\":[{\"granteePrincipal\":\"111122223333\",\"operations\":[],\"constraints\":{\"a\":{}}}],", "grants[0].constraints has the member 'a', which is not known.")]
    [InlineData("\"sessionPolicy\":\"\",", "sessionPolicy is not a policy: ")]
    [InlineData("\"boundary\":@,", "The line is not JSON: ")]
    [InlineData("\"boundary\":NaN,", "The line is not JSON: ")]
    [InlineData("// nothing", "The line is not JSON: ")]
    public async Task A_bad_line_is_answered_under_its_id(string put, string error)
    {
        var at = Good.IndexOf("\"request\"", StringComparison.Ordinal);
        var answers = await AnswersAsync(Encoding.UTF8.GetBytes(Good.Insert(at, put) + "\n" + Good));
        Assert.Equal(2, answers.Count);
        Assert.StartsWith(error, (string)answers[0]["error"]!, StringComparison.Ordinal);
        Assert.Equal(["q", "q"], answers.Select(answer => (string)answer["id"]!));
        Assert.Equal("Allowed", (string?)answers[1]["decision"]);
    }

    [Theory]
    [InlineData("\"action\":\"s3:GetObject\"", "\"action\":[\"s3:GetObject\"]", "request.action must be a string.")]
    [InlineData("\"action\":\"s3:GetObject\"", "\"action\":\"s3:GetObject\",\"context\":{\"a:b\":[[]]}", "request.context.a:b[0] must be a string")]
    [InlineData("\"action\":\"s3:GetObject\"", "\"action\":\"s3:GetObject\",\"context\":{\"\\udfff\":1}", "")]
    [InlineData("\"type\":\"User\"", "\"type\":7", "request.principal.type must be a string.")]
    [InlineData("arn:aws:iam::111122223333:user/a", "\\ud800", "request.principal.arn is not Unicode text.")]
    public async Task What_is_wrong_inside_is_told_with_its_place(string part, string other, string error)
    {
        var answer = (await AnswersAsync(Encoding.UTF8.GetBytes(Good.Replace(part, other, StringComparison.Ordinal)))).Single();
        Assert.StartsWith(error, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Equal("q", (string)answer["id"]!);
    }

    [Fact]
    public async Task What_is_not_known_is_ignored_and_told()
    {
        var line = Good[..^1].Replace("\"type\"", "\"name\":\"a\",\"type\"", StringComparison.Ordinal).Replace("\"action\"", "\"actions\":[],\"action\"", StringComparison.Ordinal)
            + ",\"resourcePolicies\":[],\"grants\":[{\"name\":\"g\",\"granteePrincipal\":\"111122223333\",\"operations\":[]}]}";
        var answers = await AnswersAsync(Encoding.UTF8.GetBytes(line + "\n" + Good));
        Assert.Equal("Allowed", (string?)answers[0]["decision"]);
        Assert.Equal(["resourcePolicies", "request.actions", "request.principal.name", "grants[0].name"], answers[0]["ignored"]!.AsArray().Select(place => (string)place!));
        Assert.Null(answers[1]["ignored"]);
        using var text = new MemoryStream();
        EvaluationLine.AnswerText(line, text);
        Assert.Contains("Ignored, because not known: resourcePolicies, request.actions, request.principal.name, grants[0].name", Encoding.UTF8.GetString(text.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":{\"a\" : [1]},\"request\":", "{\"a\":[1]}")]
    [InlineData("{\"other\":[{}],\"id\":7", null)]
    [InlineData("{\"other\":[{}],\"id\":7,\"request\":x", "7")]
    [InlineData("{\"id\":\"unclosed", null)]
    [InlineData("{x,\"id\":1}", null)]
    [InlineData("[{\"id\":1}]", null)]
    public async Task The_id_comes_back_as_far_as_it_can_be_read(string line, string? id)
    {
        var answer = (await AnswersAsync(Encoding.UTF8.GetBytes(line))).Single();
        Assert.NotNull(answer["error"]);
        Assert.Equal(id, answer["id"]?.ToJsonString());
    }

    [Fact]
    public async Task What_is_not_UTF8_is_answered()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        bytes[Good.IndexOf("user/a", StringComparison.Ordinal)] = 0xFF;
        var answer = (await AnswersAsync(bytes)).Single();
        Assert.Equal(("q", "The line is not UTF-8."), ((string)answer["id"]!, (string)answer["error"]!));
        bytes = Encoding.UTF8.GetBytes(Good);
        bytes[Good.IndexOf("\"q\"", StringComparison.Ordinal) + 1] = 0xC0;
        answer = (await AnswersAsync(bytes)).Single();
        Assert.Null(answer["id"]);
        Assert.Equal("The line is not UTF-8.", (string)answer["error"]!);
    }

    [Fact]
    public async Task A_line_without_end_is_answered_and_the_next_one_read()
    {
        var huge = Good[..^1] + ",\"boundary\":\"" + new string('x', EvaluationStream.MaxLineLength) + "\"}";
        var answers = await AnswersAsync(Encoding.UTF8.GetBytes($"{huge}\n{Good}\n"));
        Assert.Equal(("q", $"The line is longer than {EvaluationStream.MaxLineLength} bytes."), ((string)answers[0]["id"]!, (string)answers[0]["error"]!));
        Assert.Equal("Allowed", (string?)answers[1]["decision"]);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 100_000)]
    [InlineData("{\"id\":1,\"request\":{\"context\":{\"a:b\":", 100)]
    public async Task Deep_nesting_is_answered(string begin, int depth)
    {
        var line = string.Concat(Enumerable.Repeat(begin, depth));
        Assert.StartsWith("The line is not JSON", (string)(await AnswersAsync(Encoding.UTF8.GetBytes(line))).Single()["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_policy_is_no_policy()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));
        var line = Good[..^1] + $",\"boundary\":{{\"Statement\":{deep}}}}}";
        Assert.StartsWith("boundary is not a policy", (string)(await AnswersAsync(Encoding.UTF8.GetBytes(line))).Single()["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_told_as_text_too()
    {
        using var output = new MemoryStream();
        await EvaluationStream.AnswerAsync(new MemoryStream(Encoding.UTF8.GetBytes($"{Good}\n[]")), output, asText: true, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.EndsWith("\n\nError: The line must be an object.\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_end_it() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 12], Gen.Byte.Array[0, 4]).Sample((at, cut, put) =>
    {
        var line = Encoding.UTF8.GetBytes(Good);
        byte[] changed = [.. line[..at], .. put.Select(b => b == (byte)'\n' ? (byte)' ' : b), .. line[Math.Min(at + cut, line.Length)..]];
        using var output = new MemoryStream();
        EvaluationLine.Answer(changed, output);
        JsonNode.Parse(output.ToArray());
    });

    private static async Task<List<JsonNode>> AnswersAsync(byte[] input)
    {
        using var output = new MemoryStream();
        await EvaluationStream.AnswerAsync(new MemoryStream(input), output, asText: false, TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
