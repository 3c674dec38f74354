using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>An organization as the service answers it.</summary>
internal sealed record OrganizationElement(
    string Id, string Arn, string FeatureSet, string MasterAccountArn, string MasterAccountId, string MasterAccountEmail, IReadOnlyList<PolicyTypeSummary> AvailablePolicyTypes)
{
    public static OrganizationElement Of(OrganizationRecord organization)
    {
        var management = organization.FindAccount(organization.ManagementAccount)!;
        return new(organization.Id, organization.Arn, organization.FeatureSet, organization.ArnOf("account", management.Id), management.Id, management.Email,
            PolicyTypeSummary.Of(organization));
    }
}
