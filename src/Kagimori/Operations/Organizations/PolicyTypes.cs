using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Enables a policy type in the root, with its default policy everywhere; or disables it, with everything of that type detached.</summary>
internal static class PolicyTypes
{
    public static readonly Shape<PolicyTypeRequest> Shape = new(
        Kms.Text<PolicyTypeRequest>("RootId", r => r.RootId, Orgs.RootIdType, isRequired: true),
        Kms.Text<PolicyTypeRequest>("PolicyType", r => r.PolicyType, Orgs.PolicyType, isRequired: true));

    public static Outcome<RootResponse> Enable(OrganizationCall call, PolicyTypeRequest request)
    {
        var organization = call.Organization;
        if (organization.RootId != request.RootId) return OrganizationRefusals.RootNotFound();
        if (organization.FeatureSet != OrganizationRecord.AllFeatures || OrganizationPolicyType.Find(request.PolicyType!) is not { } type)
            return OrganizationRefusals.PolicyTypeNotAvailable();
        if (organization.PolicyTypes.Contains(type.Name)) return OrganizationRefusals.PolicyTypeEnabled();
        return Put(call, organization.WithPolicyType(type));
    }

    public static async ValueTask<Outcome<RootResponse>> DisableAsync(OrganizationCall call, PolicyTypeRequest request)
    {
        var organization = call.Organization;
        if (organization.RootId != request.RootId) return OrganizationRefusals.RootNotFound();
        if (!organization.PolicyTypes.Contains(request.PolicyType)) return OrganizationRefusals.PolicyTypeNotEnabled();
        var policies = await OrganizationRecords.Policies.ScanAsync(call.Exchange.Engine.Store, organization.Id);
        var detached = policies.Select(policy => policy.Value).Append(OrganizationPolicyType.Find(request.PolicyType!)!.Default)
            .Where(policy => policy.Type == request.PolicyType).Select(policy => policy.Id).ToHashSet();
        return Put(call, organization with
        {
            PolicyTypes = [.. organization.PolicyTypes.Where(type => type != request.PolicyType)],
            Attachments = [.. organization.Attachments.Where(attachment => !detached.Contains(attachment.PolicyId))],
        });
    }

    private static RootResponse Put(OrganizationCall call, OrganizationRecord changed)
    {
        call.Put(changed);
        return new RootResponse(RootElement.Of(changed));
    }
}

internal sealed record PolicyTypeRequest
{
    public string? RootId { get; set; }

    public string? PolicyType { get; set; }
}

internal sealed record RootResponse(RootElement Root);
