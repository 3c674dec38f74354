using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the root of the organization, of which there is one.</summary>
internal static class ListRoots
{
    public static readonly Shape<ListPageRequest> Shape = new(
        Orgs.NextToken<ListPageRequest>(r => r.NextToken), Orgs.MaxResults<ListPageRequest>(r => r.MaxResults));

    public static Outcome<ListRootsResponse> Perform(OrganizationCall call, ListPageRequest request) => ListPage.Cut(
        [RootElement.Of(call.Organization)], root => root.Id, request.MaxResults, request.NextToken, (items, next) => new ListRootsResponse(items, next));
}

internal sealed record ListPageRequest
{
    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record ListRootsResponse(IReadOnlyList<RootElement> Roots, string? NextToken);
