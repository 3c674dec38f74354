using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori.CustomKeyStores;

/// <summary>Ends the states that pass by themselves: CONNECTING becomes CONNECTED or FAILED, DISCONNECTING becomes DISCONNECTED.</summary>
internal sealed class KeyStoreTransition(Engine engine)
{
    /// <returns>Whether a state was ended; false when it was not meant any more, or another change came first and it is tried again.</returns>
    public async Task<bool> CarryOutAsync(Stored<ScheduleRecord> schedule)
    {
        var partition = $"{schedule.Value.Account}/{schedule.Value.Region}";
        var set = await CustomKeyStoreRecords.FindSetAsync(engine.Store, partition);
        var ended = set?.Value.Find(schedule.Value.KeyId) switch
        {
            { ConnectionState: ConnectionState.Connecting } keyStore => await ConnectAsync(KeyPartition.Parse(partition), keyStore),
            { ConnectionState: ConnectionState.Disconnecting } keyStore => await DisconnectAsync(keyStore),
            _ => null,
        };
        var changes = new ChangeSet();
        KeyRecords.Schedules.Delete(changes, schedule);
        if (ended is not null) CustomKeyStoreRecords.Sets.Update(changes, set!, set!.Value.With(ended));
        return await engine.Store.CommitAsync(changes) && ended is not null;
    }

    private async Task<CustomKeyStoreRecord> ConnectAsync(KeyPartition partition, CustomKeyStoreRecord keyStore)
    {
        var error = await engine.KeyStores.ConnectAsync(partition, keyStore);
        return keyStore with { ConnectionState = error is null ? ConnectionState.Connected : ConnectionState.Failed, ConnectionErrorCode = error };
    }

    private async Task<CustomKeyStoreRecord> DisconnectAsync(CustomKeyStoreRecord keyStore)
    {
        await engine.KeyStores.CloseAsync(keyStore.Id);
        return keyStore with { ConnectionState = ConnectionState.Disconnected };
    }
}
