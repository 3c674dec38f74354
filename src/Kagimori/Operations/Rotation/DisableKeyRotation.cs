using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>Ends the automatic rotation of a key. For a key without it, and one that cannot have it, this succeeds.</summary>
internal static class DisableKeyRotation
{
    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        if (key.Record.MultiRegionKeyType == "REPLICA") return Refusals.NotForReplica(key.ArnText, exchange.Operation!.Name);
        if (key.Record.Origin != KeyOrigin.Kms) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        if (key.Record.Rotation is null) return NoResponse.Instance;
        // The schedule stays and finds that it is no longer meant.
        await MultiRegionSet.UpdateAllAsync(exchange.Changes, key.Stored, record => record with { Rotation = null }, exchange.Engine.Store);
        return NoResponse.Instance;
    }
}
