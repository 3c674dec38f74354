using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>An organizational unit as the service answers it.</summary>
internal sealed record UnitElement(string Id, string Arn, string Name, string Path)
{
    public static UnitElement Of(OrganizationRecord organization, UnitRecord unit) =>
        new(unit.Id, organization.ArnOf(unit.Id), unit.Name, organization.PathOf(unit.Id));
}
