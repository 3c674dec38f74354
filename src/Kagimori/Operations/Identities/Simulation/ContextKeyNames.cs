using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>GetContextKeysForCustomPolicy, GetContextKeysForPrincipalPolicy: the condition keys that policies ask for.</summary>
internal static class ContextKeyNames
{
    public static readonly Shape<QueryParameters> CustomShape = new(SimulationMembers.Policies);
    public static readonly Shape<QueryParameters> PrincipalShape = new(SimulationMembers.PolicySourceArn, SimulationMembers.OptionalPolicies);

    public static Outcome<QueryResult> OfCustom(QueryParameters query)
    {
        var given = SimulatedPolicies.Read(query);
        return given.Refusal is { } invalid ? invalid : Answer(given.Value!);
    }

    public static async ValueTask<Outcome<QueryResult>> OfPrincipalAsync(Exchange exchange, QueryParameters query)
    {
        var loaded = await SimulatedPrincipal.LoadAsync(exchange, query);
        if (loaded.Refusal is { } missing) return missing;
        var given = SimulatedPolicies.Read(query);
        return given.Refusal is { } invalid ? invalid : Answer([.. loaded.Value!.Policies, .. given.Value!]);
    }

    private static QueryResult Answer(IEnumerable<AttachedPolicy> policies) => new(QueryElement.List("ContextKeyNames",
        policies.SelectMany(policy => policy.Policy.ContextKeys).Distinct().Select(key => QueryElement.Text("member", key.Text)!)));
}
