namespace Kagimori.Seeding;

/// <summary>An access key of a seed. Its id need not look like AWS's.</summary>
public sealed record SeedAccessKey(string Path, string Id, string Secret)
{
    internal static SeedAccessKey Read(SeedNode node) => new(
        node.Path,
        node.Required("id", text => text.Length is >= 1 and <= 128 && text.All(char.IsAsciiLetterOrDigit), "1 to 128 letters and digits"),
        node.Required("secret", text => text.Length is >= 1 and <= 128, "1 to 128 characters"));

    /// <summary>The secret stays out of every text that is made of a seed.</summary>
    public override string ToString() => $"access key {Id}";
}
