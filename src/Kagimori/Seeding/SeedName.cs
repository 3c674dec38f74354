namespace Kagimori.Seeding;

/// <summary>Names and paths of IAM entities.</summary>
internal static class SeedName
{
    public static string Read(SeedNode node) => node.Required(
        "name", text => text.Length <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c)), "an IAM name");

    public static string ReadPath(SeedNode node)
    {
        var path = node.Text("path") ?? "/";
        if (!path.StartsWith('/') || !path.EndsWith('/') || path.Any(c => c is < '!' or > '~')) node.Error("path", $"'{path}' is not an IAM path.");
        return path;
    }
}
