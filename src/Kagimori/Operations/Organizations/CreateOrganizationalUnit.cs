using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Makes an organizational unit in the root or in another unit.</summary>
internal static class CreateOrganizationalUnit
{
    private const int MostUnits = 2000;

    // The root, and five levels of units under it.
    private const int DeepestLineage = 5;

    public static readonly Shape<CreateOrganizationalUnitRequest> Shape = new(
        Kms.Text<CreateOrganizationalUnitRequest>("ParentId", r => r.ParentId, Orgs.ParentIdType, isRequired: true),
        Kms.Text<CreateOrganizationalUnitRequest>("Name", r => r.Name, Orgs.OrganizationalUnitNameType, isRequired: true),
        Orgs.Tags<CreateOrganizationalUnitRequest>(r => r.Tags));

    public static Outcome<OrganizationalUnitResponse> Perform(OrganizationCall call, CreateOrganizationalUnitRequest request)
    {
        var organization = call.Organization;
        if (!organization.IsParent(request.ParentId!)) return OrganizationRefusals.ParentNotFound();
        if (organization.Units.Any(unit => unit.ParentId == request.ParentId && unit.Name == request.Name)) return OrganizationRefusals.DuplicateUnit();
        if (organization.Units.Count >= MostUnits)
            return OrganizationRefusals.Constraint("OU_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of organizational units.");
        if (organization.Lineage(request.ParentId!).Count > DeepestLineage)
            return OrganizationRefusals.Constraint("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the allowed depth of organizational units.");
        var unit = new UnitRecord(OrganizationIds.NewUnit(call.Exchange.Engine.Random, organization.RootId), request.Name!, request.ParentId!);
        var changed = (organization with { Units = [.. organization.Units, unit] }).WithDefaults(unit.Id);
        if (OrganizationTags.Add(changed, unit.Id, request.Tags, out var tagged) is { } refusal) return refusal;
        call.Put(tagged);
        return new OrganizationalUnitResponse(UnitElement.Of(tagged, unit));
    }
}

internal sealed record CreateOrganizationalUnitRequest
{
    public string? ParentId { get; set; }

    public string? Name { get; set; }

    public IReadOnlyList<OrganizationTag?>? Tags { get; set; }
}

internal sealed record OrganizationalUnitResponse(UnitElement OrganizationalUnit);
