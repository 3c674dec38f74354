using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Makes a replica the primary key of its set, and the primary a replica.</summary>
internal static class PrimaryChange
{
    public static async ValueTask AddAsync(ChangeSet changes, Stored<KeyRecord> primary, string region, DateTimeOffset now, SqliteStore store)
    {
        var old = primary.Value;
        var regions = new MultiRegionRecord(
            region, [.. old.MultiRegion!.ReplicaRegions.Where(replica => replica != region).Append(old.Region).Order(StringComparer.Ordinal)]);
        await MultiRegionSet.UpdateAllAsync(changes, primary, record => record with
        {
            MultiRegion = regions,
            State = record.Region == region || record.Region == old.Region ? KeyState.Updating : record.State,
        }, store);
        var promoted = old with { Region = region };
        await Schedules.AddAsync(changes, ScheduleRecord.Of(promoted, ScheduleRecord.FinishPrimaryChange, now), store);
        // Rotations are the primary's work: those under way and to come move with it.
        if (old.Rotation is { } rotation) await Schedules.AddAsync(changes, ScheduleRecord.Of(promoted, ScheduleRecord.RotateKey, rotation.NextDate), store);
        if (old.OnDemandRotationStartedAt is { } started)
            await Schedules.AddAsync(changes, ScheduleRecord.Of(promoted, ScheduleRecord.RotateKeyOnDemand, started), store);
    }

    /// <summary>Adds the end of the state Updating.</summary>
    public static async ValueTask<bool> FinishAsync(ChangeSet changes, Stored<KeyRecord> key, SqliteStore store)
    {
        var updating = (await MultiRegionSet.SiblingsAsync(store, key.Value)).Append(key).Where(member => member.Value.State == KeyState.Updating).ToList();
        foreach (var member in updating) KeyRecords.Keys.Update(changes, member, member.Value with { State = KeyState.Enabled });
        return updating.Count > 0;
    }
}
