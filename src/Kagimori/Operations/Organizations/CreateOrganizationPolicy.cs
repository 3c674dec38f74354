using Kagimori.Organizations;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Makes a policy, attached to nothing.</summary>
internal static class CreateOrganizationPolicy
{
    private const int MostPolicies = 1000;

    public static readonly Shape<CreateOrganizationPolicyRequest> Shape = new(
        Kms.Text<CreateOrganizationPolicyRequest>("Content", r => r.Content, Orgs.PolicyContentType, isRequired: true),
        Kms.Text<CreateOrganizationPolicyRequest>("Description", r => r.Description, Orgs.PolicyDescriptionType, isRequired: true),
        Kms.Text<CreateOrganizationPolicyRequest>("Name", r => r.Name, Orgs.PolicyNameType, isRequired: true),
        Kms.Text<CreateOrganizationPolicyRequest>("Type", r => r.Type, Orgs.PolicyType, isRequired: true),
        Orgs.Tags<CreateOrganizationPolicyRequest>(r => r.Tags));

    public static async ValueTask<Outcome<OrganizationPolicyResponse>> PerformAsync(OrganizationCall call, CreateOrganizationPolicyRequest request)
    {
        var organization = call.Organization;
        if (organization.FeatureSet != OrganizationRecord.AllFeatures || OrganizationPolicyType.Find(request.Type!) is not { } type)
            return OrganizationRefusals.PolicyTypeNotAvailable();
        if (PolicyContent.Check(type, request.Content!) is { } malformed) return malformed;
        var others = await OrganizationRecords.Policies.ScanAsync(call.Exchange.Engine.Store, organization.Id);
        if (IsTaken(others, request.Name!, type)) return OrganizationRefusals.DuplicatePolicy();
        if (others.Count(other => other.Value.Type == type.Name) >= MostPolicies)
            return OrganizationRefusals.Constraint("POLICY_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of policies.");
        var policy = new OrganizationPolicyRecord(OrganizationIds.NewPolicy(call.Exchange.Engine.Random), request.Name!, request.Description!, type.Name, request.Content!);
        if (OrganizationTags.Add(organization, policy.Id, request.Tags, out var tagged) is { } refusal) return refusal;
        OrganizationRecords.Policies.Create(call.Exchange.Changes, organization.Id, policy.Id, policy);
        // Two of one name at the same time: the second sees the first.
        call.Put(tagged);
        return new OrganizationPolicyResponse(PolicyElement.Of(organization, policy));
    }

    public static bool IsTaken(IEnumerable<Stored<OrganizationPolicyRecord>> policies, string name, OrganizationPolicyType type) =>
        type.Default.Name == name || policies.Any(other => other.Value.Name == name && other.Value.Type == type.Name);
}

internal sealed record CreateOrganizationPolicyRequest
{
    public string? Content { get; set; }

    public string? Description { get; set; }

    public string? Name { get; set; }

    public string? Type { get; set; }

    public IReadOnlyList<OrganizationTag?>? Tags { get; set; }
}

internal sealed record OrganizationPolicyResponse(PolicyElement Policy);
