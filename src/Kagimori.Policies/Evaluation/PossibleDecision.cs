namespace Kagimori.Policies;

/// <summary>The answer to a request of which not everything is known.</summary>
/// <param name="Decision">What decides: always, or if all the conditions are met, or, for never, even then.</param>
/// <param name="Conditions">What it depends on, in words; empty unless it is allowed under conditions.</param>
public sealed record PossibleDecision(Possibility Possibility, Decision Decision, IReadOnlyList<string> Conditions)
{
    /// <summary>Whether both say the same of the request: as surely, and under the same conditions.</summary>
    public bool IsAsGoodAs(PossibleDecision other) => Possibility == other.Possibility && Conditions.ToHashSet(StringComparer.Ordinal).SetEquals(other.Conditions);
}
