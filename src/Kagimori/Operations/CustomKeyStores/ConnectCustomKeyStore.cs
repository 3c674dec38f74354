using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Begins to connect a custom key store. Connecting one that is connected, or about to be, changes nothing.</summary>
internal static class ConnectCustomKeyStore
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, CustomKeyStoreIdRequest request)
    {
        var target = await KeyStoreTarget.FindAsync(exchange, request.CustomKeyStoreId!);
        if (target is null) return KeyStoreRefusals.NotFound();
        var keyStore = target.KeyStore;
        if (keyStore.ConnectionState is ConnectionState.Failed or ConnectionState.Disconnecting)
            return KeyStoreRefusals.InvalidState(keyStore.ConnectionState, exchange.Operation!.Name);
        if (keyStore.ConnectionState != ConnectionState.Disconnected) return NoResponse.Instance;
        var connecting = keyStore with { ConnectionState = ConnectionState.Connecting, Revision = keyStore.Revision + 1 };
        await target.PassAsync(exchange, connecting, ScheduleRecord.ConnectKeyStore);
        return NoResponse.Instance;
    }
}
