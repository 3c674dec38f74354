using System.Globalization;
using Kagimori.Authorization;
using Kagimori.Policies;

namespace Kagimori.Tests.Policies;

/// <summary>What explanations advise is made on random requests, 10,000 of them, a million when KAGIMORI_NIGHTLY is 1: advice that does not help is worse than none.</summary>
public sealed class HintTests(ITestOutputHelper output)
{
    private const int RequestsPerSituation = 10;

    private static int Situations => (Environment.GetEnvironmentVariable("KAGIMORI_NIGHTLY") == "1" ? 1_000_000 : 10_000) / RequestsPerSituation;

    [Fact]
    public void Every_hint_allows_the_denied_request_needs_each_of_its_changes_and_contains_no_other()
    {
        var (denied, hints, longest, unhelped) = (0, 0, 0, 0);
        var kinds = new Dictionary<string, int>();
        ForEachRequest((request, name) =>
        {
            var explanation = Authorizer.Explain(request);
            if (explanation.Decision.IsAllowed)
            {
                Assert.Empty(explanation.Hints);
                return;
            }
            denied++;
            if (explanation.Hints.Count == 0)
            {
                var takesNoPolicy = request.ResourcePolicy is null && (request.Resource == "*" || Authorizer.IsRetireGrant(request));
                Assert.True((request.IsCrossAccount && !request.CrossAccountAllowed) || takesNoPolicy, name + explanation.ToText());
                unhelped++;
            }
            Assert.Equal(explanation.Hints.Select(hint => hint.Changes.Count).Order(), explanation.Hints.Select(hint => hint.Changes.Count));
            foreach (var hint in explanation.Hints)
            {
                hints++;
                Assert.DoesNotContain(explanation.Hints, other => other != hint && other.Changes.All(hint.Changes.Contains));
                longest = Math.Max(longest, hint.Changes.Count);
                foreach (var change in hint.Changes)
                    kinds[$"{change.Kind} {change.Set}"] = kinds.GetValueOrDefault($"{change.Kind} {change.Set}") + 1;
                var changed = PolicyEditor.Apply(request, hint.Changes);
                if (!Authorizer.Decide(changed).IsAllowed) Assert.Fail($"{name}: does not help\n{Told(hint)}\n{explanation.ToText()}\n\nthen:\n{Authorizer.Explain(changed).ToText()}");
                foreach (var one in hint.Changes)
                {
                    if (Authorizer.Decide(PolicyEditor.Apply(request, hint.Changes.Where(change => change != one))).IsAllowed)
                        Assert.Fail($"{name}: '{one.Text}' is not needed\n{Told(hint)}\n{explanation.ToText()}");
                }
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{denied} denied, {hints} hints, at most {longest} changes, {unhelped} without hint"));
        foreach (var (kind, count) in kinds.OrderByDescending(pair => pair.Value)) output.WriteLine($"{count,8} {kind}");
        Assert.True(kinds.Count >= 20 && longest >= 4, "The requests reach too few kinds of changes.");
    }

    [Fact]
    public void An_allow_rests_on_exactly_those_statements_and_grants_whose_loss_denies() => ForEachRequest((request, name) =>
    {
        var explanation = Authorizer.Explain(request);
        if (!explanation.Decision.IsAllowed)
        {
            Assert.Empty(explanation.RestsOn);
            return;
        }
        foreach (var set in PolicySet.Of(request))
        {
            foreach (var policy in set.Policies)
            {
                foreach (var statement in policy.Policy.Statements.Where(statement => statement.Effect == Effect.Allow))
                {
                    var deciding = new DecidingStatement(policy, statement);
                    var without = PolicyEditor.Apply(request, [new PolicyChange(PolicyChangeKind.RemoveDeny, set.Kind) { Level = set.Level, Statement = deciding, Action = "", Text = "" }]);
                    if (Authorizer.Decide(without).IsAllowed == explanation.RestsOn.Contains(deciding)) Assert.Fail($"{name}\n{explanation.ToText()}\n{deciding.Policy.Policy.Text}");
                }
            }
        }
        for (var i = 0; i < request.ResourceGrants.Count; i++)
        {
            var without = request.Copy();
            without.ResourceGrants = [.. request.ResourceGrants.Where((_, j) => j != i)];
            Assert.Equal(!Authorizer.Decide(without).IsAllowed, explanation.RestsOnGrants.Any(grant => ReferenceEquals(grant, explanation.Grants[i])));
        }
    });

    private static string Told(Hint hint) => string.Join("\n and ", hint.Changes.Select(change => change.Text));

    [Fact]
    public void Each_grant_is_told_to_cover_the_request_exactly_when_it_does()
    {
        var (covering, others) = (0, 0);
        ForEachAsked((asked, request, name) =>
        {
            var (grants, target) = EngineRequest.Grants(asked);
            var told = GrantMatching.Explain(grants, target, request.Principal, null);
            Assert.Equal(request.ResourceGrants, told.Select(grant => grant.Covers).OfType<ResourceGrant>());
            Assert.All(told, grant => Assert.Equal(grant.Covers is not null, grant.Elements.All(element => element.Matched)));
            covering += request.ResourceGrants.Count;
            others += told.Count - request.ResourceGrants.Count;
        });
        Assert.True(covering > 500 && others > 500, $"{covering} cover, {others} do not");
    }

    private static void ForEachRequest(Action<AccessRequest, string> check) => ForEachAsked((_, request, name) => check(request, name));

    private static void ForEachAsked(Action<ReferenceRequest, AccessRequest, string> check)
    {
        for (var seed = 0; seed < Situations; seed++)
        {
            var generator = new RequestGenerator(seed);
            var situation = generator.Situation();
            for (var i = 0; i < RequestsPerSituation; i++)
            {
                var asked = generator.Ask(situation);
                check(asked, EngineRequest.From(asked), $"seed {seed}, request {i}");
            }
        }
    }
}
