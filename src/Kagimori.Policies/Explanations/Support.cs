namespace Kagimori.Policies;

/// <summary>Finds what an allowed request rests on: each statement and each grant without which it would be denied.</summary>
internal static class Support
{
    public static IEnumerable<DecidingStatement> Statements(AccessRequest request)
    {
        foreach (var set in PolicySet.Of(request))
        {
            for (var i = 0; i < set.Policies.Count; i++)
            {
                var attached = set.Policies[i];
                foreach (var statement in attached.Policy.Statements)
                {
                    if (statement.Effect != Effect.Allow || statement.Applies(request) == PrincipalMatch.None) continue;
                    var without = set.Replace(request, i, attached with { Policy = attached.Policy.Without(statement) });
                    if (!Authorizer.Decide(without).IsAllowed) yield return new DecidingStatement(attached, statement);
                }
            }
        }
    }

    /// <param name="covering">The grants that cover the request, in the order of the request's own list.</param>
    public static IEnumerable<GrantExplanation> Grants(AccessRequest request, IReadOnlyList<GrantExplanation> covering)
    {
        for (var i = 0; i < covering.Count; i++)
        {
            var without = request.Copy();
            without.ResourceGrants = [.. request.ResourceGrants.Where((_, j) => j != i)];
            if (!Authorizer.Decide(without).IsAllowed) yield return covering[i];
        }
    }
}
