using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the units or the accounts that are directly in the root or in a unit.</summary>
internal static class ListChildren
{
    public static readonly Shape<ListChildrenRequest> Shape = new(
        Kms.Text<ListChildrenRequest>("ParentId", r => r.ParentId, Orgs.ParentIdType, isRequired: true),
        Kms.Text<ListChildrenRequest>("ChildType", r => r.ChildType, Orgs.ChildType, isRequired: true),
        Orgs.NextToken<ListChildrenRequest>(r => r.NextToken), Orgs.MaxResults<ListChildrenRequest>(r => r.MaxResults));

    public static Outcome<ListChildrenResponse> Perform(OrganizationCall call, ListChildrenRequest request)
    {
        var organization = call.Organization;
        if (!organization.IsParent(request.ParentId!)) return OrganizationRefusals.ParentNotFound();
        var ids = request.ChildType == "ACCOUNT"
            ? organization.Accounts.Where(account => account.ParentId == request.ParentId).Select(account => account.Id)
            : organization.Units.Where(unit => unit.ParentId == request.ParentId).Select(unit => unit.Id);
        return ListPage.Cut(ids, id => id, request.MaxResults, request.NextToken,
            (items, next) => new ListChildrenResponse([.. items.Select(id => new ChildElement(id, request.ChildType!))], next));
    }
}

internal sealed record ListChildrenRequest
{
    public string? ParentId { get; set; }

    public string? ChildType { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record ChildElement(string Id, string Type);

internal sealed record ListChildrenResponse(IReadOnlyList<ChildElement> Children, string? NextToken);
