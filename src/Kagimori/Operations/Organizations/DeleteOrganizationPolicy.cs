using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>Deletes a policy that is attached to nothing.</summary>
internal static class DeleteOrganizationPolicy
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call, PolicyIdRequest request)
    {
        if (OrganizationPolicyType.FindDefault(request.PolicyId!) is not null)
            return OrganizationRefusals.InvalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
        var organization = call.Organization;
        var stored = await OrganizationRecords.Policies.FindAsync(call.Exchange.Engine.Store, organization.Id, request.PolicyId!);
        if (stored is null) return OrganizationRefusals.PolicyNotFound();
        if (organization.Attachments.Any(attachment => attachment.PolicyId == request.PolicyId)) return OrganizationRefusals.PolicyInUse();
        OrganizationRecords.Policies.Delete(call.Exchange.Changes, stored);
        // INVARIANT: what is attached exists. Nobody attaches the policy meanwhile.
        call.Put(organization.Without(request.PolicyId!));
        return NoResponse.Instance;
    }
}
