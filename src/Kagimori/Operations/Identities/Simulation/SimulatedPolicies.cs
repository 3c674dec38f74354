using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Reads the policies that a simulation is given. They are named after their place in the request.</summary>
internal static class SimulatedPolicies
{
    private const string BoundaryList = "PermissionsBoundaryPolicyInputList";
    private const string LevelList = "OrderedOrganizationPolicyInputList";

    /// <summary>The policies of PolicyInputList.</summary>
    public static Outcome<List<AttachedPolicy>> Read(QueryParameters query) =>
        Read(query.List("PolicyInputList"), "PolicyInputList", "Policy input list", PolicyGrammar.SimulatedPolicy, Policies.PolicySource.UserInline);

    /// <summary>The permissions boundary, of which there may be one; an empty list when none is given.</summary>
    public static Outcome<List<AttachedPolicy>> ReadBoundary(QueryParameters query) => query.List(BoundaryList) is { Count: > 1 }
        ? IdentityRefusals.TooManyBoundaries()
        : Read(query.List(BoundaryList), BoundaryList, "Permissions boundary policy input list", PolicyGrammar.SimulatedPolicy, Policies.PolicySource.PermissionsBoundary);

    /// <summary>The service control policies of an organization's levels; an empty list when no organization is given.</summary>
    public static Outcome<List<IReadOnlyList<AttachedPolicy>>> ReadOrganization(QueryParameters query)
    {
        var levels = new List<IReadOnlyList<AttachedPolicy>>();
        foreach (var texts in query.Lists(LevelList, SimulationMembers.ServiceControlPolicies) ?? [])
        {
            var position = levels.Count + 1;
            if (texts.Count == 0) return IdentityRefusals.EmptyOrganizationLevel(position);
            var level = Read(texts, $"{LevelList}.{position}", $"Organization policy at index {position}:", PolicyGrammar.ServiceControlPolicy, Policies.PolicySource.ServiceControlPolicy);
            if (level.Refusal is { } invalid) return invalid;
            levels.Add(level.Value!);
        }
        return levels;
    }

    private static Outcome<List<AttachedPolicy>> Read(IReadOnlyList<string?>? texts, string list, string title, PolicyGrammar grammar, Policies.PolicySource source)
    {
        var policies = new List<AttachedPolicy>();
        foreach (var text in texts ?? [])
        {
            var position = policies.Count + 1;
            if (!Policy.TryParseStored(text!, grammar, out var policy, out _)) return IdentityRefusals.InvalidSimulatedPolicy(title, position);
            policies.Add(new AttachedPolicy(policy!, $"{list}.{position}", null, source));
        }
        return policies;
    }
}
