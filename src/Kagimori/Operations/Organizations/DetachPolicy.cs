using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>Detaches a policy; the last of its type stays, for without any nothing would be allowed.</summary>
internal static class DetachPolicy
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call, PolicyTargetRequest request)
    {
        var organization = call.Organization;
        if (await call.FindPolicyAsync(request.PolicyId!) is not { } policy) return OrganizationRefusals.PolicyNotFound();
        if (!organization.IsTarget(request.TargetId!)) return OrganizationRefusals.TargetNotFound();
        var attachment = new AttachmentRecord(policy.Id, request.TargetId!);
        if (!organization.Attachments.Contains(attachment)) return OrganizationRefusals.NotAttached();
        if (policy.IsAwsManaged && !OrganizationPolicyType.Find(policy.Type)!.IsDefaultDetachable)
            return OrganizationRefusals.InvalidInput("NON_DETACHABLE_POLICY", "You can't detach this AWS managed policy.");
        if (await AttachPolicy.CountAsync(call, policy.Type, request.TargetId!) == 1)
            return OrganizationRefusals.Constraint("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You must have at least one policy of this type attached to the target.");
        call.Put(organization with { Attachments = [.. organization.Attachments.Where(other => other != attachment)] });
        return NoResponse.Instance;
    }
}
