using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>Asks for new key material now. The rotation itself follows within seconds; asking again meanwhile changes nothing.</summary>
internal static class RotateKeyOnDemand
{
    private const int MaxRotations = 25;
    private static readonly TimeSpan AutomaticRotationNear = TimeSpan.FromMinutes(20);

    public static async ValueTask<Outcome<RotateKeyOnDemandResponse>> PerformAsync(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        if (RotatableKey.Check(exchange, key) is { } unfit) return unfit;
        var response = new RotateKeyOnDemandResponse { KeyId = key.ArnText };
        if (key.Record.OnDemandRotationStartedAt is not null) return response;
        if (key.Record.Rotation is { } automatic && automatic.NextDate <= exchange.Now + AutomaticRotationNear) return Refusals.AutomaticRotationIsNear();
        if (key.Record.OnDemandRotations >= MaxRotations) return Refusals.TooManyRotations(key.ArnText);
        if (key.Record.Origin == KeyOrigin.External && await CheckImportedAsync(exchange, key) is { } notImported) return notImported;
        var started = exchange.Now;
        await MultiRegionSet.UpdateAllAsync(
            exchange.Changes, key.Stored,
            record => record with { OnDemandRotationStartedAt = started, OnDemandRotations = record.OnDemandRotations + 1 }, exchange.Engine.Store);
        await Schedules.AddAsync(exchange.Changes, ScheduleRecord.Of(key.Record, ScheduleRecord.RotateKeyOnDemand, started), exchange.Engine.Store);
        return response;
    }

    // Imported material rotates to what was imported for it, in every Region.
    private static async ValueTask<Refusal?> CheckImportedAsync(Exchange exchange, KeySnapshot key)
    {
        // Material that has expired meanwhile still becomes current; the key then waits for it.
        if (!key.Record.Materials.Any(material => material.IsPendingRotation))
            return Refusals.InvalidState($"No available key material pending rotation for the key: {key.ArnText}.");
        foreach (var sibling in await MultiRegionSet.SiblingsAsync(exchange.Engine.Store, key.Record))
        {
            if (sibling.Value.Materials.Any(material => material is { IsPendingRotation: true, IsMissing: true }))
                return Refusals.InvalidState("Cannot perform key material rotation: Key material has not been imported for replicas of the Multi-Region key.");
        }
        return null;
    }
}

internal sealed record RotateKeyOnDemandResponse
{
    public required string KeyId { get; init; }
}
