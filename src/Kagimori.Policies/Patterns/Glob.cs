namespace Kagimori.Policies;

/// <summary>A pattern of literal characters, <c>*</c> (any run, also empty) and <c>?</c> (one UTF-16 code unit), compiled once.</summary>
/// <remarks>
/// A pattern is a row of codes: a character stands for itself, <see cref="AnyRun"/> and <see cref="AnyOne"/> are negative,
/// so that a literal star (from <c>${*}</c> or from a substituted value) can never be taken for a wildcard.
/// The usual shapes (everything, a literal, a prefix) skip the general matcher.
/// </remarks>
internal sealed class Glob
{
    public const int AnyRun = -1;
    public const int AnyOne = -2;

    private readonly int[] _codes;
    private readonly GlobShape _shape;
    private readonly string _literal;
    private readonly bool _ignoreCase;

    // The last character of the leading literal in lower case when it is a letter of ASCII, else zero: a cheap first look.
    private readonly int _lastLetter;

    private Glob(int[] codes, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        _codes = codes;
        if (ignoreCase)
            for (var i = 0; i < codes.Length; i++)
                if (codes[i] >= 0)
                    codes[i] = char.ToUpperInvariant((char)codes[i]);
        var firstWildcard = Array.FindIndex(codes, code => code < 0);
        _shape = firstWildcard switch
        {
            < 0 => GlobShape.Literal,
            0 when codes.Length == 1 && codes[0] == AnyRun => GlobShape.Everything,
            _ when firstWildcard == codes.Length - 1 && codes[firstWildcard] == AnyRun => GlobShape.Prefix,
            _ => GlobShape.General,
        };
        _literal = string.Create(firstWildcard < 0 ? codes.Length : firstWildcard, codes, static (text, codes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)codes[i];
        });
        _lastLetter = _literal.Length > 0 && char.IsAsciiLetter(_literal[^1]) ? _literal[^1] | 0x20 : 0;
    }

    /// <summary>Compiles text in which every star and question mark is a wildcard.</summary>
    public static Glob Compile(ReadOnlySpan<char> pattern, bool ignoreCase = false) => new(CodesOf(pattern), ignoreCase);

    public static Glob Compile(ReadOnlySpan<int> codes) => new(codes.ToArray(), ignoreCase: false);

    public static int[] CodesOf(ReadOnlySpan<char> pattern, bool wildcards = true)
    {
        var codes = new int[pattern.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = pattern[i] switch { '*' when wildcards => AnyRun, '?' when wildcards => AnyOne, var c => c };
        return codes;
    }

    public bool IsMatch(ReadOnlySpan<char> text) => _shape switch
    {
        GlobShape.Everything => true,
        GlobShape.Literal => text.Length == _literal.Length && StartsWithLiteral(text),
        GlobShape.Prefix => StartsWithLiteral(text),
        _ => StartsWithLiteral(text) && IsMatch(_codes, text, _ignoreCase),
    };

    /// <summary>The general matcher: greedy, going back only to the last star, so at worst pattern length times text length.</summary>
    public static bool IsMatch(ReadOnlySpan<int> codes, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        int at = 0, code = 0, lastRun = -1, runEnd = 0;
        while (at < text.Length)
        {
            if (code < codes.Length && codes[code] == AnyRun)
            {
                lastRun = code++;
                runEnd = at;
            }
            else if (code < codes.Length && (codes[code] == AnyOne || codes[code] == (ignoreCase ? char.ToUpperInvariant(text[at]) : text[at])))
            {
                code++;
                at++;
            }
            else if (lastRun >= 0)
            {
                code = lastRun + 1;
                at = ++runEnd;
            }
            else
            {
                return false;
            }
        }
        while (code < codes.Length && codes[code] == AnyRun) code++;
        return code == codes.Length;
    }

    private bool StartsWithLiteral(ReadOnlySpan<char> text)
    {
        if (text.Length < _literal.Length) return false;
        if (_lastLetter != 0 && text[_literal.Length - 1] is < '\u0080' and var c && (c | 0x20) != _lastLetter) return false;
        return _ignoreCase ? text.StartsWith(_literal, StringComparison.OrdinalIgnoreCase) : text.StartsWith(_literal.AsSpan());
    }
}
