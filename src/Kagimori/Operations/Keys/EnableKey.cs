using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>Puts a disabled key back to use. Enabling an enabled key succeeds.</summary>
internal static class EnableKey
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { State = KeyState.Enabled });
        // A rotation that fell due while the key was out of use is made up for.
        if (key.Record.Rotation is { } rotation && rotation.NextDate <= exchange.Now)
            await Schedules.AddAsync(exchange.Changes, ScheduleRecord.Of(key.Record, ScheduleRecord.RotateKey, rotation.NextDate), exchange.Engine.Store);
        return NoResponse.Instance;
    }
}
