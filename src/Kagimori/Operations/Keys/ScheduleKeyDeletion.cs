using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Sets the day on which a key and its material are destroyed.</summary>
internal static class ScheduleKeyDeletion
{
    private const int DefaultDays = 30;
    private const int MinDays = 7;
    private const int MaxDays = 30;

    public static readonly Shape<ScheduleKeyDeletionRequest> Shape = new(
        Kms.Text<ScheduleKeyDeletionRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Number<ScheduleKeyDeletionRequest>("PendingWindowInDays", r => r.PendingWindowInDays, Kms.PendingWindowInDaysType));

    public static bool Condition(Exchange exchange, ScheduleKeyDeletionRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsScheduleKeyDeletionPendingWindowInDays;
        values = asked ? new ConditionValues(ConditionText.Of(request.PendingWindowInDays ?? DefaultDays)!) : default;
        return asked;
    }

    public static Outcome<ScheduleKeyDeletionResponse> Perform(Exchange exchange, ScheduleKeyDeletionRequest request)
    {
        var days = request.PendingWindowInDays ?? DefaultDays;
        if (days is < MinDays or > MaxDays)
            return Refusals.Validation($"PendingWindowInDays must be between {MinDays} and {MaxDays}");
        var key = exchange.Key;
        // A primary waits for its replicas; its waiting period begins when the last of them is gone.
        var waits = key.Record.IsPrimaryWithReplicas();
        var record = waits
            ? key.Record with { State = KeyState.PendingReplicaDeletion, PendingDeletionWindowInDays = days }
            : key.Record with { State = KeyState.PendingDeletion, DeletionDate = exchange.Now.AddDays(days) };
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, record);
        if (!waits)
        {
            var schedule = KeyDeletion.ScheduleOf(record);
            KeyRecords.Schedules.Create(exchange.Changes, ScheduleRecord.Partition, schedule.Id, schedule);
        }
        return new ScheduleKeyDeletionResponse
        {
            KeyId = key.ArnText,
            DeletionDate = record.DeletionDate,
            KeyState = record.State.ToString(),
            PendingWindowInDays = days,
        };
    }
}

internal sealed record ScheduleKeyDeletionRequest
{
    public string? KeyId { get; set; }

    public int? PendingWindowInDays { get; set; }
}

internal sealed record ScheduleKeyDeletionResponse
{
    public required string KeyId { get; init; }

    public DateTimeOffset? DeletionDate { get; init; }

    public required string KeyState { get; init; }

    public required int PendingWindowInDays { get; init; }
}
