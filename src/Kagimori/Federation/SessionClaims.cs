using System.Text.Json;
using Kagimori.Wire;

namespace Kagimori.Federation;

/// <summary>The claims by which a token passes tags and a source identity to the session, nested or flat.</summary>
/// <remarks>IAM user guide, "Passing session tags using AssumeRoleWithWebIdentity": a tag's value is a text, or a list of one.</remarks>
internal static class SessionClaims
{
    public const string SourceIdentity = "https://aws.amazon.com/source_identity";
    private const string Nested = "https://aws.amazon.com/tags";
    private const string FlatTag = Nested + "/principal_tags/";
    private const string FlatTransitive = Nested + "/transitive_tag_keys";

    /// <summary>False when the claims are there and not of a form that can be read.</summary>
    public static bool TryRead(JsonElement payload, out List<Tag> tags, out List<string> transitive, out string? sourceIdentity)
    {
        tags = [];
        transitive = [];
        sourceIdentity = null;
        foreach (var claim in payload.EnumerateObject())
        {
            var isRead = claim.Name switch
            {
                Nested => TryReadNested(claim.Value, tags, transitive),
                FlatTransitive => TryAddKeys(claim.Value, transitive),
                SourceIdentity => (sourceIdentity = TextOf(claim.Value)) is not null,
                _ => !claim.Name.StartsWith(FlatTag, StringComparison.Ordinal) || TryAddTag(claim.Name[FlatTag.Length..], claim.Value, tags),
            };
            if (!isRead) return false;
        }
        return AreWellFormed(tags, sourceIdentity);
    }

    private static bool TryReadNested(JsonElement nested, List<Tag> tags, List<string> transitive)
    {
        if (nested.ValueKind != JsonValueKind.Object) return false;
        foreach (var member in nested.EnumerateObject())
        {
            if (member.Name == "transitive_tag_keys" && !TryAddKeys(member.Value, transitive)) return false;
            if (member.Name != "principal_tags") continue;
            if (member.Value.ValueKind != JsonValueKind.Object) return false;
            foreach (var tag in member.Value.EnumerateObject())
            {
                if (!TryAddTag(tag.Name, tag.Value, tags)) return false;
            }
        }
        return true;
    }

    private static bool TryAddTag(string key, JsonElement value, List<Tag> tags)
    {
        var one = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;
        if (TextOf(one) is not { } text) return false;
        tags.Add(new Tag(key, text));
        return true;
    }

    private static bool TryAddKeys(JsonElement list, List<string> keys)
    {
        if (list.ValueKind != JsonValueKind.Array) return false;
        foreach (var item in list.EnumerateArray())
        {
            if (TextOf(item) is not { } key) return false;
            keys.Add(key);
        }
        return true;
    }

    // What the parameters of AssumeRole must be, claims must be as well.
    private static bool AreWellFormed(List<Tag> tags, string? sourceIdentity)
    {
        var violations = default(Violations);
        if (tags.Count > Sts.MaxTags) return false;
        foreach (var tag in tags)
        {
            Sts.TagKeyType.Check(tag.Key!, "key", ref violations);
            Sts.TagValueType.Check(tag.Value!, "value", ref violations);
        }
        if (sourceIdentity is not null) Sts.SourceIdentityType.Check(sourceIdentity, "sourceIdentity", ref violations);
        return !violations.Any;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
