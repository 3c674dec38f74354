using Kagimori.Authorization;
using Kagimori.Organizations;
using Kagimori.Storage;

namespace Kagimori.Operations.Organizations;

/// <summary>A request on the organization that the caller's account manages: what was found, and how it is changed.</summary>
internal sealed class OrganizationCall(Exchange exchange, Stored<OrganizationRecord> stored)
{
    public Exchange Exchange { get; } = exchange;

    public OrganizationRecord Organization => stored.Value;

    /// <summary>Sets the organization as it is to be. Its version is required, so nothing that was looked at can have changed.</summary>
    public void Put(OrganizationRecord changed) => OrganizationRecords.Organizations.Update(Exchange.Changes, stored, changed);

    /// <summary>Deletes the organization's own record.</summary>
    public void Delete() => OrganizationRecords.Organizations.Delete(Exchange.Changes, stored);

    public ValueTask<OrganizationPolicyRecord?> FindPolicyAsync(string policyId) =>
        OrganizationRecords.FindPolicyAsync(Exchange.Engine.Store, Organization.Id, policyId);

    /// <summary>Adds the operation's action on what the request names; on everything where it names nothing that the caller may see.</summary>
    /// <param name="ids">Of roots, units, accounts, policies.</param>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, IReadOnlyList<string?> ids)
    {
        var store = exchange.Engine.Store;
        var account = exchange.Caller.Account.ToString();
        var stored = await OrganizationRecords.FindOfAsync(store, account);
        var isVisible = stored?.Value.ManagementAccount == account && ids.Count > 0;
        foreach (var id in isVisible ? ids : [null])
        {
            exchange.AddTarget(new AccessTarget
            {
                Action = exchange.Operation!.Action,
                Resource = id is null ? "*" : await ArnAsync(store, stored!.Value, id),
                ResourceAccount = id is null ? null : account,
                Entity = stored,
            });
        }
        return null;
    }

    /// <summary>The organization of the caller, if it manages one.</summary>
    public static Outcome<OrganizationCall> Of(Exchange exchange)
    {
        if (exchange.Targets[0].Entity is not Stored<OrganizationRecord> stored) return OrganizationRefusals.NotInUse();
        return stored.Value.ManagementAccount == exchange.Caller.Account.ToString() ? new OrganizationCall(exchange, stored) : OrganizationRefusals.NotManagement();
    }

    // What does not exist is named by its form, so that a caller without permission does not learn that it is missing.
    private static async ValueTask<string> ArnAsync(SqliteStore store, OrganizationRecord organization, string id)
    {
        if (!id.StartsWith("p-", StringComparison.Ordinal)) return organization.ArnOf(id.StartsWith("ou-", StringComparison.Ordinal) ? "ou" : id.StartsWith("r-", StringComparison.Ordinal) ? "root" : "account", id);
        var policy = await OrganizationRecords.FindPolicyAsync(store, organization.Id, id);
        return policy?.ArnIn(organization) ?? organization.ArnOf("policy", $"{OrganizationPolicyType.ServiceControl.ToLowerInvariant()}/{id}");
    }
}
