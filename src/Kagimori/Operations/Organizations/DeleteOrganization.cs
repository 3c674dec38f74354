using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>Deletes an organization that has no account but its management account, with its units and policies.</summary>
internal static class DeleteOrganization
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(OrganizationCall call)
    {
        var organization = call.Organization;
        if (organization.Accounts.Count > 1) return OrganizationRefusals.NotEmpty();
        var (changes, store) = (call.Exchange.Changes, call.Exchange.Engine.Store);
        foreach (var policy in await OrganizationRecords.Policies.ScanAsync(store, organization.Id)) OrganizationRecords.Policies.Delete(changes, policy);
        if (await OrganizationRecords.Memberships.FindAsync(store, "", organization.ManagementAccount) is { } membership) OrganizationRecords.Memberships.Delete(changes, membership);
        call.Delete();
        return NoResponse.Instance;
    }
}
