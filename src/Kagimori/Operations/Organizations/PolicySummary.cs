using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>A policy without its content.</summary>
internal sealed record PolicySummary(string Id, string Arn, string Name, string Description, string Type, bool AwsManaged)
{
    public static PolicySummary Of(OrganizationRecord organization, OrganizationPolicyRecord policy) =>
        new(policy.Id, policy.ArnIn(organization), policy.Name, policy.Description, policy.Type, policy.IsAwsManaged);
}
