using Kagimori.CustomKeyStores;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>The end of a key: everything of it is removed in one change set, the wrapped material first of all.</summary>
public static class KeyDeletion
{
    public static ScheduleRecord ScheduleOf(KeyRecord key) => ScheduleRecord.Of(
        key, ScheduleRecord.DeleteKey, key.DeletionDate ?? throw new InvalidOperationException("The key is not pending deletion."));

    /// <summary>Adds the deletion that was planned for a date; does nothing when the key was taken back.</summary>
    internal static async ValueTask<bool> AddAsync(ChangeSet changes, Stored<KeyRecord> key, DateTimeOffset due, Engine engine)
    {
        if (key.Value.State != KeyState.PendingDeletion || key.Value.DeletionDate != due) return false;
        var record = key.Value;
        var store = engine.Store;
        var partition = record.Arn().Partition;
        KeyRecords.Keys.Delete(changes, key);
        await LeaveAsync(changes, record, engine);
        foreach (var material in record.Materials)
        {
            if (await KeyRecords.MaterialIndex.FindAsync(store, record.Region, material.Id) is { } index)
                KeyRecords.MaterialIndex.Delete(changes, index);
        }
        if (record.CustomKeyStoreId is { } keyStore &&
            await CustomKeyStoreRecords.StoreKeys.FindAsync(store, partition, CustomKeyStoreRecords.StoreKeyId(keyStore, record.Id)) is { } inStore)
            CustomKeyStoreRecords.StoreKeys.Delete(changes, inStore);
        if (record is { Origin: KeyOrigin.ExternalKeyStore, CustomKeyStoreId: { } externalStore, BackingKey: { } externalKey } &&
            await CustomKeyStoreRecords.ExternalKeys.FindAsync(store, partition, CustomKeyStoreRecords.StoreKeyId(externalStore, externalKey.Id)) is { } taken)
            CustomKeyStoreRecords.ExternalKeys.Delete(changes, taken);
        foreach (var alias in await KeyRecords.KeyAliases.ScanAsync(store, partition, KeyRecords.KeyAliasId(record.Id, "")))
        {
            KeyRecords.KeyAliases.Delete(changes, alias);
            if (await KeyRecords.Aliases.FindAsync(store, partition, alias.Value.Name) is { } byName) KeyRecords.Aliases.Delete(changes, byName);
        }
        await engine.LastUses.Keys.DeleteAsync(changes, record.Arn());
        foreach (var grant in await KeyRecords.Grants.ScanAsync(store, partition, KeyRecords.GrantRecordId(record.Id, "")))
            await GrantChanges.DeleteAsync(changes, record.Arn(), grant, store);
        return true;
    }

    // The other Regions of a multi-Region key no longer list the one that goes; the last replica's going starts the waiting period of a primary.
    private static async ValueTask LeaveAsync(ChangeSet changes, KeyRecord record, Engine engine)
    {
        foreach (var sibling in await MultiRegionSet.SiblingsAsync(engine.Store, record))
        {
            var listed = sibling.Value.MultiRegion!;
            var left = listed with { ReplicaRegions = [.. listed.ReplicaRegions.Where(replica => replica != record.Region)] };
            var changed = sibling.Value with { MultiRegion = left };
            if (changed.State == KeyState.PendingReplicaDeletion && left.ReplicaRegions.Count == 0)
            {
                changed = changed with
                {
                    State = KeyState.PendingDeletion,
                    DeletionDate = engine.Time.GetUtcNow().AddDays(changed.PendingDeletionWindowInDays!.Value),
                    PendingDeletionWindowInDays = null,
                };
                await Schedules.AddAsync(changes, ScheduleOf(changed), engine.Store);
            }
            KeyRecords.Keys.Update(changes, sibling, changed);
        }
    }
}
