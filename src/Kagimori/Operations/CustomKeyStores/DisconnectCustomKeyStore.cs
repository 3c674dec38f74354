using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Disconnects a custom key store: from now on its keys cannot be used. What was a failure is forgotten.</summary>
internal static class DisconnectCustomKeyStore
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, CustomKeyStoreIdRequest request)
    {
        var target = await KeyStoreTarget.FindAsync(exchange, request.CustomKeyStoreId!);
        if (target is null) return KeyStoreRefusals.NotFound();
        var keyStore = target.KeyStore;
        if (keyStore.ConnectionState is ConnectionState.Disconnected or ConnectionState.Disconnecting)
            return KeyStoreRefusals.InvalidState(keyStore.ConnectionState, exchange.Operation!.Name);
        var disconnecting = keyStore with { ConnectionState = ConnectionState.Disconnecting, ConnectionErrorCode = null };
        await target.PassAsync(exchange, disconnecting, ScheduleRecord.DisconnectKeyStore);
        return NoResponse.Instance;
    }
}
