using System.Text;
using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.Tests.Policies;

/// <summary>What every explanation must say, on 5,000 random requests: nothing may look like its opposite.</summary>
public sealed class ExplanationPropertyTests
{
    private const int Situations = 500, RequestsPerSituation = 10;

    [Fact]
    public void Every_set_says_what_it_did_for_the_decision()
    {
        var met = new HashSet<string>();
        ForEach((request, explanation) =>
        {
            var decision = explanation.Decision;
            foreach (var set in explanation.Sets)
            {
                met.Add(set.Contribution.Split(':')[0]);
                Assert.Equal(set.Denies, set.Contribution == "denies");
                Assert.Equal(set.Allows && !set.Denies, set.Contribution.StartsWith("allows", StringComparison.Ordinal));
                var mustAllow = decision.Outcome == DecisionOutcome.ImplicitlyDenied && set.Kind == decision.By && !set.Allows;
                Assert.Equal(mustAllow, set.Contribution == "says nothing, and must allow");
                // Where a request is allowed, silence needs a reason.
                if (decision.IsAllowed && !set.Allows) Assert.StartsWith("says nothing, and need not: ", set.Contribution, StringComparison.Ordinal);
                Assert.Contains($"\n{set.Title}: {set.Contribution}\n", explanation.ToText(), StringComparison.Ordinal);
            }
            Assert.Equal(decision.Outcome == DecisionOutcome.ExplicitlyDenied, explanation.Sets.Any(set => set.Denies));
        });
        Assert.Superset(new HashSet<string>
        {
            "denies", "allows", "says nothing", "says nothing, and must allow", "says nothing, and need not", "allows, which does not count without the key policy",
        }, met);
    }

    [Fact]
    public void A_condition_whose_values_look_like_its_opposite_has_a_note()
    {
        var (conditions, notes) = (0, 0);
        ForEach((request, explanation) =>
        {
            foreach (var condition in explanation.Sets.SelectMany(set => set.Policies).SelectMany(policy => policy.Statements).SelectMany(statement => statement.Conditions))
            {
                conditions++;
                if (condition.Note is not null) notes++;
                Assert.Contains($"{condition.Operator} {condition.Key}: expected ", explanation.ToText(), StringComparison.Ordinal);
                if (condition.Operator == "Null") continue;
                var isSet = condition.Operator.StartsWith("For", StringComparison.Ordinal);
                if (condition.Holds && condition.Actual is null) Assert.NotNull(condition.Note);
                // The very value that was expected is there, and yet it does not hold.
                var isNegated = condition.Operator.Contains("Not", StringComparison.Ordinal);
                if (!condition.Holds && !isNegated && !isSet && condition.Actual is [var actual] && condition.Expected.Contains(actual, StringComparer.Ordinal) && condition.Operator.StartsWith("String", StringComparison.Ordinal))
                    Assert.NotNull(condition.Note);
            }
        });
        Assert.True(conditions > 10_000 && notes > 1_000, $"{conditions} conditions, {notes} notes");
    }

    [Fact]
    public void The_text_and_the_json_tell_the_same() => ForEach((request, explanation) =>
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output)) explanation.WriteTo(writer);
        var json = JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).RootElement;
        var text = explanation.ToText();
        Assert.StartsWith(json.GetProperty("summary").GetString() + "\n", text, StringComparison.Ordinal);
        foreach (var set in json.GetProperty("sets").EnumerateArray())
        {
            Assert.Contains($"{set.GetProperty("title").GetString()}: {set.GetProperty("contribution").GetString()}\n", text, StringComparison.Ordinal);
            foreach (var condition in set.GetProperty("policies").EnumerateArray().SelectMany(policy => policy.GetProperty("statements").EnumerateArray()).SelectMany(statement => statement.GetProperty("conditions").EnumerateArray()))
            {
                if (condition.TryGetProperty("note", out var note)) Assert.Contains($"; {note.GetString()}\n", text, StringComparison.Ordinal);
            }
        }
        if (!json.TryGetProperty("hints", out var hints)) return;
        foreach (var change in hints.EnumerateArray().SelectMany(hint => hint.GetProperty("changes").EnumerateArray()))
            Assert.Contains(change.GetProperty("text").GetString()!, text, StringComparison.Ordinal);
    });

    private static void ForEach(Action<AccessRequest, Explanation> check)
    {
        for (var seed = 0; seed < Situations; seed++)
        {
            var make = new RequestGenerator(seed);
            var situation = make.Situation();
            for (var i = 0; i < RequestsPerSituation; i++)
            {
                var request = EngineRequest.From(make.Ask(situation));
                check(request, Authorizer.Explain(request));
            }
        }
    }
}
