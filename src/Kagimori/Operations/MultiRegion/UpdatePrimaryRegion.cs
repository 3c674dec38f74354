using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.MultiRegion;

/// <summary>Makes a replica the primary key of its set. Both must allow it; both are Updating until it is done.</summary>
internal static class UpdatePrimaryRegion
{
    public static readonly Shape<UpdatePrimaryRegionRequest> Shape = new(
        Kms.Text<UpdatePrimaryRegionRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<UpdatePrimaryRegionRequest>("PrimaryRegion", r => r.PrimaryRegion, Kms.RegionType, isRequired: true));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, UpdatePrimaryRegionRequest request)
    {
        if (await KeyResolution.ByKeyOnly(exchange, request.KeyId!) is { } refusal) return refusal;
        var primary = exchange.Key;
        if (primary.Record.MultiRegionKeyType != "PRIMARY" || !primary.Record.MultiRegion!.ReplicaRegions.Contains(request.PrimaryRegion!)) return null;
        var replica = await exchange.Engine.Keys.FindAsync(primary.Arn with { Region = Region.Parse(request.PrimaryRegion!) });
        if (replica is not null) KeyResolution.AddKey(exchange, replica, null, exchange.Operation!.Action);
        return null;
    }

    public static bool Condition(Exchange exchange, UpdatePrimaryRegionRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsPrimaryRegion;
        values = asked ? new ConditionValues(request.PrimaryRegion!) : default;
        return asked;
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, UpdatePrimaryRegionRequest request)
    {
        var primary = exchange.Key;
        if (primary.Record.MultiRegionKeyType != "PRIMARY") return Refusals.NotPrimaryToUpdate(primary.ArnText);
        if (request.PrimaryRegion == primary.Record.Region) return NoResponse.Instance;
        if (exchange.Targets.Count < 2) return Refusals.NoReplicaThere(primary.Record.Id);
        await PrimaryChange.AddAsync(exchange.Changes, primary.Stored, request.PrimaryRegion!, exchange.Now, exchange.Engine.Store);
        return NoResponse.Instance;
    }
}

internal sealed record UpdatePrimaryRegionRequest
{
    public string? KeyId { get; set; }

    public string? PrimaryRegion { get; set; }
}
