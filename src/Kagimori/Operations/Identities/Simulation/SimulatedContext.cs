using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Reads ContextEntries into the context of a simulation, over what is known of the simulated caller.</summary>
internal static class SimulatedContext
{
    private const string ListSuffix = "List";

    /// <summary>Sets the given entries; a null refusal means that all of them are well formed.</summary>
    public static Refusal? Add(ConditionContext context, IReadOnlyList<ContextEntry> entries)
    {
        var given = new HashSet<ConditionKey>();
        foreach (var entry in entries)
        {
            if (entry is { Name: null, Type: null, Values: null }) continue;
            if (entry.Name is not { Length: > 0 } name) return IdentityRefusals.ContextKeyNameRequired();
            if (entry.Type is not { } type) return IdentityRefusals.ContextKeyTypeRequired(name);
            if (entry.Values is not { Count: > 0 }) return IdentityRefusals.ContextValueRequired(name);
            var isList = type.EndsWith(ListSuffix, StringComparison.Ordinal);
            string[] values = [.. entry.Values.OfType<string>()];
            if (!given.Add(ConditionKey.Parse(name))) return IdentityRefusals.DuplicateContextKey(name);
            if (!isList && values.Length != 1) return IdentityRefusals.SingleContextValue(type, values.Length);
            var (form, expected) = FormOf(isList ? type[..^ListSuffix.Length] : type);
            for (var i = 0; i < values.Length; i++)
            {
                if (!CanonicalValue.TryOf(form, values[i], out values[i])) return IdentityRefusals.InvalidContextValue(name, expected);
            }
            context[name] = isList ? values : values[0];
        }
        return null;
    }

    // The type, and what IAM expected when a value is not of it.
    private static (ConditionKeyType Type, string Expected) FormOf(string type) => type switch
    {
        "numeric" => (ConditionKeyType.Numeric, "numeric format"),
        "date" => (ConditionKeyType.Date, "DateTime format"),
        "ip" => (ConditionKeyType.IpAddress, "IP address"),
        "binary" => (ConditionKeyType.Binary, "base-64 encoded binary format"),
        "boolean" => (ConditionKeyType.Bool, "boolean format"),
        _ => (ConditionKeyType.String, "string format"),
    };
}
