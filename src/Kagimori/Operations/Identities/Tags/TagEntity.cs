using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Tags;

/// <summary>TagUser, TagRole, TagPolicy: adds tags or changes their values.</summary>
internal static class TagEntity
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        if (query.Tags() is not { Count: > 0 }) return new(IdentityRefusals.NoTags());
        var part = entity.Kind.Tags!;
        if (EntityTags.Apply(part.Get(entity.Value), query.Tags(), entity.Kind.TagKeys, out var tags) is { } refusal) return new(refusal);
        entity.Update(exchange, part.With(entity.Value, tags));
        return new(QueryResult.None);
    }
}
