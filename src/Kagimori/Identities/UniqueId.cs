using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>Makes the identifiers that IAM makes: a four-letter prefix that names the kind, then 17 characters.</summary>
public static class UniqueId
{
    public const string User = "AIDA";
    public const string Role = "AROA";
    public const string Group = "AGPA";
    public const string Policy = "ANPA";
    public const string AccessKey = "AKIA";
    public const string TemporaryAccessKey = "ASIA";

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new unique id of 21 characters. Access key ids have 20.</summary>
    public static string Create(string prefix, RandomSource random)
    {
        var length = prefix is AccessKey or TemporaryAccessKey ? 16 : 17;
        Span<byte> bytes = stackalloc byte[length];
        random.Fill(bytes);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++) text[i] = Alphabet[bytes[i] & 31];
        return string.Concat(prefix, text);
    }
}
