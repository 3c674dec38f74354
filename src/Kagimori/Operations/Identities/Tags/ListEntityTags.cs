using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Tags;

/// <summary>ListUserTags, ListRoleTags, ListPolicyTags: the tags in the order of their keys.</summary>
internal static class ListEntityTags
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var tags = EntityTags.InOrder(entity.Kind.Tags!.Get(entity.Value)).ToArray();
        // A key can be longer than a marker may be, so the marker is a position.
        return new(EntityListing.InOrder(query, "Tags", tags, EntityTags.Element));
    }
}
