using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>Which keys can be rotated: symmetric encryption keys, and of a multi-Region set the primary.</summary>
internal static class RotatableKey
{
    public static Refusal? Check(Exchange exchange, KeySnapshot key)
    {
        if (CheckKeyStore(key) is { } inKeyStore) return inKeyStore;
        if (!key.Record.IsSymmetricEncryption()) return Refusals.Unsupported();
        return key.Record.MultiRegionKeyType == "REPLICA" ? Refusals.NotForReplica(key.ArnText, exchange.Operation!.Name) : null;
    }

    /// <summary>Refuses a key in a custom key store, for every operation on rotations.</summary>
    public static Refusal? CheckKeyStore(KeySnapshot key) =>
        key.Record.CustomKeyStoreId is null ? null : Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
}
