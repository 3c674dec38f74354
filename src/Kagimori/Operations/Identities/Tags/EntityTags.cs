using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Tags;

/// <summary>The rules for the tags of users, roles and managed policies.</summary>
internal static class EntityTags
{
    private const string ReservedPrefix = "aws:";

    /// <summary>Adds tags to those an entity has; a tag whose key is there already takes its place.</summary>
    public static Refusal? Apply(
        IReadOnlyDictionary<string, string> current, IReadOnlyList<Tag>? added, StringComparer keys, out IReadOnlyDictionary<string, string> result)
    {
        result = current;
        if (added is null) return null;
        // The key of the later tag replaces the earlier one's spelling, so the earlier tag goes first.
        var tags = new Dictionary<string, string>(current, keys);
        var seen = new HashSet<string>(keys);
        foreach (var tag in added)
        {
            if (!seen.Add(tag.Key!)) return IdentityRefusals.DuplicateTagKeys();
            if (tag.Key!.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)) return IdentityRefusals.ReservedTagKey();
            tags.Remove(tag.Key);
            tags.Add(tag.Key, tag.Value!);
        }
        if (tags.Count > Iam.MaxTags) return IdentityRefusals.TooManyTags();
        result = tags;
        return null;
    }

    public static QueryElement? Element(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : QueryElement.List("Tags", InOrder(tags).Select(Element));

    public static QueryElement Element(KeyValuePair<string, string> tag) => QueryElement.Structure(
        "member", QueryElement.Text("Key", tag.Key), QueryElement.Text("Value", tag.Value));

    public static IEnumerable<KeyValuePair<string, string>> InOrder(IReadOnlyDictionary<string, string> tags) =>
        tags.OrderBy(tag => tag.Key, StringComparer.Ordinal);
}
