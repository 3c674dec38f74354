using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>An account as the service answers it.</summary>
internal sealed record AccountElement(
    string Id, string Arn, string Email, string Name, string Status, string State, IReadOnlyList<string> Paths, string JoinedMethod, DateTimeOffset JoinedTimestamp)
{
    private const string Active = "ACTIVE";

    public static AccountElement Of(OrganizationRecord organization, MemberRecord account) => new(
        account.Id, organization.ArnOf("account", account.Id), account.Email, account.Name, Active, Active,
        [$"{organization.PathOf(account.ParentId)}{account.Id}/"], account.JoinedMethod, account.JoinedAt);
}
