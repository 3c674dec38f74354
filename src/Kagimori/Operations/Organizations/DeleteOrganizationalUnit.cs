namespace Kagimori.Operations.Organizations;

/// <summary>Deletes an organizational unit that nothing is in; what is attached to it is detached.</summary>
internal static class DeleteOrganizationalUnit
{
    public static Outcome<NoResponse> Perform(OrganizationCall call, OrganizationalUnitIdRequest request)
    {
        var organization = call.Organization;
        if (organization.FindUnit(request.OrganizationalUnitId!) is not { } unit) return OrganizationRefusals.UnitNotFound();
        if (organization.Units.Any(child => child.ParentId == unit.Id) || organization.Accounts.Any(account => account.ParentId == unit.Id))
            return OrganizationRefusals.UnitNotEmpty();
        call.Put((organization with { Units = [.. organization.Units.Where(other => other.Id != unit.Id)] }).Without(unit.Id));
        return NoResponse.Instance;
    }
}
