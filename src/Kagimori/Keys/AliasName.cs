using System.Buffers;
using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>An alias name with its prefix, for example <c>alias/app</c>.</summary>
public readonly record struct AliasName
{
    public const string Prefix = "alias/";
    public const string ReservedPrefix = "alias/aws/";
    private const int MaxLength = 256;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/_-");

    private readonly string? _value;

    private AliasName(string value) => _value = value;

    /// <summary>Whether the name belongs to an AWS managed key.</summary>
    public bool IsReserved => _value is not null && _value.StartsWith(ReservedPrefix, StringComparison.Ordinal);

    public static bool TryParse(string? text, out AliasName name)
    {
        name = default;
        if (text is null || text.Length is <= 6 or > MaxLength || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (text.AsSpan().ContainsAnyExcept(Allowed)) return false;
        name = new AliasName(text);
        return true;
    }

    /// <exception cref="FormatException">The text is not an alias name; for literals and stored values only.</exception>
    public static AliasName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not an alias name.");

    public string ArnIn(AccountId account, Region region) => $"arn:aws:kms:{region}:{account}:{this}";

    public override string ToString() => _value ?? throw new InvalidOperationException("No alias name.");
}
