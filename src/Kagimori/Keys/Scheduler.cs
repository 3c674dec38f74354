using Kagimori.Audit;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Does what is due: today the deletion of keys.</summary>
/// <remarks>
/// The record of the schedule is deleted in the same change set as its effect, so that of any number of nodes and
/// attempts exactly one does it.
/// </remarks>
public sealed class Scheduler(Engine engine)
{
    private const int BatchSize = 100;

    /// <summary>How often a running service looks for due work.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Does everything that is due now.</summary>
    /// <returns>How many schedules were carried out.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var done = 0;
        string? after = null;
        var now = engine.Time.GetUtcNow();
        while (!cancel.IsCancellationRequested)
        {
            var batch = await KeyRecords.Schedules.ScanAsync(engine.Store, ScheduleRecord.Partition, after: after, limit: BatchSize);
            foreach (var schedule in batch)
            {
                if (schedule.Value.Due > now) return done;
                if (await DeleteKeyAsync(schedule)) done++;
                after = schedule.Key.Id;
            }
            if (batch.Count < BatchSize) return done;
        }
        return done;
    }

    private async Task<bool> DeleteKeyAsync(Stored<ScheduleRecord> schedule)
    {
        var due = schedule.Value;
        var partition = $"{due.Account}/{due.Region}";
        var changes = new ChangeSet();
        KeyRecords.Schedules.Delete(changes, schedule);
        var key = await KeyRecords.Keys.FindAsync(engine.Store, partition, due.KeyId);
        var isDue = key is { Value.State: KeyState.PendingDeletion } && key.Value.DeletionDate == due.Due;
        if (isDue) await KeyDeletion.AddAsync(changes, key!, engine.Store);
        if (!await engine.Store.CommitAsync(changes)) return false;
        if (isDue) await RecordAsync(key!.Value);
        return true;
    }

    /// <summary>Records what the service did by itself, as CloudTrail does.</summary>
    private ValueTask RecordAsync(KeyRecord key) => engine.Audit.RecordAsync(new AuditEvent
    {
        EventType = AuditEventType.AwsServiceEvent,
        UserIdentity = AuditIdentity.Service(key.Account),
        EventTime = engine.Time.GetUtcNow(),
        EventName = "DeleteKey",
        AwsRegion = key.Region,
        SourceIPAddress = "AWS Internal",
        EventId = RequestIds.NextGuid(),
        Resources = [new AuditResource(key.Account, key.Arn().ToString())],
        RecipientAccountId = key.Account,
    });
}
