using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the one parent of a unit or an account.</summary>
internal static class ListParents
{
    public static readonly Shape<ListParentsRequest> Shape = new(
        Kms.Text<ListParentsRequest>("ChildId", r => r.ChildId, Orgs.ChildIdType, isRequired: true),
        Orgs.NextToken<ListParentsRequest>(r => r.NextToken), Orgs.MaxResults<ListParentsRequest>(r => r.MaxResults));

    public static Outcome<ListParentsResponse> Perform(OrganizationCall call, ListParentsRequest request)
    {
        var organization = call.Organization;
        var parent = organization.FindUnit(request.ChildId!)?.ParentId ?? organization.FindAccount(request.ChildId!)?.ParentId;
        if (parent is null) return OrganizationRefusals.ChildNotFound();
        return ListPage.Cut([new ParentElement(parent, parent == organization.RootId ? "ROOT" : "ORGANIZATIONAL_UNIT")], item => item.Id,
            request.MaxResults, request.NextToken, (items, next) => new ListParentsResponse(items, next));
    }
}

internal sealed record ListParentsRequest
{
    public string? ChildId { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record ParentElement(string Id, string Type);

internal sealed record ListParentsResponse(IReadOnlyList<ParentElement> Parents, string? NextToken);
