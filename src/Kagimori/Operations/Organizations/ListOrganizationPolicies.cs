using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the policies of a type: all of the organization, or those that are attached to a target.</summary>
internal static class ListOrganizationPolicies
{
    public static readonly Shape<ListOrganizationPoliciesRequest> Shape = new(
        Kms.Text<ListOrganizationPoliciesRequest>("Filter", r => r.Filter, Orgs.PolicyType, isRequired: true),
        Orgs.NextToken<ListOrganizationPoliciesRequest>(r => r.NextToken), Orgs.MaxResults<ListOrganizationPoliciesRequest>(r => r.MaxResults));

    public static readonly Shape<ListPoliciesForTargetRequest> ForTargetShape = new(
        Kms.Text<ListPoliciesForTargetRequest>("TargetId", r => r.TargetId, Orgs.PolicyTargetIdType, isRequired: true),
        Kms.Text<ListPoliciesForTargetRequest>("Filter", r => r.Filter, Orgs.PolicyType, isRequired: true),
        Orgs.NextToken<ListPoliciesForTargetRequest>(r => r.NextToken), Orgs.MaxResults<ListPoliciesForTargetRequest>(r => r.MaxResults));

    public static async ValueTask<Outcome<OrganizationPoliciesResponse>> PerformAsync(OrganizationCall call, ListOrganizationPoliciesRequest request) =>
        Cut(call, await OfTypeAsync(call, request.Filter!), request.MaxResults, request.NextToken);

    public static async ValueTask<Outcome<OrganizationPoliciesResponse>> PerformForTargetAsync(OrganizationCall call, ListPoliciesForTargetRequest request)
    {
        if (!call.Organization.IsTarget(request.TargetId!)) return OrganizationRefusals.TargetNotFound();
        var attached = call.Organization.Attachments.Where(attachment => attachment.TargetId == request.TargetId).Select(attachment => attachment.PolicyId).ToHashSet();
        return Cut(call, (await OfTypeAsync(call, request.Filter!)).Where(policy => attached.Contains(policy.Id)), request.MaxResults, request.NextToken);
    }

    /// <summary>AWS's own policy of a type, then the organization's.</summary>
    public static async ValueTask<IEnumerable<OrganizationPolicyRecord>> OfTypeAsync(OrganizationCall call, string type)
    {
        var stored = await OrganizationRecords.Policies.ScanAsync(call.Exchange.Engine.Store, call.Organization.Id);
        var own = stored.Select(policy => policy.Value).Where(policy => policy.Type == type);
        return OrganizationPolicyType.Find(type) is { } known ? own.Prepend(known.Default) : own;
    }

    private static Outcome<OrganizationPoliciesResponse> Cut(OrganizationCall call, IEnumerable<OrganizationPolicyRecord> policies, int? maxResults, string? nextToken) =>
        ListPage.Cut(policies, policy => policy.Id, maxResults, nextToken,
            (items, next) => new OrganizationPoliciesResponse([.. items.Select(policy => PolicySummary.Of(call.Organization, policy))], next));
}

internal sealed record ListOrganizationPoliciesRequest
{
    public string? Filter { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record ListPoliciesForTargetRequest
{
    public string? TargetId { get; set; }

    public string? Filter { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record OrganizationPoliciesResponse(IReadOnlyList<PolicySummary> Policies, string? NextToken);
