using System.Text;
using System.Text.Json;
using CsCheck;
using Kagimori.Operations;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Tests.Policies;

/// <summary>What a lint finds, where, and that it never fails.</summary>
public sealed class LintTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, LintCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_finding_is_in_the_document_that_has_it_and_not_in_the_one_that_does_not(int index)
    {
        var given = LintCase.All[index];
        var found = Check(given.Found, given.Grammar);
        Assert.True(found.Findings.Any(finding => finding.Code == given.Code), $"{given.Code} was not found:\n{found.ToText("found")}");
        var notFound = Check(given.NotFound, given.Grammar);
        Assert.True(notFound.Findings.All(finding => finding.Code != given.Code), $"{given.Code} was found:\n{notFound.ToText("not found")}");
        Assert.All(found.Findings, finding => Assert.True(
            finding is { Line: >= 1, Column: >= 1, EndLine: >= 1, EndColumn: >= 1, Message.Length: > 10, Advice.Length: > 3 } && !finding.Message.Contains("  ", StringComparison.Ordinal), finding.ToString()));
    }

    [Fact]
    public void Every_issue_code_has_its_pair_of_documents_and_stands_in_the_documentation()
    {
        Assert.Equal(PolicyLint.Codes.Order(StringComparer.Ordinal), LintCase.All.Select(given => given.Code).Distinct().Order(StringComparer.Ordinal));
        var documentation = File.ReadAllText(Path.Combine(StructureTests.Root, "docs", "policy-tools.md"));
        Assert.DoesNotContain(PolicyLint.Codes, code => !documentation.Contains($"`{code}`", StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_policies_that_AWS_itself_makes_have_nothing_worse_than_a_redundant_action()
    {
        const string account = "111122223333", role = "arn:aws:iam::111122223333:role/admin", user = "arn:aws:iam::111122223333:user/u";
        foreach (var kind in Enum.GetValues<ConsoleKeyKind>())
            Assert.All(Check(ConsoleKeyPolicy.Create(account, [role], [user], kind, multiRegion: true), null).Findings, finding => Assert.Equal("REDUNDANT_ACTION", finding.Code));
        Assert.Empty(Check(DefaultKeyPolicy.Create(account), null).Findings);
    }

    [Fact]
    public void The_storys_policy_without_its_first_statement_no_longer_delegates()
    {
        var policy = System.Text.Json.Nodes.JsonNode.Parse(ConsoleKeyPolicy.Create("111122223333", ["arn:aws:iam::111122223333:role/admin"], ["arn:aws:iam::111122223333:user/u"]))!;
        policy["Statement"]!.AsArray().RemoveAt(0);
        var report = Check(policy.ToJsonString(), null);
        Assert.Equal(["NO_DELEGATION_TO_ACCOUNT"], report.Findings.Select(finding => finding.Code));
        Assert.True(report.HasProblems);
    }

    [Fact]
    public void A_finding_names_line_column_and_path()
    {
        const string policy = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": [ "kms:Decrypt", "kms:Encypt" ], "Resource": "arn:aws:kms:us-east-1:111122223333:key/é" }
              ]
            }
            """;
        var finding = Assert.Single(PolicyLint.Check(Encoding.UTF8.GetBytes(policy.ReplaceLineEndings("\n"))).Findings);
        Assert.Equal(("INVALID_ACTION", LintFindingType.Error, "Statement[0].Action[1]"), (finding.Code, finding.Type, finding.Path));
        Assert.Equal((4, 53, 4, 65), (finding.Line, finding.Column, finding.EndLine, finding.EndColumn));
        Assert.Equal("KMS has no action kms:Encypt. Did you mean kms:Encrypt?", finding.Message);
    }

    [Theory]
    [InlineData("{\n  \"Version\": \"2012-10-17\",\n}", 3, 1)]
    [InlineData("", 1, 1)]
    [InlineData("{\"Version\": \"2012-10-17\"", 1, 25)]
    [InlineData("{\n\"é\": ]", 2, 6)]
    public void Broken_JSON_is_a_finding_at_its_place(string text, int line, int column)
    {
        var finding = Assert.Single(Check(text, null).Findings);
        Assert.Equal(("JSON_SYNTAX_ERROR", line, column), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_a_finding_at_their_place()
    {
        var finding = Assert.Single(PolicyLint.Check([(byte)'{', (byte)'\n', 0xC3, 0xA9, 0xFF, (byte)'}']).Findings);
        Assert.Equal(("JSON_SYNTAX_ERROR", 2, 2), (finding.Code, finding.Line, finding.Column));
        Assert.True(PolicyLint.Check(new byte[5_000_000]).HasProblems);
    }

    [Fact]
    public void Whatever_comes_is_reported_and_what_is_reported_clean_is_accepted()
    {
        Gen.Byte.Array[0, 200].Sample(bytes => Accepted(bytes), iter: 2_000);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 6]).Sample((seed, mutations) => Accepted(Encoding.UTF8.GetBytes(PolicyMutation.Of(seed, mutations))), iter: 3_000);
        foreach (var given in LintCase.All) Accepted(Encoding.UTF8.GetBytes(LintCase.Text(given.Found)));
    }

    [Theory]
    [InlineData("{'Statement':{'Effect':'Allow','Action':'kms:*','Resource':'*'}}", PolicyGrammar.IdentityPolicy)]
    [InlineData("{'Statement':{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}}", PolicyGrammar.TrustPolicy)]
    [InlineData("{'Statement':{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'kms:*','Resource':'*'}}", PolicyGrammar.KeyPolicy)]
    [InlineData("{'Statement':{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Resource':'*'}}", PolicyGrammar.KeyPolicy)]
    [InlineData("{'Statement':{'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'arn:aws:s3:::b'}}", PolicyGrammar.ResourcePolicy)]
    [InlineData("7", PolicyGrammar.IdentityPolicy)]
    public void The_kind_of_policy_is_guessed_from_what_is_in_it(string document, PolicyGrammar grammar) => Assert.Equal(grammar, Check(document, null).Grammar);

    [Fact]
    public void The_owner_of_the_key_can_be_given()
    {
        const string policy = "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'kms:*','Resource':'*'}]}";
        Assert.Empty(Check(policy, null).Findings);
        var report = PolicyLint.Check(Encoding.UTF8.GetBytes(LintCase.Text(policy)), account: "444455556666");
        Assert.Equal(["KEY_POLICY_LOCKOUT"], report.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_report_is_written_as_text_and_as_JSON()
    {
        var report = Check("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'kms:Decypt','Resource':'*'}}", null);
        Assert.Equal(
            """
            p.json:1:64: ERROR INVALID_ACTION at Statement[0].Action
                KMS has no action kms:Decypt. Did you mean kms:Decrypt?
                Correct the name; the documentation of the service lists its actions.
            p.json: 1 error (identity).

            """.ReplaceLineEndings("\n"), report.ToText("p.json"));
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output)) report.WriteTo(json, "p.json");
        var root = JsonDocument.Parse(output.ToArray()).RootElement;
        Assert.Equal("identity", root.GetProperty("policyType").GetString());
        Assert.Equal("ERROR", root.GetProperty("findings")[0].GetProperty("findingType").GetString());
        Assert.Equal(64, root.GetProperty("findings")[0].GetProperty("column").GetInt32());
    }

    /// <summary>The lint's tables say what the service does.</summary>
    [Fact]
    public void The_table_of_actions_is_that_of_the_operations()
    {
        var operations = OperationCatalog.All.Where(operation => operation.Service == Service.Kms).ToDictionary(operation => operation.Name);
        var names = operations.Keys.Where(name => name != "ReEncrypt").Concat(["ReEncryptFrom", "ReEncryptTo", "SynchronizeMultiRegionKey"]);
        Assert.Equal(names.Order(StringComparer.Ordinal), KmsActions.All.Select(action => action.Name).Order(StringComparer.Ordinal));
        Assert.All(KmsActions.All, action => Assert.Equal(
            action.Name.StartsWith("ReEncrypt", StringComparison.Ordinal) || (operations.TryGetValue(action.Name, out var operation) && operation.CrossAccount), action.CrossAccount));
        Assert.Equal(Kagimori.Keys.KeySpecs.All.Select(spec => spec.Name).Order(StringComparer.Ordinal), KmsConditionValues.KeySpecs.Order(StringComparer.Ordinal));
        Assert.Equal(Kagimori.Keys.KeySpecs.All.SelectMany(spec => spec.SigningAlgorithms).Distinct().Order(StringComparer.Ordinal), KmsConditionValues.SigningAlgorithms.Order(StringComparer.Ordinal));
    }

    private static LintReport Check(string document, PolicyGrammar? grammar) => PolicyLint.Check(Encoding.UTF8.GetBytes(LintCase.Text(document)), grammar);

    private static void Accepted(byte[] document)
    {
        foreach (var grammar in Enum.GetValues<PolicyGrammar>())
        {
            var report = PolicyLint.Check(document, grammar);
            Assert.All(report.Findings, finding => Assert.True(finding is { Line: >= 1, Column: >= 1 }));
            if (report.Findings.Any(finding => finding.Type == LintFindingType.Error)) continue;
            Assert.True(Policy.TryParse(Encoding.UTF8.GetString(document), grammar, out _, out var error), error?.Message);
        }
        PolicyLint.Check(document).ToText("fuzz");
    }
}
