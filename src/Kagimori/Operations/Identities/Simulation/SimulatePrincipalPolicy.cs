using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Tries out the policies of a user, group or role, and those that are given beside them.</summary>
internal static class SimulatePrincipalPolicy
{
    public static readonly Shape<QueryParameters> Shape =
        new([SimulationMembers.PolicySourceArn, SimulationMembers.OptionalPolicies, SimulationMembers.Exclusions, .. SimulationMembers.Common]);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var exclusions = PolicyExclusions.Read(query);
        if (exclusions.Refusal is { } badExclusion) return badExclusion;
        var loaded = await SimulatedPrincipal.LoadAsync(exchange, exclusions.Value!);
        if (loaded.Refusal is { } missing) return missing;
        var given = SimulatedPolicies.Read(query);
        if (given.Refusal is { } invalid) return invalid;
        var principal = loaded.Value! with { Policies = [.. loaded.Value!.Policies, .. given.Value!] };
        var controls = exclusions.Value!.ServiceControlPolicies ? null : exchange.Organizations.Find(exchange.Caller.Account.ToString());
        return Simulation.Run(query, principal, controls is null ? null : new SimulatedOrganization(controls.ServiceControlPolicies));
    }
}
