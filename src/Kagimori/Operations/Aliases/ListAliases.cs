using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Aliases;

/// <summary>Lists the aliases of the caller's account in the request's Region, or those of one key.</summary>
internal static class ListAliases
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static readonly Shape<ListAliasesRequest> Shape = new(
        Kms.Text<ListAliasesRequest>("KeyId", r => r.KeyId, Kms.KeyIdType),
        Kms.Number<ListAliasesRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListAliasesRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static async ValueTask<Outcome<ListAliasesResponse>> PerformAsync(Exchange exchange, ListAliasesRequest request)
    {
        if (request.Limit > MaxLimit) return Refusals.LimitOutOfRange(MaxLimit);
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var store = exchange.Engine.Store;
        var partition = AliasResolution.PartitionOf(exchange);
        IReadOnlyList<AliasRecord> read;
        if (request.KeyId is null) read = WithPredefined(await KeyRecords.Aliases.ScanAsync(store, partition, after: page.After, limit: page.ReadLimit), page);
        else
        {
            // Permission is on *: the key is only looked up, and must be in the caller's account.
            var found = await KeyLookup.FindOwnAsync(exchange, request.KeyId);
            if (found.Refusal is { } refusal) return refusal;
            var prefix = KeyRecords.KeyAliasId(found.Value!.Record.Id, "");
            var after = page.After is null ? null : prefix + page.After;
            read = [.. (await KeyRecords.KeyAliases.ScanAsync(store, partition, prefix, after, page.ReadLimit)).Select(alias => alias.Value)];
        }
        var (items, next) = page.Cut(read, alias => alias.Name);
        return new ListAliasesResponse
        {
            Aliases = [.. items.Select(alias => Entry(exchange, alias))],
            NextMarker = next,
            Truncated = next is not null,
        };
    }

    // The alias of an AWS managed key is listed also before it has a key, in its place among the others.
    private static AliasRecord[] WithPredefined(IReadOnlyList<Storage.Stored<AliasRecord>> read, Page page)
    {
        var names = read.Select(alias => alias.Value.Name).ToHashSet(StringComparer.Ordinal);
        // Where more is left in the store, what stands behind the last name read is for a later page.
        var last = read.Count == page.ReadLimit ? read[^1].Value.Name : null;
        var predefined = AwsManagedKeys.AliasNames.Where(name =>
            !names.Contains(name) && string.CompareOrdinal(name, page.After) > 0 && (last is null || string.CompareOrdinal(name, last) < 0));
        return [.. read.Select(alias => alias.Value).Concat(predefined.Select(name => new AliasRecord(name, "", default, default)))
            .OrderBy(alias => alias.Name, StringComparer.Ordinal)];
    }

    private static AliasListEntry Entry(Exchange exchange, AliasRecord alias) => alias.KeyId.Length == 0 ? new()
    {
        AliasName = alias.Name,
        AliasArn = AliasName.Parse(alias.Name).ArnIn(exchange.Caller.Account, exchange.Region),
    } : new()
    {
        AliasName = alias.Name,
        AliasArn = AliasName.Parse(alias.Name).ArnIn(exchange.Caller.Account, exchange.Region),
        TargetKeyId = alias.KeyId,
        CreationDate = alias.CreatedAt,
        LastUpdatedDate = alias.UpdatedAt,
    };
}

internal sealed record ListAliasesRequest
{
    public string? KeyId { get; set; }

    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record AliasListEntry
{
    public required string AliasName { get; init; }

    public required string AliasArn { get; init; }

    /// <summary>Null, as the next two are, for the alias of an AWS managed key that is not there yet.</summary>
    public string? TargetKeyId { get; init; }

    public DateTimeOffset? CreationDate { get; init; }

    public DateTimeOffset? LastUpdatedDate { get; init; }
}

internal sealed record ListAliasesResponse
{
    public required IReadOnlyList<AliasListEntry> Aliases { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
