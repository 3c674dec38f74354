using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>A role as IAM's answers write it.</summary>
internal static class RoleElement
{
    /// <param name="isWhole">False in listings, which leave out the permissions boundary, the tags and the last use.</param>
    public static async ValueTask<QueryElement> OfAsync(Exchange exchange, RoleRecord role, string name, bool isWhole) => QueryElement.Structure(name,
        QueryElement.Text("Path", role.Path),
        QueryElement.Text("RoleName", role.Name),
        QueryElement.Text("RoleId", role.Id),
        QueryElement.Text("Arn", role.ArnIn(exchange.Caller.Account)),
        QueryElement.Date("CreateDate", role.CreatedAt),
        QueryElement.Text("AssumeRolePolicyDocument",
            PolicyDocuments.Encode(await PolicyDocuments.ShowTrustPolicyAsync(exchange, role.TrustPolicy))),
        QueryElement.Text("Description", role.Description),
        QueryElement.Number("MaxSessionDuration", role.MaxSessionDuration),
        isWhole ? EntityBoundary.Element(role.PermissionsBoundary) : null,
        isWhole ? EntityTags.Element(role.Tags) : null,
        isWhole ? await RoleLastUsed.OfAsync(exchange, role) : null);
}
