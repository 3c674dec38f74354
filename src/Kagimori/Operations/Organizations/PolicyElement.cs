using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>A policy as the service answers it.</summary>
internal sealed record PolicyElement(PolicySummary PolicySummary, string Content)
{
    public static PolicyElement Of(OrganizationRecord organization, OrganizationPolicyRecord policy) => new(PolicySummary.Of(organization, policy), policy.Content);
}
