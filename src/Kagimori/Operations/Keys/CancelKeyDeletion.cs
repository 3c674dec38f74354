using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>Takes a key back from deletion; it stays disabled until it is enabled.</summary>
internal static class CancelKeyDeletion
{
    public static async ValueTask<Outcome<CancelKeyDeletionResponse>> PerformAsync(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        if (key.Record.State == KeyState.PendingDeletion)
        {
            var schedule = await KeyRecords.Schedules.FindAsync(
                exchange.Engine.Store, ScheduleRecord.Partition, KeyDeletion.ScheduleOf(key.Record).Id);
            if (schedule is not null) KeyRecords.Schedules.Delete(exchange.Changes, schedule);
        }
        var state = key.Record.Origin == KeyOrigin.External && !key.Record.HasItsMaterial() ? KeyState.PendingImport : KeyState.Disabled;
        KeyRecords.Keys.Update(
            exchange.Changes, key.Stored, key.Record with { State = state, DeletionDate = null, PendingDeletionWindowInDays = null });
        return new CancelKeyDeletionResponse { KeyId = key.ArnText };
    }
}

internal sealed record CancelKeyDeletionResponse
{
    public required string KeyId { get; init; }
}
