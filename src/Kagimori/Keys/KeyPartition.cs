using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>The keys of one account in one Region.</summary>
public readonly record struct KeyPartition(AccountId Account, Region Region)
{
    /// <exception cref="FormatException">Not a stored partition.</exception>
    public static KeyPartition Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new KeyPartition(AccountId.Parse(text[..slash]), Region.Parse(text[(slash + 1)..]));
    }

    public override string ToString() => $"{Account}/{Region}";
}
