namespace Kagimori.Identities;

/// <summary>A Region name of the aws partition, for example <c>ap-northeast-1</c>.</summary>
/// <remarks>Any name of the right form is a Region: one server is all Regions of its partition.</remarks>
public readonly record struct Region
{
    private const int MaxLength = 32;
    private readonly string? _value;

    private Region(string value) => _value = value;

    public static bool TryParse(string? text, out Region region)
    {
        region = default;
        if (!IsWellFormed(text)) return false;
        region = new Region(text!);
        return true;
    }

    /// <exception cref="FormatException">The text is not a Region name; for literals and stored values only.</exception>
    public static Region Parse(string text) =>
        TryParse(text, out var region) ? region : throw new FormatException($"'{text}' is not a Region name.");

    public override string ToString() => _value ?? throw new InvalidOperationException("No Region.");

    // [a-z]{2}(-[a-z]+)+-[0-9]: two letters, one or more words, one digit.
    private static bool IsWellFormed(string? text)
    {
        if (text is null || text.Length is < 6 or > MaxLength) return false;
        if (!char.IsAsciiLetterLower(text[0]) || !char.IsAsciiLetterLower(text[1]) || text[2] != '-') return false;
        if (!char.IsAsciiDigit(text[^1]) || text[^2] != '-') return false;
        for (var i = 3; i < text.Length - 2; i++)
        {
            var isDash = text[i] == '-';
            if (!isDash && !char.IsAsciiLetterLower(text[i])) return false;
            if (isDash && text[i - 1] == '-') return false;
        }
        return text[^3] != '-';
    }
}
