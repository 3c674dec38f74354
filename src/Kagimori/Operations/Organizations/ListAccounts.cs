using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>Lists the accounts of the organization, or those that are directly in the root or in a unit.</summary>
internal static class ListAccounts
{
    public static Outcome<AccountsResponse> Perform(OrganizationCall call, ListPageRequest request) =>
        Cut(call.Organization, call.Organization.Accounts, request.MaxResults, request.NextToken);

    public static Outcome<AccountsResponse> PerformForParent(OrganizationCall call, ParentPageRequest request) => call.Organization.IsParent(request.ParentId!)
        ? Cut(call.Organization, call.Organization.Accounts.Where(account => account.ParentId == request.ParentId), request.MaxResults, request.NextToken)
        : OrganizationRefusals.ParentNotFound();

    private static Outcome<AccountsResponse> Cut(OrganizationRecord organization, IEnumerable<MemberRecord> accounts, int? maxResults, string? nextToken) =>
        ListPage.Cut(accounts, account => account.Id, maxResults, nextToken,
            (items, next) => new AccountsResponse([.. items.Select(account => AccountElement.Of(organization, account))], next));
}

internal sealed record AccountsResponse(IReadOnlyList<AccountElement> Accounts, string? NextToken);
