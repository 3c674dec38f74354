using System.Diagnostics;
using System.Globalization;
using Kagimori.Policies;

namespace Kagimori.Tests.Policies;

/// <summary>The engine against the plain reference on random requests: 25,000 of them, a million when KAGIMORI_NIGHTLY is 1.</summary>
public sealed class ReferenceComparisonTests(ITestOutputHelper output)
{
    private const int RequestsPerSituation = 10, LeastPerBranch = 5;

    [Fact]
    public void The_engine_decides_and_says_as_the_reference_does()
    {
        var situations = Environment.GetEnvironmentVariable("KAGIMORI_NIGHTLY") == "1" ? 100_000 : 2_500;
        var branches = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < situations; seed++) Compare(seed, branches);
        output.WriteLine($"{situations * RequestsPerSituation} requests in {clock.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s");
        foreach (var (branch, count) in branches) output.WriteLine($"{count,8} {branch}");
        string[] rare = [.. ReferenceBranches.All.Where(branch => branches.GetValueOrDefault(branch) < LeastPerBranch)];
        Assert.Empty(rare);
        Assert.Equal(ReferenceBranches.All.Order(StringComparer.Ordinal), branches.Keys);
    }

    private static void Compare(int seed, SortedDictionary<string, int> branches)
    {
        var generator = new RequestGenerator(seed);
        var situation = generator.Situation();
        for (var i = 0; i < RequestsPerSituation; i++)
        {
            var asked = generator.Ask(situation);
            var expected = ReferenceEvaluator.Decide(asked);
            var engine = EngineRequest.From(asked);
            var decision = Authorizer.Decide(engine);
            var message = decision.IsAllowed ? null : DenialMessage.Format(engine, decision);
            if (expected != ($"{decision.Outcome} {decision.By}", message))
                Assert.Fail($"seed {seed}, request {i}: the reference says {expected.Decision}, {expected.Message}\n{message}\n{Authorizer.Explain(engine).ToText()}");
            foreach (var branch in asked.Marks) branches[branch] = branches.GetValueOrDefault(branch) + 1;
        }
    }
}
