namespace Kagimori.Policies;

/// <summary>Guesses what somebody meant to write.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest letters to change, or null when none is near. Letter case does not matter.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        if (text.Length > 100) return null;
        var nearest = candidates.Select(candidate => (candidate, Distance: Distance(text.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).FirstOrDefault();
        return nearest.candidate is { } found && nearest.Distance <= Math.Max(1, found.Length / 4) ? found : null;
    }

    /// <summary>As the end of a sentence: <c> Did you mean X?</c>, or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> candidates) => Of(text, candidates) is { } found ? $" Did you mean {found}?" : "";

    // Levenshtein's, with the swapping of two neighbours as one step.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[left.Length, right.Length];
    }
}
