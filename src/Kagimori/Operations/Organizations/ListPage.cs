namespace Kagimori.Operations.Organizations;

/// <summary>One page of a listing of Organizations: twenty at most, in the order of their ids.</summary>
internal static class ListPage
{
    private const int Most = 20;

    public static Outcome<TResponse> Cut<TItem, TResponse>(
        IEnumerable<TItem> items, Func<TItem, string> idOf, int? maxResults, string? nextToken, Func<IReadOnlyList<TItem>, string?, TResponse> answer) where TResponse : class
    {
        if (!Page.TryCreate(maxResults, nextToken, Most, out var page)) return OrganizationRefusals.InvalidNextToken();
        var (cut, next) = page.CutAll(items.OrderBy(idOf, StringComparer.Ordinal), idOf);
        return answer(cut, next);
    }
}
