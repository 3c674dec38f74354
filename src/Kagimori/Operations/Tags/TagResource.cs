using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Tags;

/// <summary>Adds tags to a key or changes their values.</summary>
internal static class TagResource
{
    public static readonly Shape<TagResourceRequest> Shape = new(
        Kms.Text<TagResourceRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Tags<TagResourceRequest>("Tags", r => r.Tags, isRequired: true));

    public static bool Condition(Exchange exchange, TagResourceRequest request, ConditionKey key, out ConditionValues values) =>
        RequestTags.TryGet(request.Tags, key, out values);

    public static Outcome<NoResponse> Perform(Exchange exchange, TagResourceRequest request)
    {
        var key = exchange.Key;
        if (KeyTags.Apply(key.Record.Tags, request.Tags, out var tags) is { } refusal) return refusal;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { Tags = tags });
        return NoResponse.Instance;
    }
}

internal sealed record TagResourceRequest
{
    public string? KeyId { get; set; }

    public IReadOnlyList<Tag?>? Tags { get; set; }
}
