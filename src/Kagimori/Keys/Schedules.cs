using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>Adds schedules to a change set; one that is there already stays as it is.</summary>
internal static class Schedules
{
    public static async ValueTask AddAsync(ChangeSet changes, ScheduleRecord schedule, SqliteStore store)
    {
        if (await KeyRecords.Schedules.FindAsync(store, ScheduleRecord.Partition, schedule.Id) is null)
            KeyRecords.Schedules.Create(changes, ScheduleRecord.Partition, schedule.Id, schedule);
    }
}
