using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Tags;

/// <summary>Takes tags from a key; a tag the key does not have is no error.</summary>
internal static class UntagResource
{
    public static readonly Shape<UntagResourceRequest> Shape = new(
        Kms.Text<UntagResourceRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.List<UntagResourceRequest>("TagKeys", r => r.TagKeys, Kms.TagKeyList, isRequired: true));

    public static bool Condition(Exchange exchange, UntagResourceRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.AwsTagKeys && request.TagKeys is { Count: > 0 };
        values = asked ? new ConditionValues([.. request.TagKeys!.OfType<string>()]) : default;
        return asked;
    }

    public static Outcome<NoResponse> Perform(Exchange exchange, UntagResourceRequest request)
    {
        var key = exchange.Key;
        TagRecord[] left = [.. key.Record.Tags.Where(tag => !request.TagKeys!.Contains(tag.Key))];
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { Tags = left });
        return NoResponse.Instance;
    }
}

internal sealed record UntagResourceRequest
{
    public string? KeyId { get; set; }

    public IReadOnlyList<string?>? TagKeys { get; set; }
}
