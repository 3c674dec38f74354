using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Tags;

/// <summary>The condition keys of operations that pass tags: aws:RequestTag/… and aws:TagKeys.</summary>
internal static class RequestTags
{
    public static bool TryGet(IReadOnlyList<Tag?>? tags, ConditionKey key, out ConditionValues values)
    {
        values = default;
        if (tags is not { Count: > 0 }) return false;
        if (key.Known == WellKnownKey.AwsTagKeys)
        {
            values = new ConditionValues([.. tags.Select(tag => tag!.Key!)]);
            return true;
        }
        if (key.Known != WellKnownKey.AwsRequestTag || Find(tags, key.Suffix) is not { } value) return false;
        values = new ConditionValues(value);
        return true;
    }

    /// <summary>The value of a tag; names compare whatever their case.</summary>
    public static string? Find(IReadOnlyList<Tag?>? tags, string? name)
    {
        foreach (var tag in tags ?? [])
        {
            if (string.Equals(tag!.Key, name, StringComparison.OrdinalIgnoreCase)) return tag.Value;
        }
        return null;
    }
}
