using System.Collections.Concurrent;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.CustomKeyStores;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Finds keys as snapshots: from memory when warm, else from the _store.</summary>
/// <remarks>
/// INVARIANT: after a commit is acknowledged no request that starts later sees the key as it was before. A commit
/// removes the key's slot; a load that began before the commit fills the removed slot, which nobody finds again.
/// </remarks>
public sealed class KeySnapshots
{
    private const int OpenKeyPairs = 256;

    private readonly KeyPairCache _keyPairs = new(OpenKeyPairs);
    private readonly ConcurrentDictionary<KeyArn, Slot> _slots = new();
    private readonly ConcurrentDictionary<(KeyPartition, AliasName), AliasSlot> _aliases = new();
    private readonly ConcurrentDictionary<(Region, KeyMaterialId), KeyArn> _materials = new();
    private readonly SqliteStore _store;
    private readonly RootKey _rootKey;

    public KeySnapshots(SqliteStore store, RootKey rootKey)
    {
        _store = store;
        _rootKey = rootKey;
        store.Committed += Forget;
    }

    /// <summary>The key, or null when there is none.</summary>
    public ValueTask<KeySnapshot?> FindAsync(KeyArn arn)
    {
        if (_slots.TryGetValue(arn, out var slot) && slot.Snapshot is { } snapshot) return new(snapshot);
        return LoadAsync(arn);
    }

    /// <summary>The key an alias names, or null when there is no such alias.</summary>
    public async ValueTask<KeySnapshot?> FindByAliasAsync(AccountId account, Region region, AliasName alias)
    {
        var key = (new KeyPartition(account, region), alias);
        if (!_aliases.TryGetValue(key, out var slot) || slot.KeyId is null)
        {
            slot = _aliases.GetOrAdd(key, static _ => new AliasSlot());
            var stored = await KeyRecords.Aliases.FindAsync(_store, key.Item1.ToString(), alias.ToString());
            if (stored is null)
            {
                _aliases.TryRemove(new(key, slot));
                return null;
            }
            slot.KeyId = KeyId.Parse(stored.Value.KeyId);
        }
        return await FindAsync(new KeyArn(account, region, slot.KeyId.Value));
    }

    /// <summary>The key of a Region that holds a key material, or null.</summary>
    public async ValueTask<KeySnapshot?> FindByMaterialAsync(Region region, KeyMaterialId material)
    {
        if (!_materials.TryGetValue((region, material), out var arn))
        {
            var stored = await KeyRecords.MaterialIndex.FindAsync(_store, region.ToString(), material.ToString());
            if (stored is null) return null;
            arn = new KeyArn(AccountId.Parse(stored.Value.Account), region, KeyId.Parse(stored.Value.KeyId));
            // A material stays with its key for good, so this entry cannot become wrong; a deleted key is simply not found.
            _materials.TryAdd((region, material), arn);
        }
        return await FindAsync(arn);
    }

    /// <summary>A key that a request is about to create, as it will be: the request is decided on it before it is there.</summary>
    internal KeySnapshot OpenNew(KeyRecord record, params string[] aliases) =>
        Open(new Stored<KeyRecord>(KeyRecords.Keys.KeyOf(record.Arn().Partition, record.Id), 0, record), null, aliases, []);

    private async ValueTask<KeySnapshot?> LoadAsync(KeyArn arn)
    {
        var slot = _slots.GetOrAdd(arn, static _ => new Slot());
        var stored = await KeyRecords.Keys.FindAsync(_store, arn.Partition, arn.Id.ToString());
        if (stored is null)
        {
            _slots.TryRemove(new(arn, slot));
            return null;
        }
        var names = await KeyRecords.KeyAliases.ScanAsync(_store, arn.Partition, KeyRecords.KeyAliasId(stored.Value.Id, ""));
        var grants = await KeyRecords.Grants.ScanAsync(_store, arn.Partition, KeyRecords.GrantRecordId(stored.Value.Id, ""));
        var keyStore = stored.Value.CustomKeyStoreId is { } keyStoreId
            ? (await CustomKeyStoreRecords.FindSetAsync(_store, arn.Partition))?.Value.Find(keyStoreId) : null;
        return slot.Snapshot = Open(stored, keyStore, [.. names.Select(alias => alias.Value.Name)], [.. grants.Select(grant => new Grant(grant))]);
    }

    private KeySnapshot Open(Stored<KeyRecord> stored, CustomKeyStoreRecord? keyStore, string[] aliasNames, Grant[] grants)
    {
        var record = stored.Value;
        var spec = KeySpec.Find(record.Spec) ?? throw new StoreException($"Key {record.Arn()} has the unknown key spec {record.Spec}.");
        var policy = new AttachedPolicy(CompiledPolicies.Get(record.Policy, PolicyGrammar.KeyPolicy), "default", null, PolicySource.KeyPolicy);
        var backingKeys = new List<BackingKey>(record.Materials.Count);
        foreach (var material in record.Materials)
        {
            if (material.IsMissing) continue;
            if (!KeyMaterialId.TryParse(material.Id, out var id) || !_rootKey.TryUnwrap(material.Wrapped, KeyMaterialOwner.Of(record.Arn(), material.Id), out var opened))
                throw new StoreException($"Key material {material.Id} of {record.Arn()} does not open under the root key.");
            backingKeys.Add(new BackingKey(id, opened));
        }
        return new KeySnapshot(stored, spec, policy, aliasNames, [.. backingKeys], _keyPairs) { Grants = grants, KeyStore = keyStore };
    }

    private void Forget(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            var (kind, partition, id) = change.Key;
            if (kind == RecordKind.Key) ForgetKey(partition, id);
            else if (kind is RecordKind.KeyAlias or RecordKind.Grant) ForgetKey(partition, id[..id.IndexOf('/')]);
            else if (kind == RecordKind.CustomKeyStores) ForgetKeysInStores(id);
            else if (kind == RecordKind.Alias) _aliases.TryRemove((KeyPartition.Parse(partition), AliasName.Parse(id)), out _);
        }
    }

    private void ForgetKey(string partition, string id)
    {
        var (account, region) = KeyPartition.Parse(partition);
        _slots.TryRemove(new KeyArn(account, region, KeyId.Parse(id)), out _);
    }

    // A slot that is still being filled may get what was before.
    private void ForgetKeysInStores(string partition)
    {
        foreach (var (arn, slot) in _slots)
        {
            if (slot.Snapshot is { Record.CustomKeyStoreId: null } || arn.Partition != partition) continue;
            _slots.TryRemove(new(arn, slot));
        }
    }

    private sealed class Slot
    {
        public volatile KeySnapshot? Snapshot;
    }

    private sealed class AliasSlot
    {
        private volatile object? _keyId;

        public KeyId? KeyId
        {
            get => _keyId as KeyId?;
            set => _keyId = value;
        }
    }
}
