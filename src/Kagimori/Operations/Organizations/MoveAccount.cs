using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Moves an account to another place in the tree, where other policies reach it.</summary>
internal static class MoveAccount
{
    public static readonly Shape<MoveAccountRequest> Shape = new(
        Kms.Text<MoveAccountRequest>("AccountId", r => r.AccountId, Orgs.AccountIdType, isRequired: true),
        Kms.Text<MoveAccountRequest>("SourceParentId", r => r.SourceParentId, Orgs.ParentIdType, isRequired: true),
        Kms.Text<MoveAccountRequest>("DestinationParentId", r => r.DestinationParentId, Orgs.ParentIdType, isRequired: true));

    public static Outcome<NoResponse> Perform(OrganizationCall call, MoveAccountRequest request)
    {
        var organization = call.Organization;
        if (organization.FindAccount(request.AccountId!) is not { } account) return OrganizationRefusals.AccountNotFound();
        if (!organization.IsParent(request.SourceParentId!) || account.ParentId != request.SourceParentId) return OrganizationRefusals.SourceParentNotFound();
        if (!organization.IsParent(request.DestinationParentId!)) return OrganizationRefusals.DestinationParentNotFound();
        if (request.DestinationParentId == account.ParentId) return OrganizationRefusals.DuplicateAccount();
        var moved = account with { ParentId = request.DestinationParentId! };
        call.Put(organization with { Accounts = [.. organization.Accounts.Select(other => other.Id == account.Id ? moved : other)] });
        return NoResponse.Instance;
    }
}

internal sealed record MoveAccountRequest
{
    public string? AccountId { get; set; }

    public string? SourceParentId { get; set; }

    public string? DestinationParentId { get; set; }
}
