using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>A policy type that is enabled.</summary>
internal sealed record PolicyTypeSummary(string Type, string Status)
{
    public static IReadOnlyList<PolicyTypeSummary> Of(OrganizationRecord organization) => [.. organization.PolicyTypes.Select(type => new PolicyTypeSummary(type, "ENABLED"))];
}
