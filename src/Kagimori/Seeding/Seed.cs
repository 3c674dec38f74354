using System.Text;
using System.Text.Json;

namespace Kagimori.Seeding;

/// <summary>Accounts, identities and keys that a service is to have when it starts, as written in a seed file.</summary>
/// <remarks>A member that is null was not stated: what exists already keeps it.</remarks>
public sealed record Seed(IReadOnlyList<SeedAccount> Accounts)
{
    public static readonly Seed Empty = new([]);

    public SeedOrganization? Organization { get; init; }

    /// <summary>Reads a seed file.</summary>
    /// <param name="errors">Everything that is wrong, each with its place, such as <c>accounts[0].users[1].name: …</c>.</param>
    public static Seed? Read(ReadOnlySpan<byte> json, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        errors = found;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
            });
            var root = new SeedNode(document.RootElement, "", found);
            var organization = root.Object("organization", SeedOrganization.Read);
            var seed = new Seed(root.Objects("accounts", SeedAccount.Read) ?? []) { Organization = organization };
            return found.Count == 0 ? seed : null;
        }
        catch (JsonException e)
        {
            found.Add($"line {e.LineNumber + 1}: the seed is not well-formed JSON, or a member stands twice.");
            return null;
        }
    }
}
