using Kagimori.CustomKeyStores;
using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Describes the custom key stores of the caller's account in the Region, or one of them.</summary>
internal static class DescribeCustomKeyStores
{
    private const int DefaultLimit = 1000;

    public static readonly Shape<DescribeCustomKeyStoresRequest> Shape = new(
        Kms.Text<DescribeCustomKeyStoresRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType),
        Kms.Text<DescribeCustomKeyStoresRequest>("CustomKeyStoreName", r => r.CustomKeyStoreName, KmsKeyStores.CustomKeyStoreNameType),
        Kms.Number<DescribeCustomKeyStoresRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<DescribeCustomKeyStoresRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static async ValueTask<Outcome<DescribeCustomKeyStoresResponse>> PerformAsync(Exchange exchange, DescribeCustomKeyStoresRequest request)
    {
        if (request is { CustomKeyStoreId: not null, CustomKeyStoreName: not null })
            return Refusals.Validation("CustomKeyStoreId and CustomKeyStoreName cannot be specified together.");
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var partition = new KeyPartition(exchange.Caller.Account, exchange.Region);
        var set = (await CustomKeyStoreRecords.FindSetAsync(exchange.Engine.Store, partition.ToString()))?.Value ?? new CustomKeyStoreSet([]);
        if (request.CustomKeyStoreId is null && request.CustomKeyStoreName is null)
        {
            var (stores, next) = page.CutAll(set.Stores, store => store.Id);
            return Answer(stores, next);
        }
        var one = request.CustomKeyStoreId is { } id ? set.Find(id) : set.FindByName(request.CustomKeyStoreName!);
        return one is null ? KeyStoreRefusals.NotFound() : Answer([one], null);
    }

    private static DescribeCustomKeyStoresResponse Answer(IReadOnlyList<CustomKeyStoreRecord> stores, string? next) => new()
    {
        CustomKeyStores = [.. stores.Select(CustomKeyStoresListEntry.Of)], NextMarker = next, Truncated = next is not null,
    };
}

internal sealed record DescribeCustomKeyStoresRequest
{
    public string? CustomKeyStoreId { get; set; }

    public string? CustomKeyStoreName { get; set; }

    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record DescribeCustomKeyStoresResponse
{
    public required IReadOnlyList<CustomKeyStoresListEntry> CustomKeyStores { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
