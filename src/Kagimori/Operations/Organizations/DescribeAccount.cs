using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Describes an account of the organization.</summary>
internal static class DescribeAccount
{
    public static readonly Shape<AccountIdRequest> Shape = new(
        Kms.Text<AccountIdRequest>("AccountId", r => r.AccountId, Orgs.AccountIdType, isRequired: true));

    public static Outcome<DescribeAccountResponse> Perform(OrganizationCall call, AccountIdRequest request) =>
        call.Organization.FindAccount(request.AccountId!) is { } account
            ? new DescribeAccountResponse(AccountElement.Of(call.Organization, account)) : OrganizationRefusals.AccountNotFound();
}

internal sealed record AccountIdRequest
{
    public string? AccountId { get; set; }
}

internal sealed record DescribeAccountResponse(AccountElement Account);
