using Kagimori.Identities;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>A managed policy, and a version of one, as IAM's answers write them.</summary>
internal static class ManagedPolicyElement
{
    /// <param name="withDescription">Only GetPolicy shows the description.</param>
    /// <param name="withTags">Listings leave the tags out.</param>
    /// <param name="withVersions">Only GetAccountAuthorizationDetails shows the versions, the newest first.</param>
    public static QueryElement Of(
        ManagedPolicyRecord policy, AccountId account, string name, bool withDescription, bool withTags, bool withVersions = false) => QueryElement.Structure(name,
        QueryElement.Text("PolicyName", policy.Name),
        QueryElement.Text("PolicyId", policy.Id),
        QueryElement.Text("Arn", policy.ArnIn(account)),
        QueryElement.Text("Path", policy.Path),
        QueryElement.Text("DefaultVersionId", policy.DefaultVersionId),
        QueryElement.Number("AttachmentCount", policy.AttachmentCount),
        QueryElement.Number("PermissionsBoundaryUsageCount", policy.BoundaryCount),
        QueryElement.Flag("IsAttachable", true),
        withDescription ? QueryElement.Text("Description", policy.Description) : null,
        QueryElement.Date("CreateDate", policy.CreatedAt),
        QueryElement.Date("UpdateDate", policy.UpdatedAt),
        withTags ? EntityTags.Element(policy.Tags) : null,
        withVersions ? QueryElement.List("PolicyVersionList", policy.Versions.Reverse().Select(version => OfVersion(policy, version, "member", withDocument: true))) : null);

    /// <param name="withDocument">Listings and new versions leave the document out.</param>
    public static QueryElement OfVersion(ManagedPolicyRecord policy, PolicyVersionRecord version, string name, bool withDocument) => QueryElement.Structure(name,
        withDocument ? QueryElement.Text("Document", PolicyDocuments.Encode(version.Document)) : null,
        QueryElement.Text("VersionId", version.Id),
        QueryElement.Flag("IsDefaultVersion", version.Id == policy.DefaultVersionId),
        QueryElement.Date("CreateDate", version.CreatedAt));
}
