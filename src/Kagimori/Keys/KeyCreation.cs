using Kagimori.Cryptography;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Adds a new key to a change set: its record with wrapped material, and the index that finds it by ciphertext.</summary>
public static class KeyCreation
{
    /// <param name="materials">The key's material, oldest first.</param>
    /// <returns>The record as it will be stored.</returns>
    public static KeyRecord Add(ChangeSet changes, KeyRecord record, IReadOnlyList<KeyMaterial> materials, Engine engine)
    {
        var arn = record.Arn();
        var spec = KeySpec.Find(record.Spec) ?? throw new ArgumentException("Not a key spec.", nameof(record));
        var wrapped = new MaterialRecord[materials.Count];
        for (var i = 0; i < wrapped.Length; i++)
        {
            // Account and key id are the same in every Region of a multi-Region key, and so is the material's id.
            var id = KeyMaterialId.Derive(materials[i], record.Account, record.Id).ToString();
            wrapped[i] = new MaterialRecord(id, engine.RootKey.Wrap(materials[i], KeyMaterialOwner.Of(arn, id)), spec.KeyPairs?.PublicKeyOf(materials[i]));
            // Only a symmetric ciphertext names its key material, so only that is ever looked up.
            if (spec.IsSymmetricEncryption)
                KeyRecords.MaterialIndex.Create(changes, record.Region, id, new MaterialIndexRecord(record.Account, record.Id));
        }
        record = record with { Materials = wrapped };
        KeyRecords.Keys.Create(changes, arn.Partition, record.Id, record);
        return record;
    }
}
