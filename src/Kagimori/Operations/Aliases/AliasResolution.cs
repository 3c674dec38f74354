using Kagimori.Authorization;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori.Operations.Aliases;

/// <summary>What the alias operations share: the alias must be permitted in identity policies, its key in the key policy.</summary>
internal static class AliasResolution
{
    private const int MaxAliasesPerKey = 50;

    /// <summary>Checks an alias name that a caller may change.</summary>
    public static Refusal? Check(string text, out AliasName name)
    {
        name = default;
        if (!text.StartsWith(AliasName.Prefix, StringComparison.Ordinal)) return Refusals.AliasPrefix();
        if (!AliasName.TryParse(text, out name)) return Refusals.Validation("The alias name must not be empty after its prefix.");
        return name.IsReserved ? Refusals.ReservedAlias() : null;
    }

    /// <summary>Adds the operation's action on the alias itself, which no key policy can allow.</summary>
    public static void AddAlias(Exchange exchange, AliasName name) => exchange.AddTarget(new AccessTarget
    {
        Action = exchange.Operation!.Action,
        Resource = name.ArnIn(exchange.Caller.Account, exchange.Region),
        ResourceAccount = exchange.Caller.Account.ToString(),
    });

    /// <summary>Adds the operation's action on the key that the target key id names; an alias is not accepted there.</summary>
    public static ValueTask<Refusal?> AddTargetKey(Exchange exchange, string targetKeyId) =>
        KeyReference.NamesAlias(targetKeyId)
            ? new(Refusals.Validation("Aliases must refer to keys, not to aliases."))
            : KeyResolution.ByKeyId(exchange, targetKeyId);

    /// <summary>Refuses one more alias for a key that has as many as it may.</summary>
    public static Refusal? CheckQuota(KeySnapshot key) =>
        key.Aliases.Count < MaxAliasesPerKey ? null : Refusals.TooManyAliases(MaxAliasesPerKey, key.Aliases.Count);

    public static ValueTask<Stored<AliasRecord>?> FindAsync(Exchange exchange, AliasName name) =>
        KeyRecords.Aliases.FindAsync(exchange.Engine.Store, PartitionOf(exchange), name.ToString());

    public static string PartitionOf(Exchange exchange) => new KeyPartition(exchange.Caller.Account, exchange.Region).ToString();

    /// <summary>Adds both records of a new alias.</summary>
    public static void Create(Exchange exchange, AliasRecord alias)
    {
        KeyRecords.Aliases.Create(exchange.Changes, PartitionOf(exchange), alias.Name, alias);
        KeyRecords.KeyAliases.Create(exchange.Changes, PartitionOf(exchange), KeyRecords.KeyAliasId(alias.KeyId, alias.Name), alias);
    }

    /// <summary>Deletes the record of an alias under its key.</summary>
    public static async ValueTask DeleteUnderKeyAsync(Exchange exchange, AliasRecord alias)
    {
        var underKey = await KeyRecords.KeyAliases.FindAsync(
            exchange.Engine.Store, PartitionOf(exchange), KeyRecords.KeyAliasId(alias.KeyId, alias.Name));
        if (underKey is not null) KeyRecords.KeyAliases.Delete(exchange.Changes, underKey);
    }

    /// <summary>Makes the change hold only while the key is as it was decided on: a key that is deleted meanwhile gets no alias.</summary>
    public static void RequireUnchanged(Exchange exchange, KeySnapshot key) => exchange.Changes.Require(key.Stored.Key, key.Stored.Version);
}
