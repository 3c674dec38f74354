using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Describes a policy with its content.</summary>
internal static class DescribeOrganizationPolicy
{
    public static readonly Shape<PolicyIdRequest> Shape = new(
        Kms.Text<PolicyIdRequest>("PolicyId", r => r.PolicyId, Orgs.PolicyIdType, isRequired: true));

    public static async ValueTask<Outcome<OrganizationPolicyResponse>> PerformAsync(OrganizationCall call, PolicyIdRequest request) =>
        await call.FindPolicyAsync(request.PolicyId!) is { } policy
            ? new OrganizationPolicyResponse(PolicyElement.Of(call.Organization, policy)) : OrganizationRefusals.PolicyNotFound();
}

internal sealed record PolicyIdRequest
{
    public string? PolicyId { get; set; }
}
