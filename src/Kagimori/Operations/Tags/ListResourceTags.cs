using Kagimori.Wire;

namespace Kagimori.Operations.Tags;

/// <summary>Lists the tags of a key.</summary>
internal static class ListResourceTags
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 50;

    public static readonly Shape<ListResourceTagsRequest> Shape = new(
        Kms.Text<ListResourceTagsRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Number<ListResourceTagsRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListResourceTagsRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static Outcome<ListResourceTagsResponse> Perform(Exchange exchange, ListResourceTagsRequest request)
    {
        if (request.Limit > MaxLimit) return Refusals.LimitOutOfRange(MaxLimit);
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var inOrder = exchange.Key.Record.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal);
        var (items, next) = page.CutAll(inOrder, tag => tag.Key);
        return new ListResourceTagsResponse
        {
            Tags = [.. items.Select(tag => new Tag(tag.Key, tag.Value))],
            NextMarker = next,
            Truncated = next is not null,
        };
    }
}

internal sealed record ListResourceTagsRequest
{
    public string? KeyId { get; set; }

    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record ListResourceTagsResponse
{
    public required IReadOnlyList<Tag> Tags { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
