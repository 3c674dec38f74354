using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Tags;

/// <summary>UntagUser, UntagRole, UntagPolicy: takes tags away; a tag that is not there is no error.</summary>
internal static class UntagEntity
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        if (query.List("TagKeys") is not { Count: > 0 }) return new(IdentityRefusals.NoTags());
        var part = entity.Kind.Tags!;
        var gone = query.List("TagKeys")!.OfType<string>().ToHashSet(entity.Kind.TagKeys);
        var left = part.Get(entity.Value).Where(tag => !gone.Contains(tag.Key)).ToDictionary();
        entity.Update(exchange, part.With(entity.Value, left));
        return new(QueryResult.None);
    }
}
