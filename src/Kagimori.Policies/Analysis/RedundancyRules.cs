using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about what others say already, or have taken back.</summary>
internal static class RedundancyRules
{
    /// <summary>Entries of a list, and statements, that are compared with each other: more make no policy, and the work grows with the square.</summary>
    private const int MostCompared = 400;

    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfStatements("REDUNDANT_ACTION", Suggestion, "Remove the entry.", statement =>
            Redundant(statement.Actions, Inclusion.OfAction).Select(pair => pair.Narrower.Place.Says($"{pair.Narrower.Value} is within {pair.Wider.Value}."))),
        LintRule.OfStatements("REDUNDANT_RESOURCE", Suggestion, "Remove the entry.", statement =>
            Redundant(statement.Resources, Inclusion.OfResource).Select(pair => pair.Narrower.Place.Says($"{pair.Narrower.Value} is within {pair.Wider.Value}."))),
        new("REDUNDANT_STATEMENT", Suggestion, "Remove the statement, if it was not to say something else.", Statements),
        new("UNREACHABLE_STATEMENT", Warning, "Remove the statement, or narrow the Deny.", Unreachable),
    ];

    private static IEnumerable<LintHit> Statements(LintDocument document)
    {
        var statements = document.Statements.Take(MostCompared).ToList();
        foreach (var statement in statements)
        {
            // Of two that say the same, the later one is redundant.
            var wider = statements.Find(other => other != statement && other.Effect == statement.Effect && Inclusion.Includes(other, statement)
                && (other.Index < statement.Index || !Inclusion.Includes(statement, other)));
            if (wider is not null) yield return statement.Place.Says($"{wider.Place.Path} {(wider.Allows ? "allows" : "denies")} all of it already.");
        }
    }

    private static IEnumerable<LintHit> Unreachable(LintDocument document)
    {
        var statements = document.Statements.Take(MostCompared).ToList();
        foreach (var statement in statements.Where(statement => statement.Allows))
            if (statements.Find(other => other.Denies && Inclusion.Includes(other, statement)) is { } deny)
                yield return statement.Place.Says($"{deny.Place.Path} denies all that it allows: it never has an effect.");
    }

    private static IEnumerable<(LintText Narrower, LintText Wider)> Redundant(IReadOnlyList<LintText> all, Func<string, string, bool> includes)
    {
        for (var i = 0; i < Math.Min(all.Count, MostCompared); i++)
        {
            for (var j = 0; j < Math.Min(all.Count, MostCompared); j++)
            {
                if (i == j || !includes(all[j].Value, all[i].Value) || (j > i && includes(all[i].Value, all[j].Value))) continue;
                yield return (all[i], all[j]);
                break;
            }
        }
    }
}
