using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>A user as IAM's answers write it.</summary>
internal static class UserElement
{
    /// <param name="isWhole">False in listings, which leave out the permissions boundary and the tags.</param>
    public static QueryElement Of(UserRecord user, AccountId account, string name, bool isWhole) => QueryElement.Structure(name,
        QueryElement.Text("Path", user.Path),
        QueryElement.Text("UserName", user.Name),
        QueryElement.Text("UserId", user.Id),
        QueryElement.Text("Arn", user.ArnIn(account)),
        QueryElement.Date("CreateDate", user.CreatedAt),
        isWhole ? EntityBoundary.Element(user.PermissionsBoundary) : null,
        isWhole ? EntityTags.Element(user.Tags) : null);

    /// <summary>The root user, which has neither a name nor a path.</summary>
    public static QueryElement OfRoot(AccountRecord account, string name) => QueryElement.Structure(name,
        QueryElement.Text("UserId", account.Id),
        QueryElement.Text("Arn", AccountId.Parse(account.Id).RootArn),
        QueryElement.Date("CreateDate", account.CreatedAt));
}
