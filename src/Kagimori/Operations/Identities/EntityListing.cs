using System.Globalization;
using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>Pages of IAM's listings: Marker and MaxItems in, IsTruncated and Marker out.</summary>
internal static class EntityListing
{
    private const int DefaultMaxItems = 100;
    private const int ScanBatch = 500;

    public static bool TryGetPage(QueryParameters query, out Page page) =>
        Page.TryCreate(query.Number("MaxItems"), query.Text("Marker"), DefaultMaxItems, out page);

    /// <summary>The answer of a listing.</summary>
    public static QueryResult Answer(string name, IEnumerable<QueryElement> items, string? nextMarker) =>
        new(QueryElement.List(name, items), QueryElement.Flag("IsTruncated", nextMarker is not null), QueryElement.Text("Marker", nextMarker));

    /// <summary>Answers a page of a short list in the order it has.</summary>
    /// <param name="orderOf">What the list is in ordinal order of. Items that share it are told apart by their position, which others may take between pages.</param>
    public static Outcome<QueryResult> InOrder<T>(
        QueryParameters query, string name, IReadOnlyList<T> all, Func<T, string> orderOf, Func<T, QueryElement> write)
    {
        if (!TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        // The character between order and position is before all that an order has.
        var (items, next) = page.CutAll(
            all.Select((item, position) => (Item: item, Id: string.Create(CultureInfo.InvariantCulture, $"{orderOf(item)}\u0001{position:D6}"))), item => item.Id);
        return Answer(name, items.Select(item => write(item.Item)), next);
    }

    /// <summary>What a list in the order of times is in ordinal order of.</summary>
    public static string OrderOf(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Answers a page of a list of names, or of what names stand for, in the order of the names.</summary>
    public static Outcome<QueryResult> ByName<T>(
        QueryParameters query, string name, IEnumerable<T> all, Func<T, string> nameOf, Func<T, QueryElement> write)
    {
        if (!TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        var (items, next) = page.CutAll(all.OrderBy(item => IdentityRecords.IdOf(nameOf(item)), StringComparer.Ordinal), item => IdentityRecords.IdOf(nameOf(item)));
        return Answer(name, items.Select(write), next);
    }

    /// <summary>Reads a page of the account's entities of one kind, leaving out those that are not wanted.</summary>
    public static ValueTask<IReadOnlyList<T>> ReadAsync<T>(Exchange exchange, EntityKind<T> kind, Page page, Func<T, bool> isWanted) where T : class =>
        ReadAsync(exchange, kind, page.After, page.ReadLimit, isWanted);

    /// <param name="after">The record id after which to begin; null for the first.</param>
    public static async ValueTask<IReadOnlyList<T>> ReadAsync<T>(Exchange exchange, EntityKind<T> kind, string? after, int limit, Func<T, bool> isWanted)
        where T : class
    {
        var wanted = new List<T>();
        while (true)
        {
            var batch = await kind.Records.ScanAsync(exchange.Engine.Store, exchange.Caller.Account.ToString(), after: after, limit: ScanBatch);
            foreach (var stored in batch)
            {
                if (!isWanted(stored.Value)) continue;
                wanted.Add(stored.Value);
                if (wanted.Count == limit) return wanted;
            }
            if (batch.Count < ScanBatch) return wanted;
            after = batch[^1].Key.Id;
        }
    }

    /// <summary>Reads one kind's share of a page that goes through several kinds in the order of their names, which the markers begin with.</summary>
    /// <param name="name">What the kind is called in markers: <c>NAME/ID</c>.</param>
    public static async ValueTask<IReadOnlyList<T>> ReadShareAsync<T>(Exchange exchange, EntityKind<T> kind, Page page, string name, Func<T, bool> isWanted)
        where T : class
    {
        var marker = name + "/";
        var after = page.After?.StartsWith(marker, StringComparison.Ordinal) == true ? page.After[marker.Length..] : null;
        // A marker of a later kind leaves this one out.
        if (after is null && page.After is not null && string.CompareOrdinal(page.After, marker) > 0) return [];
        return await ReadAsync(exchange, kind, after, page.ReadLimit, isWanted);
    }

    /// <summary>Answers a page of the account's entities of one kind whose paths begin with the request's PathPrefix.</summary>
    public static async ValueTask<Outcome<QueryResult>> OfAccountAsync<T>(
        Exchange exchange, QueryParameters query, EntityKind<T> kind, string name, Func<T, ValueTask<QueryElement>> write, Func<T, bool>? isWanted = null)
        where T : class
    {
        if (!TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        var prefix = query.Text("PathPrefix") ?? "/";
        var read = await ReadAsync(exchange, kind, page,
            entity => kind.PathOf(entity).StartsWith(prefix, StringComparison.Ordinal) && isWanted?.Invoke(entity) != false);
        var (entities, next) = page.Cut(read, entity => IdentityRecords.IdOf(kind.NameOf(entity)));
        var items = new List<QueryElement>(entities.Count);
        foreach (var entity in entities) items.Add(await write(entity));
        return Answer(name, items, next);
    }
}
