using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Describes an organizational unit.</summary>
internal static class DescribeOrganizationalUnit
{
    public static readonly Shape<OrganizationalUnitIdRequest> Shape = new(
        Kms.Text<OrganizationalUnitIdRequest>("OrganizationalUnitId", r => r.OrganizationalUnitId, Orgs.OrganizationalUnitIdType, isRequired: true));

    public static Outcome<OrganizationalUnitResponse> Perform(OrganizationCall call, OrganizationalUnitIdRequest request) =>
        call.Organization.FindUnit(request.OrganizationalUnitId!) is { } unit
            ? new OrganizationalUnitResponse(UnitElement.Of(call.Organization, unit)) : OrganizationRefusals.UnitNotFound();
}

internal sealed record OrganizationalUnitIdRequest
{
    public string? OrganizationalUnitId { get; set; }
}
