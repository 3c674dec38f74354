using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Reads the policies that a simulation is given. They are named after their place in the request.</summary>
internal static class SimulatedPolicies
{
    private const string BoundaryList = "PermissionsBoundaryPolicyInputList";

    /// <summary>The policies of PolicyInputList.</summary>
    public static Outcome<List<AttachedPolicy>> Read(QueryParameters query) => Read(query, "PolicyInputList", "Policy input list", Policies.PolicySource.UserInline);

    /// <summary>The permissions boundary, of which there may be one; an empty list when none is given.</summary>
    public static Outcome<List<AttachedPolicy>> ReadBoundary(QueryParameters query) => query.List(BoundaryList) is { Count: > 1 }
        ? IdentityRefusals.TooManyBoundaries()
        : Read(query, BoundaryList, "Permissions boundary policy input list", Policies.PolicySource.PermissionsBoundary);

    private static Outcome<List<AttachedPolicy>> Read(QueryParameters query, string list, string title, Policies.PolicySource source)
    {
        var policies = new List<AttachedPolicy>();
        foreach (var text in query.List(list) ?? [])
        {
            var position = policies.Count + 1;
            // The grammar of session policies takes either version of the language, as simulation does.
            if (!Policy.TryParseStored(text!, PolicyGrammar.SessionPolicy, out var policy, out _)) return IdentityRefusals.InvalidSimulatedPolicy(title, position);
            policies.Add(new AttachedPolicy(policy!, $"{list}.{position}", null, source));
        }
        return policies;
    }
}
