using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Lists the keys of the caller's account in the request's Region.</summary>
internal static class ListKeys
{
    private const int DefaultLimit = 100;

    public static readonly Shape<ListKeysRequest> Shape = new(
        Kms.Number<ListKeysRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListKeysRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static async ValueTask<Outcome<ListKeysResponse>> PerformAsync(Exchange exchange, ListKeysRequest request)
    {
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var partition = new KeyPartition(exchange.Caller.Account, exchange.Region);
        var keys = await KeyRecords.Keys.ScanAsync(exchange.Engine.Store, partition.ToString(), after: page.After, limit: page.ReadLimit);
        var (items, next) = page.Cut(keys, key => key.Value.Id);
        return new ListKeysResponse
        {
            Keys = [.. items.Select(key => new KeyListEntry(key.Value.Id, key.Value.Arn().ToString()))],
            NextMarker = next,
            Truncated = next is not null,
        };
    }
}

internal sealed record ListKeysRequest
{
    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record KeyListEntry(string KeyId, string KeyArn);

internal sealed record ListKeysResponse
{
    public required IReadOnlyList<KeyListEntry> Keys { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
