namespace Kagimori.Conformance.PolicyTools;

/// <summary><c>kagimori policy lint</c> as a program: where it reads, what it prints, how it ends.</summary>
public sealed class PolicyLintTests
{
    private const string Clean = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:111122223333:key/1"}}""";
    private static readonly string Misspelt = Clean.Replace("kms:Decrypt", "kms:Decypt", StringComparison.Ordinal);

    [Fact]
    public async Task A_clean_policy_ends_with_0_and_a_problem_with_1()
    {
        using var files = new TempFolder();
        var clean = files.Write("clean.json", Clean);
        Assert.Equal((0, $"{clean}: nothing found (identity).\n"), Told(await LintAsync(clean)));
        var misspelt = files.Write("misspelt.json", Misspelt);
        var (code, output) = Told(await LintAsync(misspelt));
        Assert.Equal(1, code);
        Assert.StartsWith($"{misspelt}:1:64: ERROR INVALID_ACTION at Statement[0].Action\n", output, StringComparison.Ordinal);
        Assert.Equal(0, (await LintAsync(files.Write("wide.json", Clean.Replace("arn:aws:kms:us-east-1:111122223333:key/1", "*", StringComparison.Ordinal)))).ExitCode);
    }

    [Fact]
    public async Task Standard_input_and_JSON()
    {
        var result = await Command.RunAsync(KagimoriProgram.StartInfo(["policy", "lint", "-", "--format", "json", "--type", "scp"]), Misspelt);
        Assert.Equal(1, result.ExitCode);
        var report = System.Text.Json.JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("scp", report.GetProperty("policyType").GetString());
        Assert.Equal("INVALID_ACTION", report.GetProperty("findings")[0].GetProperty("issueCode").GetString());
    }

    [Theory]
    [InlineData("no-such-file.json")]
    [InlineData("-", "--type", "bucket")]
    [InlineData("-", "--account", "me")]
    [InlineData("-", "--colour")]
    [InlineData]
    public async Task What_cannot_be_done_ends_with_2(params string[] arguments)
    {
        var result = await LintAsync(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    private static Task<CommandResult> LintAsync(params string[] arguments) => KagimoriProgram.RunAsync(["policy", "lint", .. arguments]);

    private static (int, string) Told(CommandResult result) => (result.ExitCode, result.Output);
}
