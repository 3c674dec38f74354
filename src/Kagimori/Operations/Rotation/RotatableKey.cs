using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>Which keys can be rotated: symmetric encryption keys, and of a multi-Region set the primary.</summary>
internal static class RotatableKey
{
    public static Refusal? Check(Exchange exchange, KeySnapshot key)
    {
        if (!key.Record.IsSymmetricEncryption()) return Refusals.Unsupported();
        return key.Record.MultiRegionKeyType == "REPLICA" ? Refusals.NotForReplica(key.ArnText, exchange.Operation!.Name) : null;
    }
}
