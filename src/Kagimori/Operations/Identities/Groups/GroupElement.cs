using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>A group as IAM's answers write it.</summary>
internal static class GroupElement
{
    public static QueryElement Of(GroupRecord group, AccountId account, string name) => QueryElement.Structure(name,
        QueryElement.Text("Path", group.Path),
        QueryElement.Text("GroupName", group.Name),
        QueryElement.Text("GroupId", group.Id),
        QueryElement.Text("Arn", group.ArnIn(account)),
        QueryElement.Date("CreateDate", group.CreatedAt));
}
