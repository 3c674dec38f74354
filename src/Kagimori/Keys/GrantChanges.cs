using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Adds and removes grants in a change set, each together with the lookup by its retiring principal.</summary>
internal static class GrantChanges
{
    public static void Create(ChangeSet changes, KeyArn key, GrantRecord grant)
    {
        KeyRecords.Grants.Create(changes, key.Partition, KeyRecords.GrantRecordId(grant.KeyId, grant.Id), grant);
        if (grant.Retiring is not { } retiring) return;
        var account = key.Account.ToString();
        KeyRecords.RetirableGrants.Create(
            changes, RetirablePartition(key.Region.ToString(), retiring), RetirableId(account, grant), new RetirableGrantRecord(account, grant.KeyId, grant.Id));
    }

    public static async ValueTask DeleteAsync(ChangeSet changes, KeyArn key, Stored<GrantRecord> grant, SqliteStore store)
    {
        KeyRecords.Grants.Delete(changes, grant);
        if (grant.Value.Retiring is not { } retiring) return;
        var lookup = await KeyRecords.RetirableGrants.FindAsync(
            store, RetirablePartition(key.Region.ToString(), retiring), RetirableId(key.Account.ToString(), grant.Value));
        if (lookup is not null) KeyRecords.RetirableGrants.Delete(changes, lookup);
    }

    public static string RetirablePartition(string region, string principal) => $"{region}/{principal}";

    private static string RetirableId(string account, GrantRecord grant) => $"{account}/{grant.KeyId}/{grant.Id}";
}
