using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Which grants of a key cover a request: its operation, its encryption context, its caller and on whose behalf that asks.</summary>
internal static class GrantMatching
{
    private const string Prefix = "kms:";

    /// <param name="grants">The grants of the key that the target is.</param>
    /// <param name="sourceArn">The resource on whose behalf a service asks.</param>
    public static IReadOnlyList<ResourceGrant> Of(IReadOnlyList<Grant> grants, AccessTarget target, Principal caller, string? sourceArn)
    {
        if (target.RetiredGrant is { } retired) return ToRetire(retired, caller);
        if (grants.Count == 0 || !target.Action.StartsWith(Prefix, StringComparison.Ordinal)) return [];
        List<ResourceGrant>? covering = null;
        for (var i = 0; i < grants.Count; i++)
        {
            var grant = grants[i];
            if (!grant.Allows(target.Action.AsSpan(Prefix.Length)) || grant.MatchGrantee(caller) is not { } matched) continue;
            if (!grant.AdmitsSource(caller, sourceArn) || !Covers(grant, target)) continue;
            (covering ??= []).Add(new ResourceGrant(matched, grant.Record.IssuingAccount == caller.AccountId));
        }
        return covering is null ? [] : covering;
    }

    /// <summary>Every grant that <see cref="Of"/> asks, those that cover the request in the same order, and why each does or does not.</summary>
    public static IReadOnlyList<GrantExplanation> Explain(IReadOnlyList<Grant> grants, AccessTarget target, Principal caller, string? sourceArn)
    {
        if (target.RetiredGrant is { } retired) return ExplainToRetire(retired, caller);
        if (!target.Action.StartsWith(Prefix, StringComparison.Ordinal)) return [];
        return
        [
            .. grants.Select(grant => GrantReasons.Explain(grant, caller,
            [
                GrantReasons.Grantee(grant, caller),
                GrantReasons.Operation(grant, target.Action[Prefix.Length..]),
                .. GrantReasons.Source(grant, caller, sourceArn),
                target.RequestedGrant is { } child ? GrantReasons.PassingOn(grant, child, Covers(grant, target))
                    : GrantReasons.Constraints(grant, target.EncryptionContext, Covers(grant, target), target.EncryptionAlgorithm is not null),
            ])),
        ];
    }

    // Constraints bind the operations that have an encryption context, and what may be passed on.
    private static bool Covers(Grant grant, AccessTarget target)
    {
        if (target.RequestedGrant is { } child) return grant.Covers(child);
        return target.EncryptionAlgorithm is null || grant.Admits(target.EncryptionContext);
    }

    /// <summary>The retiring principal may retire a grant, and the grantee when the grant says so.</summary>
    private static List<ResourceGrant> ToRetire(Grant grant, Principal caller)
    {
        var isIssuer = grant.Record.IssuingAccount == caller.AccountId;
        var allowing = new List<ResourceGrant>(2);
        if (grant.MatchRetiring(caller) is { } retiring) allowing.Add(new ResourceGrant(retiring, isIssuer));
        if (grant.Allows("RetireGrant") && grant.MatchGrantee(caller) is { } grantee) allowing.Add(new ResourceGrant(grantee, isIssuer));
        return allowing;
    }

    private static GrantExplanation[] ExplainToRetire(Grant grant, Principal caller)
    {
        var isIssuer = grant.Record.IssuingAccount == caller.AccountId;
        return
        [
            new GrantExplanation(grant.Record.Id, grant.MatchRetiring(caller) is { } matched ? new ResourceGrant(matched, isIssuer) : null, [GrantReasons.Retiring(grant, caller)]),
            GrantReasons.Explain(grant, caller, [GrantReasons.Grantee(grant, caller), GrantReasons.Operation(grant, "RetireGrant")]),
        ];
    }
}
