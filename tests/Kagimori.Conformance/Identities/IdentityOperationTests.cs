using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kagimori.Conformance.Boto3;

namespace Kagimori.Conformance.Identities;

/// <summary>Every operation of IAM and STS that the service offers, called by the aws CLI, by boto3 and by the SDK for JavaScript: one scenario for all.</summary>
public sealed partial class IdentityOperationTests(OperatorServer fixture) : IClassFixture<OperatorServer>
{
    /// <summary>What has nothing to answer: no account has a login profile here, and GetMFADevice, with AWS too, knows security keys only.</summary>
    private static readonly string[] AlwaysRefused = ["iam GetLoginProfile", "iam DeleteLoginProfile", "iam GetMFADevice"];

    private readonly JsonObject _stories = fixture.ScenarioOf("cli")["stories"]!.AsObject();

    private int Steps => _stories.Sum(story => story.Value!.AsArray().Count);

    [Fact]
    public void Every_operation_that_is_offered_is_in_the_scenario_and_succeeds_there()
    {
        // A unit test holds this document to the catalog of the program.
        var document = File.ReadAllText(Repository.PathOf("docs", "compatibility.md"));
        var offered = IamSection().Match(document).Groups[1].Captures.Select(name => $"iam {name.Value}")
            .Concat(StsRow().Matches(StsSection().Match(document).Value).Select(row => $"sts {row.Groups[1].Value}")).ToList();
        Assert.True(offered.Count > 80, $"Only {offered.Count} operations are found in the document.");
        var called = _stories.SelectMany(story => story.Value!.AsArray()).Select(step => step!.AsArray())
            .Where(step => step[2] is JsonObject || AlwaysRefused.Contains(step[0]!.GetValue<string>())).Select(step => step[0]!.GetValue<string>());
        Assert.Empty(offered.Except(called));
    }

    [Fact]
    public async Task The_aws_CLI_calls_every_operation()
    {
        Client.RequireAwsCli();
        var variables = fixture.ScenarioOf("cli")["variables"]!;
        var stories = _stories.Select(story => new CliStory(fixture.Server, OperatorServer.Operator, variables).RunAsync(story.Key, story.Value!.AsArray()));
        Assert.Equal(Steps, (await Task.WhenAll(stories)).Sum());
    }

    [Fact]
    public Task Boto3_calls_every_operation() =>
        PythonCases.RunAsync(fixture.Server, "scenario.py", OperatorServer.Operator, Steps, ("KAGIMORI_SCENARIO", fixture.ScenarioFileOf("boto3")));

    [Fact]
    public async Task The_SDK_for_JavaScript_calls_every_operation()
    {
        Client.RequireNode();
        var start = Command.StartInfo("node", Path.Combine(Client.NodeFolder, "scenario.js"));
        start.Environment["KAGIMORI_SCENARIO"] = fixture.ScenarioFileOf("js");
        await CaseReports.RunAsync(start, fixture.Server, OperatorServer.Operator, Steps);
    }

    [GeneratedRegex(@"^## IAM: \d+ operations\s+(?:(\w+)(?:,\s+|\.))+", RegexOptions.Multiline)]
    private static partial Regex IamSection();

    [GeneratedRegex(@"^## STS: \d+ operations\n[^#]+", RegexOptions.Multiline)]
    private static partial Regex StsSection();

    [GeneratedRegex(@"^\| ([A-Z]\w+) \|", RegexOptions.Multiline)]
    private static partial Regex StsRow();
}
