using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Attaches a policy to the root, a unit or an account.</summary>
internal static class AttachPolicy
{
    /// <summary>How many policies of one type a target can have.</summary>
    public const int MostAttached = 5;

    public static readonly Shape<PolicyTargetRequest> Shape = new(
        Kms.Text<PolicyTargetRequest>("PolicyId", r => r.PolicyId, Orgs.PolicyIdType, isRequired: true),
        Kms.Text<PolicyTargetRequest>("TargetId", r => r.TargetId, Orgs.PolicyTargetIdType, isRequired: true));

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call, PolicyTargetRequest request)
    {
        var organization = call.Organization;
        if (await call.FindPolicyAsync(request.PolicyId!) is not { } policy) return OrganizationRefusals.PolicyNotFound();
        if (!organization.IsTarget(request.TargetId!)) return OrganizationRefusals.TargetNotFound();
        if (!organization.PolicyTypes.Contains(policy.Type)) return OrganizationRefusals.PolicyTypeNotEnabled();
        var attachment = new AttachmentRecord(policy.Id, request.TargetId!);
        if (organization.Attachments.Contains(attachment)) return OrganizationRefusals.DuplicateAttachment();
        if (await CountAsync(call, policy.Type, request.TargetId!) >= MostAttached)
            return OrganizationRefusals.Constraint("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You have attached the maximum number of policies to the specified target.");
        call.Put(organization with { Attachments = [.. organization.Attachments, attachment] });
        return NoResponse.Instance;
    }

    /// <summary>How many policies of a type are attached to a target.</summary>
    public static async ValueTask<int> CountAsync(OrganizationCall call, string type, string target)
    {
        var ids = (await ListOrganizationPolicies.OfTypeAsync(call, type)).Select(policy => policy.Id).ToHashSet();
        return call.Organization.Attachments.Count(attachment => attachment.TargetId == target && ids.Contains(attachment.PolicyId));
    }
}

internal sealed record PolicyTargetRequest
{
    public string? PolicyId { get; set; }

    public string? TargetId { get; set; }
}
