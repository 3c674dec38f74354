using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Keys;
using Kagimori.Operations.Keys;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Makes the KMS keys that are in custom key stores.</summary>
internal static class KeyInKeyStore
{
    /// <summary>Refuses what cannot be in a custom key store, and parameters that do not go with the origin.</summary>
    public static Refusal? Check(CreateKeyRequest request, KeySpec spec)
    {
        var origin = request.EffectiveOrigin;
        var isInKeyStore = origin is KeyOrigin.CloudHsm or KeyOrigin.ExternalKeyStore;
        if (isInKeyStore && request.CustomKeyStoreId is null) return Refusals.Validation($"CustomKeyStoreId is required when Origin is {origin}.");
        if (!isInKeyStore && request.CustomKeyStoreId is not null) return Refusals.Validation($"CustomKeyStoreId is not valid when Origin is {origin}.");
        if (origin == KeyOrigin.ExternalKeyStore && request.XksKeyId is null) return Refusals.Validation($"XksKeyId is required when Origin is {origin}.");
        if (origin != KeyOrigin.ExternalKeyStore && request.XksKeyId is not null) return Refusals.Validation($"XksKeyId is not valid when Origin is {origin}.");
        if (!isInKeyStore) return null;
        if (!spec.IsSymmetricEncryption) return Refusals.SpecOfOrigin(spec.Name, origin);
        return request.MultiRegion == true ? Refusals.Unsupported($"Multi-Region keys are not supported for Origin {origin}.") : null;
    }

    /// <summary>Adds the key, whose backing key is made in the key store at once; if the key is not committed, the backing key is destroyed.</summary>
    public static async ValueTask<Outcome<CreateKeyResponse>> AddAsync(Exchange exchange, KeyRecord key, CreateKeyRequest request)
    {
        if (await KeyStoreTarget.FindAsync(exchange, request.CustomKeyStoreId!) is not { } target) return KeyStoreRefusals.NotFound();
        var keyStore = target.KeyStore;
        if (keyStore.Type != key.Origin) return Refusals.Validation($"Origin {key.Origin} is not valid for a custom key store of type {keyStore.Type}.");
        if (!keyStore.IsConnected) return KeyStoreRefusals.InvalidState(keyStore.ConnectionState, exchange.Operation!.Name);
        // The key store must still be as it is now when the key is committed: connected, and not deleted.
        exchange.Changes.Require(target.Set.Key, target.Set.Version);
        var connection = await exchange.Engine.KeyStores.GetAsync(target.Partition, keyStore);
        if (connection.Value is not { } backing) return connection.Refusal!;
        if (request.XksKeyId is not null && await IsInUseAsync(exchange, target, request.XksKeyId)) return KeyStoreRefusals.XksKeyInUse(request.XksKeyId);
        var made = await backing.CreateKeyAsync(key.Arn(), request.XksKeyId, KeyStoreCaller.Of(exchange));
        if (made.Value is not { } backingKey) return made.Refusal!;
        exchange.UndoUnlessCommitted(async () => await backing.DeleteKeyAsync(backingKey.Id));
        key = key with { CustomKeyStoreId = keyStore.Id, BackingKey = backingKey };
        key = request.XksKeyId is null ? KeyCreation.AddInToken(exchange.Changes, key) : AddBeforeExternalKey(exchange, key);
        return new CreateKeyResponse { KeyMetadata = KeyMetadata.Of(key, keyStore) };
    }

    // Two requests that name one external key at once: the record that both would create lets one through, and the other comes here again.
    private static async ValueTask<bool> IsInUseAsync(Exchange exchange, KeyStoreTarget target, string externalKeyId) =>
        await CustomKeyStoreRecords.ExternalKeys.FindAsync(
            exchange.Engine.Store, target.Partition.ToString(), CustomKeyStoreRecords.StoreKeyId(target.KeyStore.Id, externalKeyId)) is not null;

    // The KMS key has material of its own, under which everything is encrypted before the external key sees it.
    private static KeyRecord AddBeforeExternalKey(Exchange exchange, KeyRecord key)
    {
        using var material = KeyMaterial.Random(KeySpec.SymmetricDefault.MaterialLength, exchange.Engine.Random);
        return KeyCreation.AddBeforeExternalKey(exchange.Changes, key, material, exchange.Engine);
    }
}
