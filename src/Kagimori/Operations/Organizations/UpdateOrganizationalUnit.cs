using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Gives an organizational unit another name; its id, and what is attached to it, stay.</summary>
internal static class UpdateOrganizationalUnit
{
    public static readonly Shape<UpdateOrganizationalUnitRequest> Shape = new(
        Kms.Text<UpdateOrganizationalUnitRequest>("OrganizationalUnitId", r => r.OrganizationalUnitId, Orgs.OrganizationalUnitIdType, isRequired: true),
        Kms.Text<UpdateOrganizationalUnitRequest>("Name", r => r.Name, Orgs.OrganizationalUnitNameType));

    public static Outcome<OrganizationalUnitResponse> Perform(OrganizationCall call, UpdateOrganizationalUnitRequest request)
    {
        var organization = call.Organization;
        if (organization.FindUnit(request.OrganizationalUnitId!) is not { } unit) return OrganizationRefusals.UnitNotFound();
        if (request.Name is not { } name || name == unit.Name) return new OrganizationalUnitResponse(UnitElement.Of(organization, unit));
        if (organization.Units.Any(other => other.ParentId == unit.ParentId && other.Name == name)) return OrganizationRefusals.DuplicateUnit();
        var renamed = unit with { Name = name };
        var changed = organization with { Units = [.. organization.Units.Select(other => other.Id == unit.Id ? renamed : other)] };
        call.Put(changed);
        return new OrganizationalUnitResponse(UnitElement.Of(changed, renamed));
    }
}

internal sealed record UpdateOrganizationalUnitRequest
{
    public string? OrganizationalUnitId { get; set; }

    public string? Name { get; set; }
}
