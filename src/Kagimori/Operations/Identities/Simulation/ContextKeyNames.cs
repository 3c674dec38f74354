using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>GetContextKeysForCustomPolicy, GetContextKeysForPrincipalPolicy: the condition keys that policies ask for.</summary>
/// <remarks>Each document's own: a key that two documents ask for is there twice.</remarks>
internal static class ContextKeyNames
{
    public static readonly Shape<QueryParameters> CustomShape = new(SimulationMembers.Policies);
    public static readonly Shape<QueryParameters> PrincipalShape = new(SimulationMembers.PolicySourceArn, SimulationMembers.OptionalPolicies);

    public static Outcome<QueryResult> OfCustom(QueryParameters query) => Answer([], query);

    public static async ValueTask<Outcome<QueryResult>> OfPrincipalAsync(Exchange exchange, QueryParameters query)
    {
        var loaded = await SimulatedPrincipal.LoadAsync(exchange, PolicyExclusions.None);
        return loaded.Refusal is { } missing ? missing : Answer([.. loaded.Value!.Policies.Append(loaded.Value.Boundary).OfType<AttachedPolicy>()], query);
    }

    private static Outcome<QueryResult> Answer(IReadOnlyList<AttachedPolicy> attached, QueryParameters query)
    {
        var keys = attached.SelectMany(policy => Of(policy.Policy)).ToList();
        var given = query.List("PolicyInputList") ?? [];
        for (var i = 0; i < given.Count; i++)
        {
            if (!PolicyContextKeys.TryRead(given[i]!, out var found)) return IdentityRefusals.InvalidSimulatedPolicy("Policy input list", i + 1);
            keys.AddRange(found);
        }
        return new QueryResult(QueryElement.List("ContextKeyNames", keys.Select(key => QueryElement.Text("member", key)!)));
    }

    /// <summary>The condition keys of a policy as they are spelled, and the literal characters that it writes as variables.</summary>
    public static IReadOnlyList<string> Of(Policy policy) =>
        PolicyContextKeys.TryRead(policy.Text, out var keys) ? keys : throw new InvalidOperationException("A compiled policy must be readable.");
}
