using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Tags;

/// <summary>The rules for the tags of a key.</summary>
internal static class KeyTags
{
    private const int MaxTags = 50;
    private const string ReservedPrefix = "aws:";

    /// <summary>Adds tags to those a key has; a tag of the same key gets the new value.</summary>
    public static Refusal? Apply(IReadOnlyList<TagRecord> current, IReadOnlyList<Tag?>? added, out IReadOnlyList<TagRecord> result)
    {
        result = current;
        if (added is not { Count: > 0 }) return null;
        var tags = current.ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in added)
        {
            var key = tag!.Key!;
            if (!seen.Add(key)) return Refusals.Tag("Duplicate tag keys");
            if (key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)) return Refusals.Tag("Tags beginning with aws: are reserved");
            var at = tags.FindIndex(existing => existing.Key == key);
            if (at < 0) tags.Add(new TagRecord(key, tag.Value!));
            else tags[at] = new TagRecord(key, tag.Value!);
        }
        if (tags.Count > MaxTags) return Refusals.Tag("Too many tags");
        result = tags;
        return null;
    }
}
