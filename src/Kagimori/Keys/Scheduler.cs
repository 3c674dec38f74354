using Kagimori.Audit;
using Kagimori.CustomKeyStores;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Does what is due: deletions, rotations, expiries, and the ends of the states that pass by themselves.</summary>
/// <remarks>
/// The record of the schedule is deleted in the same change set as its effect, so that of any number of nodes and
/// attempts exactly one does it.
/// </remarks>
public sealed class Scheduler(Engine engine)
{
    private const int BatchSize = 100;

    /// <summary>How often a running service looks for due work; a look at an empty schedule costs microseconds.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Does everything that is due now.</summary>
    /// <returns>How many schedules were carried out.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var done = 0;
        string? after = null;
        Exception? failure = null;
        var now = engine.Time.GetUtcNow();
        await engine.LastUses.StoreAsync(now);
        await engine.KeyStores.ReconcileAsync();
        // A key store that does not answer takes its time: they are connected side by side, and nothing else waits for them.
        var connecting = new List<Task<bool>>();
        var isDone = false;
        while (!isDone && !cancel.IsCancellationRequested)
        {
            var batch = await KeyRecords.Schedules.ScanAsync(engine.Store, ScheduleRecord.Partition, after: after, limit: BatchSize);
            foreach (var schedule in batch)
            {
                if (isDone = schedule.Value.Due > now) break;
                after = schedule.Key.Id;
                try
                {
                    if (schedule.Value.IsOfKeyStore) connecting.Add(new KeyStoreTransition(engine).CarryOutAsync(schedule));
                    else if (await CarryOutAsync(schedule)) done++;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // It is tried again next time; meanwhile it must not keep back what is due after it.
                    failure ??= e;
                }
            }
            if (batch.Count < BatchSize) break;
        }
        foreach (var transition in connecting)
        {
            try
            {
                if (await transition) done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= e;
            }
        }
        return failure is null ? done : throw new StoreException($"Scheduled work failed: {failure.Message}", failure);
    }

    private async Task<bool> CarryOutAsync(Stored<ScheduleRecord> schedule)
    {
        var due = schedule.Value;
        var changes = new ChangeSet();
        KeyRecords.Schedules.Delete(changes, schedule);
        var key = await KeyRecords.Keys.FindAsync(engine.Store, $"{due.Account}/{due.Region}", due.KeyId);
        var isDone = key is not null && await AddAsync(changes, key, due);
        if (!await engine.Store.CommitAsync(changes)) return false;
        if (!isDone) return true;
        // Only now: until the deletion was committed it could be cancelled, and the key in the key store is gone for good.
        var deletion = due.Task == ScheduleRecord.DeleteKey ? await BackingKeyDeletion.DeleteAsync(engine, key!.Value) : default;
        await RecordAsync(key!.Value, EventOf(due.Task), deletion);
        return true;
    }

    private async ValueTask<bool> AddAsync(ChangeSet changes, Stored<KeyRecord> key, ScheduleRecord due) => due.Task switch
    {
        ScheduleRecord.DeleteKey => await KeyDeletion.AddAsync(changes, key, due.Due, engine),
        ScheduleRecord.FinishReplica => ReplicaCreation.Finish(changes, key),
        ScheduleRecord.FinishPrimaryChange => await PrimaryChange.FinishAsync(changes, key, engine.Store),
        ScheduleRecord.RotateKey => await KeyRotation.RotateAsync(changes, key, due.Due, engine),
        ScheduleRecord.RotateKeyOnDemand => await KeyRotation.RotateOnDemandAsync(changes, key, due.Due, engine),
        ScheduleRecord.ExpireMaterial => ImportedMaterial.Expire(changes, key, due),
        _ => throw new StoreException($"The schedule {due.Id} has an unknown task."),
    };

    // The names under which CloudTrail records what KMS does by itself.
    private static string EventOf(string task) => task switch
    {
        ScheduleRecord.DeleteKey => "DeleteKey",
        ScheduleRecord.RotateKey or ScheduleRecord.RotateKeyOnDemand => "RotateKey",
        ScheduleRecord.ExpireMaterial => "DeleteExpiredKeyMaterial",
        _ => "SynchronizeMultiRegionKey",
    };

    private ValueTask RecordAsync(KeyRecord key, string eventName, ReadOnlyMemory<byte> additionalData) => engine.Audit.RecordAsync(new AuditEvent
    {
        EventType = AuditEventType.AwsServiceEvent,
        UserIdentity = AuditIdentity.Service(key.Account),
        EventTime = engine.Time.GetUtcNow(),
        EventName = eventName,
        AwsRegion = key.Region,
        SourceIPAddress = "AWS Internal",
        EventId = RequestIds.NextGuid(),
        AdditionalEventData = additionalData,
        Resources = [new AuditResource(key.Account, key.Arn().ToString())],
        RecipientAccountId = key.Account,
    });
}
