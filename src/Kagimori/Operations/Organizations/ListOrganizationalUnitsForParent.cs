using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the organizational units that are directly in the root or in a unit.</summary>
internal static class ListOrganizationalUnitsForParent
{
    public static readonly Shape<ParentPageRequest> Shape = new(
        Kms.Text<ParentPageRequest>("ParentId", r => r.ParentId, Orgs.ParentIdType, isRequired: true),
        Orgs.NextToken<ParentPageRequest>(r => r.NextToken), Orgs.MaxResults<ParentPageRequest>(r => r.MaxResults));

    public static Outcome<OrganizationalUnitsResponse> Perform(OrganizationCall call, ParentPageRequest request)
    {
        var organization = call.Organization;
        if (!organization.IsParent(request.ParentId!)) return OrganizationRefusals.ParentNotFound();
        return ListPage.Cut(organization.Units.Where(unit => unit.ParentId == request.ParentId), unit => unit.Id, request.MaxResults, request.NextToken,
            (units, next) => new OrganizationalUnitsResponse([.. units.Select(unit => UnitElement.Of(organization, unit))], next));
    }
}

internal sealed record ParentPageRequest
{
    public string? ParentId { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record OrganizationalUnitsResponse(IReadOnlyList<UnitElement> OrganizationalUnits, string? NextToken);
