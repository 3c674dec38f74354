using System.Collections.Frozen;
using Kagimori.Policies;

namespace Kagimori.Forwarding;

/// <summary>Who may forward context. With nobody, which is the default, every request that tries is refused.</summary>
public sealed class TrustedCallers(IReadOnlyList<TrustedCaller> callers)
{
    public static readonly TrustedCallers None = new([]);

    public IReadOnlyList<TrustedCaller> Callers => callers;

    /// <summary>The services of all of them: they can be principals of key policies.</summary>
    public FrozenSet<string> Services { get; } = callers.SelectMany(caller => caller.Services).ToFrozenSet(StringComparer.Ordinal);

    public TrustedCaller? Find(Principal principal)
    {
        foreach (var caller in callers)
        {
            if (caller.Is(principal)) return caller;
        }
        return null;
    }
}
