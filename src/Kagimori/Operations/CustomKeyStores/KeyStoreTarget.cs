using Kagimori.CustomKeyStores;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The custom key store that a request names, within the set it was read in.</summary>
internal sealed record KeyStoreTarget(KeyPartition Partition, Stored<CustomKeyStoreSet> Set, CustomKeyStoreRecord KeyStore)
{
    /// <summary>Null when the caller's account has no such key store in the Region.</summary>
    public static async ValueTask<KeyStoreTarget?> FindAsync(Exchange exchange, string id)
    {
        var partition = new KeyPartition(exchange.Caller.Account, exchange.Region);
        var set = await CustomKeyStoreRecords.FindSetAsync(exchange.Engine.Store, partition.ToString());
        return set?.Value.Find(id) is { } keyStore ? new KeyStoreTarget(partition, set, keyStore) : null;
    }

    /// <summary>Adds the key store as it is to be.</summary>
    public void Put(ChangeSet changes, CustomKeyStoreRecord keyStore) => CustomKeyStoreRecords.Sets.Update(changes, Set, Set.Value.With(keyStore));

    /// <summary>Adds the key store in a state that passes by itself, and what ends it.</summary>
    public ValueTask PassAsync(Exchange exchange, CustomKeyStoreRecord keyStore, string task)
    {
        Put(exchange.Changes, keyStore);
        var schedule = new ScheduleRecord(task, Partition.Account.ToString(), Partition.Region.ToString(), keyStore.Id, exchange.Now);
        return Schedules.AddAsync(exchange.Changes, schedule, exchange.Engine.Store);
    }
}
