using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Tries out policies that are given, and no others.</summary>
internal static class SimulateCustomPolicy
{
    public static readonly Shape<QueryParameters> Shape = new([SimulationMembers.Policies, SimulationMembers.Organization, .. SimulationMembers.Common]);

    public static Outcome<QueryResult> Perform(Exchange exchange, QueryParameters query)
    {
        var policies = SimulatedPolicies.Read(query);
        if (policies.Refusal is { } invalid) return invalid;
        var levels = SimulatedPolicies.ReadOrganization(query);
        if (levels.Refusal is { } badLevel) return badLevel;
        // Without a caller there is nobody for a resource's policy to know.
        if (query.Text("ResourcePolicy") is not null && query.Text("CallerArn") is null) return IdentityRefusals.CallerArnRequired();
        var principal = new SimulatedPrincipal(SimulatedCaller.Anybody(exchange.Caller.Account), policies.Value!, null);
        return Simulation.Run(query, principal, levels.Value!.Count == 0 ? null : new SimulatedOrganization(levels.Value));
    }
}
