using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Adds a new key to a change set: its record with wrapped material, and the index that finds it by ciphertext.</summary>
public static class KeyCreation
{
    /// <param name="materials">The key's material, oldest first.</param>
    /// <returns>The record as it will be stored.</returns>
    public static KeyRecord Add(ChangeSet changes, KeyRecord record, IReadOnlyList<KeyMaterial> materials, Engine engine)
    {
        record = AddFirstMaterials(changes, record, materials, engine);
        KeyRecords.Keys.Create(changes, record.Arn().Partition, record.Id, record);
        return record;
    }

    /// <summary>Adds a key whose only material is a key in the token of a custom key store.</summary>
    /// <returns>The record as it will be stored.</returns>
    public static KeyRecord AddInToken(ChangeSet changes, KeyRecord record)
    {
        if (record is not { CustomKeyStoreId: { } keyStore, BackingKey: { } backingKey }) throw new ArgumentException("The key is in no custom key store.", nameof(record));
        var partition = record.Arn().Partition;
        var id = KeyMaterialId.OfKeyInToken(Convert.FromHexString(backingKey.Id), record.Account, record.Id).ToString();
        record = record with { Materials = [new MaterialRecord(id, [])] };
        KeyRecords.MaterialIndex.Create(changes, record.Region, id, new MaterialIndexRecord(record.Account, record.Id));
        CustomKeyStoreRecords.StoreKeys.Create(changes, partition, CustomKeyStoreRecords.StoreKeyId(keyStore, record.Id), backingKey);
        KeyRecords.Keys.Create(changes, partition, record.Id, record);
        return record;
    }

    /// <summary>Adds a key of an external key store: with material of its own, and with an external key that is taken from now on.</summary>
    /// <returns>The record as it will be stored.</returns>
    public static KeyRecord AddBeforeExternalKey(ChangeSet changes, KeyRecord record, KeyMaterial material, Engine engine)
    {
        if (record is not { CustomKeyStoreId: { } keyStore, BackingKey: { } externalKey }) throw new ArgumentException("The key is in no custom key store.", nameof(record));
        var partition = record.Arn().Partition;
        CustomKeyStoreRecords.StoreKeys.Create(changes, partition, CustomKeyStoreRecords.StoreKeyId(keyStore, record.Id), externalKey);
        CustomKeyStoreRecords.ExternalKeys.Create(changes, partition, CustomKeyStoreRecords.StoreKeyId(keyStore, externalKey.Id), new ExternalKeyRecord(record.Id));
        return Add(changes, record, [material], engine);
    }

    /// <summary>Adds what finds a key without material by its ciphertexts.</summary>
    /// <returns>The record with its material.</returns>
    internal static KeyRecord AddFirstMaterials(ChangeSet changes, KeyRecord record, IReadOnlyList<KeyMaterial> materials, Engine engine)
    {
        var wrapped = materials.Select(material => Wrap(record, material, engine)).ToArray();
        // Only a symmetric ciphertext names its key material, so only that is ever looked up.
        foreach (var material in wrapped.Where(_ => record.IsSymmetricEncryption()))
            KeyRecords.MaterialIndex.Create(changes, record.Region, material.Id, new MaterialIndexRecord(record.Account, record.Id));
        return record with { Materials = wrapped };
    }

    private static MaterialRecord Wrap(KeyRecord record, KeyMaterial material, Engine engine)
    {
        var spec = KeySpec.Find(record.Spec) ?? throw new ArgumentException("Not a key spec.", nameof(record));
        // Account and key id are the same in every Region of a multi-Region key, and so is the material's id.
        var id = KeyMaterialId.Derive(material, record.Account, record.Id).ToString();
        return new MaterialRecord(id, engine.RootKey.Wrap(material, KeyMaterialOwner.Of(record.Arn(), id)), spec.KeyPairs?.PublicKeyOf(material));
    }
}
