using System.Globalization;
using System.Text;

namespace Kagimori.Policies;

/// <summary>Unicode lower-casing as the IgnoreCase operators use it: lower mapping, not case folding, no normalization.</summary>
/// <remarks>Dotted capital I becomes i with U+0307; capital sigma becomes final sigma at the end of a word (Unicode 3.13, Final_Sigma).</remarks>
internal static class LowerCase
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var lower = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\u0130': lower.Append("i\u0307"); break;
                case '\u03A3': lower.Append(IsFinalSigma(text, i) ? '\u03C2' : '\u03C3'); break;
                case var c when char.IsHighSurrogate(c) && Rune.TryGetRuneAt(text, i, out var rune):
                    lower.Append(Rune.ToLowerInvariant(rune).ToString());
                    i++;
                    break;
                case var c: lower.Append(char.ToLowerInvariant(c)); break;
            }
        }
        return lower.ToString();
    }

    private static bool IsFinalSigma(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsCaseIgnorable(text[before])) before--;
        var after = at + 1;
        while (after < text.Length && IsCaseIgnorable(text[after])) after++;
        return before >= 0 && IsCased(text[before]) && !(after < text.Length && IsCased(text[after]));
    }

    private static bool IsCased(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(char c) => c is '\'' or '.' or ':' or '\u00B7' or '\u2019' || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
