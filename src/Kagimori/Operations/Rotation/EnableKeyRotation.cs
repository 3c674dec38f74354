using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Rotation;

/// <summary>Has a key rotated by itself every so many days.</summary>
internal static class EnableKeyRotation
{
    private const int DefaultPeriodInDays = 365;

    public static readonly Shape<EnableKeyRotationRequest> Shape = new(
        Kms.Text<EnableKeyRotationRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Number<EnableKeyRotationRequest>("RotationPeriodInDays", r => r.RotationPeriodInDays, Kms.RotationPeriodInDaysType));

    public static bool Condition(Exchange exchange, EnableKeyRotationRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsRotationPeriodInDays;
        values = asked ? new ConditionValues(ConditionText.Of(request.RotationPeriodInDays ?? DefaultPeriodInDays)!) : default;
        return asked;
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, EnableKeyRotationRequest request)
    {
        var key = exchange.Key;
        if (RotatableKey.Check(exchange, key) is { } unfit) return unfit;
        if (key.Record.Origin != KeyOrigin.Kms) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        var current = key.Record.Rotation;
        var period = request.RotationPeriodInDays ?? current?.PeriodInDays ?? DefaultPeriodInDays;
        if (current?.PeriodInDays == period) return NoResponse.Instance;
        var rotation = new RotationRecord(period, exchange.Now.AddDays(period));
        await MultiRegionSet.UpdateAllAsync(exchange.Changes, key.Stored, record => record with { Rotation = rotation }, exchange.Engine.Store);
        await Schedules.AddAsync(exchange.Changes, ScheduleRecord.Of(key.Record, ScheduleRecord.RotateKey, rotation.NextDate), exchange.Engine.Store);
        return NoResponse.Instance;
    }
}

internal sealed record EnableKeyRotationRequest
{
    public string? KeyId { get; set; }

    public int? RotationPeriodInDays { get; set; }
}
