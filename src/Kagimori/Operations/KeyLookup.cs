using Kagimori.Keys;

namespace Kagimori.Operations;

/// <summary>Finds a key of the caller's own account that a request names without needing permission on it.</summary>
internal static class KeyLookup
{
    public static async ValueTask<Outcome<KeySnapshot>> FindOwnAsync(Exchange exchange, string keyId)
    {
        if (KeyReference.NamesAlias(keyId)) return Refusals.AliasNotSupported();
        if (!KeyReference.TryParse(keyId, out var reference)) return KeyResolution.Malformed(keyId);
        if (reference.Region is { } region && region != exchange.Region) return Refusals.ArnOfAnotherRegion(region.ToString());
        var isOwn = reference.Account is null || reference.Account == exchange.Caller.Account;
        var key = isOwn ? await KeyResolution.FindAsync(exchange, reference) : null;
        return key is null ? KeyResolution.NotFound(exchange, reference, exchange.Operation!.Action) : key;
    }
}
