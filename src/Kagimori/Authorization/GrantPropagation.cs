using Kagimori.Keys;

namespace Kagimori.Authorization;

/// <summary>Which grants of a key have spread: a new one counts only after a while, unless the request shows its token.</summary>
internal static class GrantPropagation
{
    public static IReadOnlyList<Grant> Of(Exchange exchange, KeySnapshot? key)
    {
        if (key is null) return [];
        var delay = exchange.Engine.GrantPropagation;
        if (delay == TimeSpan.Zero) return key.Grants;
        var spread = new List<Grant>(key.Grants.Count);
        foreach (var grant in key.Grants)
        {
            if (exchange.Now - grant.Record.CreatedAt >= delay || exchange.ShownGrants.Contains(grant.Record.Id)) spread.Add(grant);
        }
        return spread;
    }
}
