using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists where a policy is attached.</summary>
internal static class ListTargetsForPolicy
{
    public static readonly Shape<ListTargetsForPolicyRequest> Shape = new(
        Kms.Text<ListTargetsForPolicyRequest>("PolicyId", r => r.PolicyId, Orgs.PolicyIdType, isRequired: true),
        Orgs.NextToken<ListTargetsForPolicyRequest>(r => r.NextToken), Orgs.MaxResults<ListTargetsForPolicyRequest>(r => r.MaxResults));

    public static async ValueTask<Outcome<ListTargetsForPolicyResponse>> PerformAsync(OrganizationCall call, ListTargetsForPolicyRequest request)
    {
        var organization = call.Organization;
        if (await call.FindPolicyAsync(request.PolicyId!) is null) return OrganizationRefusals.PolicyNotFound();
        var targets = organization.Attachments.Where(attachment => attachment.PolicyId == request.PolicyId).Select(attachment => attachment.TargetId);
        return ListPage.Cut(targets, id => id, request.MaxResults, request.NextToken, (items, next) => new ListTargetsForPolicyResponse(
            [.. items.Select(id => new PolicyTargetSummary(id, organization.ArnOf(id), organization.NameOf(id)!, TypeOf(id)))], next));
    }

    private static string TypeOf(string target) =>
        target.StartsWith("r-", StringComparison.Ordinal) ? "ROOT" : target.StartsWith("ou-", StringComparison.Ordinal) ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
}

internal sealed record ListTargetsForPolicyRequest
{
    public string? PolicyId { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record PolicyTargetSummary(string TargetId, string Arn, string Name, string Type);

internal sealed record ListTargetsForPolicyResponse(IReadOnlyList<PolicyTargetSummary> Targets, string? NextToken);
