using System.Text;
using System.Text.RegularExpressions;

namespace Kagimori.Wire;

/// <summary>A string shape of the service model with its declared constraints.</summary>
/// <param name="Name">The shape's name in the model.</param>
/// <param name="Pattern">The model's regular expression; it must match the whole value.</param>
/// <param name="Values">The enum value set, in the model's order.</param>
/// <param name="IsSensitive">Whether the value must be neither echoed nor audited.</param>
public sealed record TextType(
    string Name, int Min = 0, int Max = int.MaxValue, string? Pattern = null, IReadOnlyList<string>? Values = null, bool IsSensitive = false)
{
    // Made on first use: most patterns are never needed by a process that only encrypts.
    // The matcher that never backtracks knows no lookahead; the one pattern that has it is bounded in length, and so are its steps.
    private readonly Lazy<Regex?> _expression = new(() => Pattern is null ? null : new Regex($@"\A(?:{InAscii(Pattern)})\z",
        Pattern.Contains("(?!", StringComparison.Ordinal) ? RegexOptions.CultureInvariant : RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

    /// <summary>What the value must look like in the service's own words; null where it answers with the pattern.</summary>
    public string? PatternText { get; init; }

    /// <summary>The enum value set as the service lists it; null for the model's order.</summary>
    public string? ListedValues { get; init; }

    /// <summary>Whether a value has every property that is declared.</summary>
    public bool IsMetBy(string value) => Values is not null ? Contains(Values, value)
        : value.Length >= Min && value.Length <= Max && (Pattern is null || _expression.Value!.IsMatch(value));

    /// <summary>What a value must be, in AWS's words and in the order in which it tells them of the items of a list.</summary>
    public IEnumerable<string> Describe()
    {
        if (Values is not null) yield return EnumText();
        if (Max < int.MaxValue) yield return MaxText();
        if (Min > 0) yield return MinText();
        if (Pattern is not null) yield return PatternRule();
    }

    public void Check(string value, string path, ref Violations violations)
    {
        var shown = IsSensitive ? null : value;
        if (Values is not null)
        {
            if (!Contains(Values, value)) violations.Add(shown, path, EnumText());
            return;
        }
        if (value.Length < Min) violations.Add(shown, path, MinText());
        if (value.Length > Max) violations.Add(shown, path, MaxText());
        if (Pattern is null || _expression.Value!.IsMatch(value)) return;
        if (PatternText is not null) violations.AddSpecified(path, PatternText);
        else violations.Add(shown, path, PatternRule());
    }

    private string EnumText() => $"Member must satisfy enum value set: [{ListedValues ?? string.Join(", ", Values!)}]";

    private string MinText() => $"Member must have length greater than or equal to {Min}";

    private string MaxText() => $"Member must have length less than or equal to {Max}";

    private string PatternRule() => $"Member must satisfy regular expression pattern: {Pattern}";

    // The models' patterns are Java's, where \w and \d are ASCII.
    private static string InAscii(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                var characters = pattern[++i] switch { 'w' => "a-zA-Z0-9_", 'd' => "0-9", _ => null };
                if (characters is null) text.Append('\\').Append(pattern[i]);
                else text.Append(inClass ? characters : $"[{characters}]");
                continue;
            }
            if (pattern[i] is '[' or ']') inClass = pattern[i] == '[';
            text.Append(pattern[i]);
        }
        return text.ToString();
    }

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] == value) return true;
        }
        return false;
    }
}
