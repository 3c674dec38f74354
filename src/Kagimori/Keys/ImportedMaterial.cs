using Kagimori.Cryptography;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Imported key material comes and goes; its key works while all of it is there.</summary>
internal static class ImportedMaterial
{
    /// <summary>Adds material that the key has never had: the first one, or one that waits for a rotation, which every Region must then import.</summary>
    public static async ValueTask AddAsync(ChangeSet changes, Stored<KeyRecord> key, KeyMaterial material, MaterialRecord described, Engine engine)
    {
        var added = described with { IsPendingRotation = key.Value.Materials.Count > 0 };
        await MultiRegionSet.UpdateAllAsync(changes, key, member =>
        {
            if (member.IsSymmetricEncryption()) KeyRecords.MaterialIndex.Create(changes, member.Region, added.Id, new MaterialIndexRecord(member.Account, member.Id));
            return member.Region == key.Value.Region
                ? WithMaterial(Put(member, added with { Wrapped = engine.RootKey.Wrap(material, KeyMaterialOwner.Of(member.Arn(), added.Id)) }))
                : Put(member, added with { Wrapped = [], ValidTo = null });
        }, engine.Store);
        await ScheduleExpiryAsync(changes, key.Value, added, engine.Store);
    }

    /// <summary>Adds the return of material that the key has had. What it is described as holds in every Region.</summary>
    public static async ValueTask RestoreAsync(ChangeSet changes, Stored<KeyRecord> key, KeyMaterial material, MaterialRecord described, Engine engine)
    {
        var known = key.Value.Materials.First(other => other.Id == described.Id);
        var restored = known with
        {
            Wrapped = engine.RootKey.Wrap(material, KeyMaterialOwner.Of(key.Value.Arn(), known.Id)),
            ValidTo = described.ValidTo,
            Description = described.Description ?? known.Description,
        };
        if (restored.Description == known.Description) KeyRecords.Keys.Update(changes, key, WithMaterial(Put(key.Value, restored)));
        else
        {
            await MultiRegionSet.UpdateAllAsync(changes, key, member => member.Region == key.Value.Region
                ? WithMaterial(Put(member, restored))
                : member with { Materials = [.. member.Materials.Select(other => other.Id == known.Id ? other with { Description = restored.Description } : other)] },
                engine.Store);
        }
        await ScheduleExpiryAsync(changes, key.Value, restored, engine.Store);
    }

    /// <summary>Adds the deletion of material. What still waits for a rotation is forgotten; other material can be imported again.</summary>
    public static async ValueTask DeleteAsync(ChangeSet changes, Stored<KeyRecord> key, MaterialRecord material, Engine engine)
    {
        if (!material.IsPendingRotation || key.Value.MultiRegionKeyType == "REPLICA")
        {
            KeyRecords.Keys.Update(changes, key, WithoutMaterial(Put(key.Value, material with { Wrapped = [], ValidTo = null })));
            return;
        }
        await MultiRegionSet.UpdateAllAsync(
            changes, key, member => member with { Materials = [.. member.Materials.Where(other => other.Id != material.Id)] }, engine.Store);
        foreach (var region in (await MultiRegionSet.SiblingsAsync(engine.Store, key.Value)).Select(sibling => sibling.Value.Region).Append(key.Value.Region))
        {
            if (await KeyRecords.MaterialIndex.FindAsync(engine.Store, region, material.Id) is { } index) KeyRecords.MaterialIndex.Delete(changes, index);
        }
    }

    /// <summary>Adds the expiry that was planned for a date; does nothing when the material has been imported anew since.</summary>
    public static bool Expire(ChangeSet changes, Stored<KeyRecord> key, ScheduleRecord due)
    {
        var material = key.Value.Materials.FirstOrDefault(material => material.Id == due.MaterialId && material.ValidTo == due.Due);
        if (material is not { IsMissing: false }) return false;
        KeyRecords.Keys.Update(changes, key, WithoutMaterial(Put(key.Value, material with { Wrapped = [] })));
        return true;
    }

    /// <summary>The key once material that it needs may have gone: one that has all it needs stays as it is, disabled or not.</summary>
    public static KeyRecord WithoutMaterial(KeyRecord key) => key.HasItsMaterial() || IsOnItsWay(key) ? key : key with { State = KeyState.PendingImport };

    /// <summary>The key once material was imported: one that now has all it needs is enabled, even when it was disabled.</summary>
    public static KeyRecord WithMaterial(KeyRecord key) => IsOnItsWay(key) || key.State == KeyState.Updating ? key
        : key with { State = key.HasItsMaterial() ? KeyState.Enabled : KeyState.PendingImport };

    // Into being or out of it: its state is not for its material to change.
    private static bool IsOnItsWay(KeyRecord key) => key.State is KeyState.PendingDeletion or KeyState.PendingReplicaDeletion or KeyState.Creating;

    private static async ValueTask ScheduleExpiryAsync(ChangeSet changes, KeyRecord key, MaterialRecord material, SqliteStore store)
    {
        if (material.ValidTo is { } validTo)
            await Schedules.AddAsync(changes, ScheduleRecord.Of(key, ScheduleRecord.ExpireMaterial, validTo, material.Id), store);
    }

    // In the place of the material of the same id, or as the newest.
    private static KeyRecord Put(KeyRecord key, MaterialRecord material)
    {
        var materials = key.Materials.ToList();
        var at = materials.FindIndex(other => other.Id == material.Id);
        if (at < 0) materials.Add(material);
        else materials[at] = material;
        return key with { Materials = materials };
    }
}
