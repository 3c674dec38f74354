using Kagimori.Keys;

namespace Kagimori.Operations;

/// <summary>Step 5: whether the keys of a request are in a state and of a usage that the operation admits.</summary>
internal static class KeyAdmission
{
    public static Refusal? Admit(Exchange exchange, KeyState states, string? usage)
    {
        // A key keeps working while primary and replica change places.
        if (usage is not null && (states & KeyState.Enabled) != 0) states |= KeyState.Updating;
        for (var i = 0; i < exchange.Targets.Count; i++)
        {
            if (exchange.Targets[i].Key is not { } key) continue;
            if (CheckState(key, states) is { } refusal) return refusal;
            if (usage is not null && key.Record.Usage != usage)
                return Refusals.InvalidKeyUsage(key.ArnText, key.Record.Usage, exchange.Operation!.Name);
        }
        return null;
    }

    /// <summary>Refuses a key that is in none of some states, for an operation that looks at the key's kind first, or at one of its keys alone.</summary>
    public static Refusal? CheckState(KeySnapshot key, KeyState states) => (key.State & states) == 0 ? RefuseState(key, states) : null;

    private static Refusal RefuseState(KeySnapshot key, KeyState admitted) => key.State switch
    {
        _ when (admitted & KeyState.PendingDeletion) != 0 && (admitted & KeyState.Enabled) == 0 => Refusals.NotPendingDeletion(key.ArnText),
        KeyState.PendingDeletion => Refusals.PendingDeletion(key.ArnText),
        KeyState.PendingImport => Refusals.PendingImport(key.ArnText),
        KeyState.PendingReplicaDeletion => Refusals.InvalidState(key.ArnText, "pending replica deletion"),
        KeyState.Creating => Refusals.InvalidState(key.ArnText, "creating"),
        KeyState.Updating => Refusals.InvalidState(key.ArnText, "updating"),
        KeyState.Unavailable => Refusals.InvalidState(key.ArnText, "unavailable"),
        KeyState.Enabled => Refusals.InvalidState(key.ArnText, "enabled"),
        _ => Refusals.Disabled(key.ArnText),
    };
}
