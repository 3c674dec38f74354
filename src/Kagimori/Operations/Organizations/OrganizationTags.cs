using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>The tags of roots, units, accounts and policies.</summary>
internal static class OrganizationTags
{
    private const int MostTags = 50;
    private const string ReservedPrefix = "aws:";

    public static readonly Shape<TagOrganizationResourceRequest> TagShape = new(
        Kms.Text<TagOrganizationResourceRequest>("ResourceId", r => r.ResourceId, Orgs.TaggableResourceIdType, isRequired: true),
        Orgs.Tags<TagOrganizationResourceRequest>(r => r.Tags, isRequired: true));

    public static readonly Shape<UntagOrganizationResourceRequest> UntagShape = new(
        Kms.Text<UntagOrganizationResourceRequest>("ResourceId", r => r.ResourceId, Orgs.TaggableResourceIdType, isRequired: true),
        Kms.List<UntagOrganizationResourceRequest>("TagKeys", r => r.TagKeys, Orgs.TagKeys, isRequired: true));

    public static readonly Shape<ListOrganizationTagsRequest> ListShape = new(
        Kms.Text<ListOrganizationTagsRequest>("ResourceId", r => r.ResourceId, Orgs.TaggableResourceIdType, isRequired: true),
        Orgs.NextToken<ListOrganizationTagsRequest>(r => r.NextToken));

    public static async ValueTask<Outcome<NoResponse>> TagAsync(OrganizationCall call, TagOrganizationResourceRequest request)
    {
        if (!await ExistsAsync(call, request.ResourceId!)) return OrganizationRefusals.TargetNotFound();
        if (Add(call.Organization, request.ResourceId!, request.Tags, out var tagged) is { } refusal) return refusal;
        call.Put(tagged);
        return NoResponse.Instance;
    }

    public static async ValueTask<Outcome<NoResponse>> UntagAsync(OrganizationCall call, UntagOrganizationResourceRequest request)
    {
        if (!await ExistsAsync(call, request.ResourceId!)) return OrganizationRefusals.TargetNotFound();
        call.Put(With(call.Organization, request.ResourceId!, Of(call.Organization, request.ResourceId!).Where(tag => !request.TagKeys!.Contains(tag.Key)).ToDictionary()));
        return NoResponse.Instance;
    }

    public static async ValueTask<Outcome<OrganizationTagsResponse>> ListAsync(OrganizationCall call, ListOrganizationTagsRequest request)
    {
        if (!await ExistsAsync(call, request.ResourceId!)) return OrganizationRefusals.TargetNotFound();
        return ListPage.Cut(Of(call.Organization, request.ResourceId!), tag => tag.Key, MostTags, request.NextToken,
            (tags, next) => new OrganizationTagsResponse([.. tags.Select(tag => new OrganizationTag(tag.Key, tag.Value))], next));
    }

    /// <summary>Adds tags, which take the place of those with the same key.</summary>
    public static Refusal? Add(OrganizationRecord organization, string id, IReadOnlyList<OrganizationTag?>? added, out OrganizationRecord tagged)
    {
        tagged = organization;
        if (added is not { Count: > 0 }) return null;
        var tags = Of(organization, id).ToDictionary();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in added)
        {
            if (!seen.Add(tag!.Key!)) return OrganizationRefusals.InvalidInput("DUPLICATE_TAG_KEY", "You specified the same tag key more than once.");
            if (tag.Key!.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
                return OrganizationRefusals.InvalidInput("INVALID_SYSTEM_TAGS_PARAMETER", "Tag keys that begin with aws: are reserved.");
            tags[tag.Key] = tag.Value!;
        }
        if (tags.Count > MostTags) return OrganizationRefusals.Constraint("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the allowed number of tags.");
        tagged = With(organization, id, tags);
        return null;
    }

    private static IReadOnlyDictionary<string, string> Of(OrganizationRecord organization, string id) =>
        organization.Tags.GetValueOrDefault(id) ?? new Dictionary<string, string>();

    private static OrganizationRecord With(OrganizationRecord organization, string id, IReadOnlyDictionary<string, string> tags) =>
        organization with { Tags = new Dictionary<string, IReadOnlyDictionary<string, string>>(organization.Tags) { [id] = tags } };

    private static async ValueTask<bool> ExistsAsync(OrganizationCall call, string id) =>
        call.Organization.IsTarget(id) || await call.FindPolicyAsync(id) is { IsAwsManaged: false };
}

internal sealed record TagOrganizationResourceRequest
{
    public string? ResourceId { get; set; }

    public IReadOnlyList<OrganizationTag?>? Tags { get; set; }
}

internal sealed record UntagOrganizationResourceRequest
{
    public string? ResourceId { get; set; }

    public IReadOnlyList<string?>? TagKeys { get; set; }
}

internal sealed record ListOrganizationTagsRequest
{
    public string? ResourceId { get; set; }

    public string? NextToken { get; set; }
}

internal sealed record OrganizationTagsResponse(IReadOnlyList<OrganizationTag> Tags, string? NextToken);
