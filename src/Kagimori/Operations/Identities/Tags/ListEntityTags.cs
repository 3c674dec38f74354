using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Tags;

/// <summary>ListUserTags, ListRoleTags, ListPolicyTags: the tags in the order of their keys.</summary>
internal static class ListEntityTags
{
    private const int MaxStart = 64;

    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var tags = EntityTags.InOrder(entity.Kind.Tags!.Get(entity.Value)).ToArray();
        return new(EntityListing.InOrder(query, "Tags", tags, static tag => StartOf(tag.Key), EntityTags.Element));
    }

    // A key can be longer than a marker may be. A character of two halves stays whole, so that the marker can be read again.
    private static string StartOf(string key) =>
        key.Length <= MaxStart ? key : key[..(char.IsHighSurrogate(key[MaxStart - 1]) ? MaxStart - 1 : MaxStart)];
}
