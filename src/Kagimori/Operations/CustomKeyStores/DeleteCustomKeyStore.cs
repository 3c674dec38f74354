using Kagimori.CustomKeyStores;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Deletes a custom key store that is disconnected and has no KMS keys. What stands behind it is left as it is.</summary>
internal static class DeleteCustomKeyStore
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, CustomKeyStoreIdRequest request)
    {
        var target = await KeyStoreTarget.FindAsync(exchange, request.CustomKeyStoreId!);
        if (target is null) return KeyStoreRefusals.NotFound();
        var keyStore = target.KeyStore;
        if (keyStore.ConnectionState != ConnectionState.Disconnected) return KeyStoreRefusals.InvalidState(keyStore.ConnectionState, exchange.Operation!.Name);
        // A key is made only in a connected store and under that version of it; so none can come between this look and the commit.
        var keys = await CustomKeyStoreRecords.StoreKeys.ScanAsync(
            exchange.Engine.Store, target.Partition.ToString(), CustomKeyStoreRecords.StoreKeyId(keyStore.Id, ""), limit: 1);
        if (keys.Count > 0) return KeyStoreRefusals.HasKeys();
        CustomKeyStoreRecords.Sets.Update(exchange.Changes, target.Set, target.Set.Value.Without(keyStore.Id));
        return NoResponse.Instance;
    }
}
