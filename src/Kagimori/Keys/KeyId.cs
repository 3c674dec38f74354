using System.Buffers;

namespace Kagimori.Keys;

/// <summary>The identifier of a KMS key: a UUID, or <c>mrk-</c> and 32 characters for a multi-Region key.</summary>
/// <remarks>
/// An instance has only the characters a key id may have. Whether it is well formed as AWS generates ids is asked
/// separately, because a seed may name keys freely.
/// </remarks>
public readonly record struct KeyId
{
    public const string MultiRegionPrefix = "mrk-";
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _value;

    private KeyId(string value) => _value = value;

    public bool IsMultiRegion => _value is not null && _value.StartsWith(MultiRegionPrefix, StringComparison.Ordinal);

    /// <summary>Whether AWS itself could have made this id: for an unknown id this decides between two error texts.</summary>
    public bool IsWellFormed =>
        Guid.TryParseExact(_value, "D", out _) ||
        (IsMultiRegion && _value!.Length == 36 && !_value.AsSpan(4).ContainsAnyExcept(LowerHex));

    public static bool TryParse(string? text, out KeyId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed)) return false;
        id = new KeyId(text);
        return true;
    }

    /// <exception cref="FormatException">The text cannot be a key id; for literals and stored values only.</exception>
    public static KeyId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a key id.");

    public override string ToString() => _value ?? throw new InvalidOperationException("No key id.");
}
