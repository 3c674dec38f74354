using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>A root as the service answers it.</summary>
internal sealed record RootElement(string Id, string Arn, string Name, IReadOnlyList<PolicyTypeSummary> PolicyTypes)
{
    public static RootElement Of(OrganizationRecord organization) =>
        new(organization.RootId, organization.ArnOf(organization.RootId), organization.NameOf(organization.RootId)!, PolicyTypeSummary.Of(organization));
}
