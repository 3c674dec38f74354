using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Aliases;

/// <summary>Points an alias at another key; needs permission on the alias, on the key it leaves and on the key it goes to.</summary>
internal static class UpdateAlias
{
    public static readonly Shape<CreateAliasRequest> Shape = CreateAlias.Shape;

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, CreateAliasRequest request)
    {
        if (AliasResolution.Check(request.AliasName!, out var name) is { } refusal) return refusal;
        AliasResolution.AddAlias(exchange, name);
        return await AliasResolution.AddTargetKey(exchange, request.TargetKeyId!)
            ?? await KeyResolution.ByKeyId(exchange, request.AliasName!);
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, CreateAliasRequest request)
    {
        var key = exchange.Targets[1].Key!;
        var current = exchange.Targets[2].Key!;
        // An alias leaves a key that is pending deletion, and goes to none.
        if (KeyAdmission.CheckState(key, ~(KeyState.PendingDeletion | KeyState.PendingReplicaDeletion)) is { } pendingDeletion) return pendingDeletion;
        if (current.Record.Usage != key.Record.Usage || Kind(current) != Kind(key))
            return Refusals.Validation($"Alias {request.AliasName} must keep the key type and key usage of its current key.");
        var stored = await AliasResolution.FindAsync(exchange, AliasName.Parse(request.AliasName!));
        if (stored is null) return Refusals.Conflict();
        var alias = stored.Value with { KeyId = key.Record.Id, UpdatedAt = exchange.Now };
        AliasResolution.RequireUnchanged(exchange, key);
        KeyRecords.Aliases.Update(exchange.Changes, stored, alias);
        if (alias.KeyId == stored.Value.KeyId) return NoResponse.Instance;
        if (AliasResolution.CheckQuota(key) is { } tooMany) return tooMany;
        await AliasResolution.DeleteUnderKeyAsync(exchange, stored.Value);
        KeyRecords.KeyAliases.Create(
            exchange.Changes, AliasResolution.PartitionOf(exchange), KeyRecords.KeyAliasId(alias.KeyId, alias.Name), alias);
        return NoResponse.Instance;
    }

    // Symmetric, asymmetric or HMAC: the usage tells all but symmetric from asymmetric encryption keys.
    private static bool Kind(KeySnapshot key) => key.Spec == KeySpec.SymmetricDefault;
}
