using Kagimori.Cryptography;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Gives a key, in all its Regions, new current material. What was encrypted before still decrypts.</summary>
internal static class KeyRotation
{
    /// <summary>Adds the rotation that was planned for a date; does nothing when the plan has changed or the key is not in use.</summary>
    public static async ValueTask<bool> RotateAsync(ChangeSet changes, Stored<KeyRecord> key, DateTimeOffset due, Engine engine)
    {
        var record = key.Value;
        if (record.Rotation?.NextDate != due || record.MultiRegionKeyType == "REPLICA") return false;
        // A key out of use is rotated when it is enabled again.
        if (record.State is not (KeyState.Enabled or KeyState.Updating)) return false;
        var now = engine.Time.GetUtcNow();
        var next = record.Rotation with { NextDate = now.AddDays(record.Rotation.PeriodInDays) };
        await AddMaterialAsync(changes, key, MaterialRecord.Automatic, member => member with { Rotation = next }, engine);
        await Schedules.AddAsync(changes, ScheduleRecord.Of(record, ScheduleRecord.RotateKey, next.NextDate), engine.Store);
        return true;
    }

    /// <summary>Adds the rotation on demand that was asked for, whatever has become of the key since.</summary>
    public static async ValueTask<bool> RotateOnDemandAsync(ChangeSet changes, Stored<KeyRecord> key, DateTimeOffset due, Engine engine)
    {
        var record = key.Value;
        if (record.OnDemandRotationStartedAt != due || record.MultiRegionKeyType == "REPLICA") return false;
        if (record.Origin == KeyOrigin.External)
        {
            var now = engine.Time.GetUtcNow();
            // A Region that has lost the material meanwhile, or where it has expired, waits for it to be imported.
            await MultiRegionSet.UpdateAllAsync(changes, key, member => ImportedMaterial.WithoutMaterial(
                Done(member with { Materials = [.. member.Materials.Select(material => Promote(material, now))] })), engine.Store);
            return record.Materials.Any(material => material.IsPendingRotation);
        }
        await AddMaterialAsync(changes, key, MaterialRecord.OnDemand, Done, engine);
        return true;
    }

    private static async ValueTask AddMaterialAsync(
        ChangeSet changes, Stored<KeyRecord> key, string type, Func<KeyRecord, KeyRecord> change, Engine engine)
    {
        using var material = KeyMaterial.Random(KeySpec.SymmetricDefault.MaterialLength, engine.Random);
        var id = KeyMaterialId.Derive(material, key.Value.Account, key.Value.Id).ToString();
        await MultiRegionSet.UpdateAllAsync(changes, key, member =>
        {
            var added = new MaterialRecord(id, engine.RootKey.Wrap(material, KeyMaterialOwner.Of(member.Arn(), id)))
            {
                RotatedAt = engine.Time.GetUtcNow(), RotationType = type,
            };
            KeyRecords.MaterialIndex.Create(changes, member.Region, id, new MaterialIndexRecord(member.Account, member.Id));
            return change(member with { Materials = [.. member.Materials, added] });
        }, engine.Store);
    }

    private static KeyRecord Done(KeyRecord record) => record with { OnDemandRotationStartedAt = null };

    private static MaterialRecord Promote(MaterialRecord material, DateTimeOffset now) =>
        material.IsPendingRotation ? material with { IsPendingRotation = false, RotatedAt = now, RotationType = MaterialRecord.OnDemand } : material;
}
