using Kagimori.Organizations;
using Kagimori.Storage;

namespace Kagimori.Operations.Organizations;

/// <summary>Takes an account out of the organization: by the management account, or by its own will. Nothing of the organization reaches it then.</summary>
internal static class RemoveAccountFromOrganization
{
    public static ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call, AccountIdRequest request) => PerformAsync(call, request.AccountId!);

    public static async ValueTask<Outcome<NoResponse>> LeaveAsync(Exchange exchange) => exchange.Targets[0].Entity is Stored<OrganizationRecord> stored
        ? await PerformAsync(new OrganizationCall(exchange, stored), exchange.Caller.Account.ToString())
        : OrganizationRefusals.NotInUse();

    private static async ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call, string account)
    {
        var organization = call.Organization;
        if (organization.FindAccount(account) is null) return OrganizationRefusals.AccountNotFound();
        if (account == organization.ManagementAccount) return OrganizationRefusals.ManagementCannotLeave();
        var membership = await OrganizationRecords.Memberships.FindAsync(call.Exchange.Engine.Store, "", account);
        if (membership is not null) OrganizationRecords.Memberships.Delete(call.Exchange.Changes, membership);
        call.Put((organization with { Accounts = [.. organization.Accounts.Where(other => other.Id != account)] }).Without(account));
        return NoResponse.Instance;
    }
}
