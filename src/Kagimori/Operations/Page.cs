using System.Buffers.Text;
using System.Text;

namespace Kagimori.Operations;

/// <summary>A page of a listing: how many, and after which id. Markers are opaque to callers.</summary>
internal readonly record struct Page(int Limit, string? After)
{
    private const string MarkerPrefix = "after:";

    /// <param name="limit">The requested size; null for the operation's own default.</param>
    /// <returns>False when the marker was not made here.</returns>
    public static bool TryCreate(int? limit, string? marker, int defaultLimit, out Page page)
    {
        page = new Page(limit ?? defaultLimit, null);
        if (marker is null) return true;
        if (!Base64Url.IsValid(marker)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(marker));
        if (!text.StartsWith(MarkerPrefix, StringComparison.Ordinal) || text.Contains('\0')) return false;
        page = page with { After = text[MarkerPrefix.Length..] };
        return true;
    }

    /// <summary>How many to read to know whether there are more.</summary>
    public int ReadLimit => Limit + 1;

    /// <summary>The marker of the page that begins after an id.</summary>
    public static string MarkerAfter(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(MarkerPrefix + id));

    /// <summary>Cuts what was read to the page, and makes the next marker when more is left.</summary>
    public (IReadOnlyList<T> Items, string? NextMarker) Cut<T>(IReadOnlyList<T> read, Func<T, string> idOf)
    {
        if (read.Count <= Limit) return (read, null);
        return (read.Take(Limit).ToArray(), MarkerAfter(idOf(read[Limit - 1])));
    }

    /// <summary>Cuts a page out of a whole list that is in ordinal order of its ids.</summary>
    public (IReadOnlyList<T> Items, string? NextMarker) CutAll<T>(IEnumerable<T> all, Func<T, string> idOf)
    {
        var after = After;
        return Cut(all.Where(item => after is null || string.CompareOrdinal(idOf(item), after) > 0).Take(ReadLimit).ToArray(), idOf);
    }
}
