using Kagimori.Cryptography;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Adds a replica of a multi-Region primary key to a change set; a schedule makes it usable.</summary>
internal static class ReplicaCreation
{
    /// <param name="replica">The replica's own members (Region, policy, tags, description, creation date) on the primary's record.</param>
    /// <returns>The record as it will be stored.</returns>
    public static async ValueTask<KeyRecord> AddAsync(ChangeSet changes, Stored<KeyRecord> primary, KeyRecord replica, Engine engine)
    {
        var regions = primary.Value.MultiRegion!;
        regions = regions with { ReplicaRegions = [.. regions.ReplicaRegions.Append(replica.Region).Order(StringComparer.Ordinal)] };
        await MultiRegionSet.UpdateAllAsync(changes, primary, record => record with { MultiRegion = regions }, engine.Store);
        replica = replica with
        {
            State = KeyState.Creating,
            MultiRegion = regions,
            Materials = [.. primary.Value.Materials.Select(material => Copy(material, primary.Value, replica, engine.RootKey))],
        };
        KeyRecords.Keys.Create(changes, replica.Arn().Partition, replica.Id, replica);
        foreach (var material in replica.Materials.Where(_ => replica.IsSymmetricEncryption()))
            KeyRecords.MaterialIndex.Create(changes, replica.Region, material.Id, new MaterialIndexRecord(replica.Account, replica.Id));
        await Schedules.AddAsync(changes, ScheduleRecord.Of(replica, ScheduleRecord.FinishReplica, replica.CreatedAt), engine.Store);
        return replica;
    }

    /// <summary>Adds the end of the state Creating.</summary>
    public static bool Finish(ChangeSet changes, Stored<KeyRecord> replica)
    {
        if (replica.Value.State != KeyState.Creating) return false;
        var state = replica.Value.HasItsMaterial() ? KeyState.Enabled : KeyState.PendingImport;
        KeyRecords.Keys.Update(changes, replica, replica.Value with { State = state });
        return true;
    }

    // Wrapped anew, because a wrapped material opens for its owner only. Imported material never leaves its Region by itself.
    private static MaterialRecord Copy(MaterialRecord material, KeyRecord from, KeyRecord to, RootKey rootKey)
    {
        if (from.Origin == KeyOrigin.External) return material with { Wrapped = [], ValidTo = null };
        if (!rootKey.TryUnwrap(material.Wrapped, KeyMaterialOwner.Of(from.Arn(), material.Id), out var opened))
            throw new StoreException($"Key material {material.Id} of {from.Arn()} does not open under the root key.");
        using (opened) return material with { Wrapped = rootKey.Wrap(opened, KeyMaterialOwner.Of(to.Arn(), material.Id)) };
    }
}
