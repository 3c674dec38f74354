using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Changes a policy's name, description or content; wherever it is attached, the new content counts.</summary>
internal static class UpdateOrganizationPolicy
{
    public static readonly Shape<UpdateOrganizationPolicyRequest> Shape = new(
        Kms.Text<UpdateOrganizationPolicyRequest>("PolicyId", r => r.PolicyId, Orgs.PolicyIdType, isRequired: true),
        Kms.Text<UpdateOrganizationPolicyRequest>("Name", r => r.Name, Orgs.PolicyNameType),
        Kms.Text<UpdateOrganizationPolicyRequest>("Description", r => r.Description, Orgs.PolicyDescriptionType),
        Kms.Text<UpdateOrganizationPolicyRequest>("Content", r => r.Content, Orgs.PolicyContentType));

    public static async ValueTask<Outcome<OrganizationPolicyResponse>> PerformAsync(OrganizationCall call, UpdateOrganizationPolicyRequest request)
    {
        var organization = call.Organization;
        if (OrganizationPolicyType.FindDefault(request.PolicyId!) is not null)
            return OrganizationRefusals.InvalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
        var policies = await OrganizationRecords.Policies.ScanAsync(call.Exchange.Engine.Store, organization.Id);
        if (policies.FirstOrDefault(policy => policy.Value.Id == request.PolicyId) is not { } stored) return OrganizationRefusals.PolicyNotFound();
        var type = OrganizationPolicyType.Find(stored.Value.Type)!;
        if (request.Name is { } name && CreateOrganizationPolicy.IsTaken(policies.Where(other => other != stored), name, type)) return OrganizationRefusals.DuplicatePolicy();
        if (request.Content is { } content && PolicyContent.Check(type, content) is { } malformed) return malformed;
        var changed = stored.Value with
        {
            Name = request.Name ?? stored.Value.Name, Description = request.Description ?? stored.Value.Description, Content = request.Content ?? stored.Value.Content,
        };
        OrganizationRecords.Policies.Update(call.Exchange.Changes, stored, changed);
        if (request.Name is not null) call.Put(organization);
        return new OrganizationPolicyResponse(PolicyElement.Of(organization, changed));
    }
}

internal sealed record UpdateOrganizationPolicyRequest
{
    public string? PolicyId { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Content { get; set; }
}
