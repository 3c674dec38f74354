using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>The end of a key: everything of it is removed in one change set, the wrapped material first of all.</summary>
public static class KeyDeletion
{
    public static ScheduleRecord ScheduleOf(KeyRecord key) =>
        new(ScheduleRecord.DeleteKey, key.Account, key.Region, key.Id, key.DeletionDate ?? throw new InvalidOperationException("The key is not pending deletion."));

    /// <summary>Adds the deletion of a key that is pending deletion.</summary>
    public static async ValueTask AddAsync(ChangeSet changes, Stored<KeyRecord> key, SqliteStore store)
    {
        var record = key.Value;
        var partition = record.Arn().Partition;
        KeyRecords.Keys.Delete(changes, key);
        await LeaveAsync(changes, record, store);
        foreach (var material in record.Materials)
        {
            if (await KeyRecords.MaterialIndex.FindAsync(store, record.Region, material.Id) is { } index)
                KeyRecords.MaterialIndex.Delete(changes, index);
        }
        foreach (var alias in await KeyRecords.KeyAliases.ScanAsync(store, partition, KeyRecords.KeyAliasId(record.Id, "")))
        {
            KeyRecords.KeyAliases.Delete(changes, alias);
            if (await KeyRecords.Aliases.FindAsync(store, partition, alias.Value.Name) is { } byName) KeyRecords.Aliases.Delete(changes, byName);
        }
    }

    // The other Regions of a multi-Region key no longer list the one that goes.
    private static async ValueTask LeaveAsync(ChangeSet changes, KeyRecord record, SqliteStore store)
    {
        if (record.MultiRegion is not { } regions) return;
        foreach (var region in regions.ReplicaRegions.Append(regions.PrimaryRegion))
        {
            if (region == record.Region) continue;
            var partition = $"{record.Account}/{region}";
            if (await KeyRecords.Keys.FindAsync(store, partition, record.Id) is not { Value.MultiRegion: { } listed } sibling) continue;
            var left = listed with { ReplicaRegions = [.. listed.ReplicaRegions.Where(replica => replica != record.Region)] };
            KeyRecords.Keys.Update(changes, sibling, sibling.Value with { MultiRegion = left });
        }
    }
}
