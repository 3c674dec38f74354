using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>The decision of one action on one resource, told as simulation tells it.</summary>
/// <param name="Outcome">allowed, explicitDeny or implicitDeny.</param>
/// <param name="Matched">The statements that determined it.</param>
/// <param name="Missing">The condition keys that policies ask for and the request does not give; only of what nothing allows or denies.</param>
/// <param name="ByBoundary">Whether the permissions boundary allows; null without one.</param>
/// <param name="ByOrganizations">Whether the organization allows; true outside of one.</param>
/// <param name="Sides">What each kind of policy says, when the resource is another account's.</param>
internal sealed record SimulatedDecision(
    string Resource, string Outcome, IReadOnlyList<DecidingStatement> Matched, IReadOnlyList<string> Missing,
    bool? ByBoundary, bool ByOrganizations, IReadOnlyList<(string Source, string Outcome)> Sides)
{
    public const string Allowed = "allowed";
    public const string ExplicitDeny = "explicitDeny";
    public const string ImplicitDeny = "implicitDeny";

    /// <summary>One of the answer's ResourceSpecificResults; empty lists are left out of it.</summary>
    public QueryElement Element => QueryElement.Structure("member",
        QueryElement.Text("EvalResourceName", Resource),
        QueryElement.Text("EvalResourceDecision", Outcome),
        Matched.Count == 0 ? null : QueryElement.List("MatchedStatements", Matched.Select(StatementElement.Of)),
        Missing.Count == 0 ? null : QueryElement.List("MissingContextValues", Missing.Select(key => QueryElement.Text("member", key)!)),
        Sides.Count == 0 ? null : QueryElement.Map("EvalDecisionDetails", Sides),
        BoundaryElement(ByBoundary));

    public static QueryElement? BoundaryElement(bool? allows) => allows is { } known
        ? QueryElement.Structure("PermissionsBoundaryDecisionDetail", QueryElement.Flag("AllowedByPermissionsBoundary", known)) : null;

    /// <summary>Reads the decision out of an explanation: what denied, or what allowed, and nothing for a request that nobody speaks of.</summary>
    /// <param name="isKeptByResource">Whether the resource answers to nobody that its own policy does not let in.</param>
    public static SimulatedDecision Of(Explanation explanation, IReadOnlyList<string> missing, bool isKeptByResource)
    {
        var boundary = explanation.Sets.FirstOrDefault(set => set.Kind == DecidedBy.PermissionsBoundary);
        var organizations = explanation.Sets.Where(set => set.Kind == DecidedBy.ServiceControlPolicy).ToList();
        // What an organization does not allow is told with nothing of what the policies say.
        if (!organizations.TrueForAll(Allows))
            return new SimulatedDecision(explanation.Resource, organizations.Exists(set => set.Denies) ? ExplicitDeny : ImplicitDeny, [], [], boundary is null ? null : Allows(boundary), false, []);

        var told = explanation.Sets.Where(set => set.Kind is DecidedBy.IdentityPolicy or DecidedBy.PermissionsBoundary or DecidedBy.ResourcePolicy or DecidedBy.TrustPolicy).ToList();
        var outcome = explanation.Decision.Outcome switch
        {
            DecisionOutcome.Allowed => Allowed,
            DecisionOutcome.ExplicitlyDenied => ExplicitDeny,
            _ => IsLetIn(explanation, isKeptByResource) ? Allowed : ImplicitDeny,
        };
        return new SimulatedDecision(explanation.Resource, outcome,
            [.. told.SelectMany(set => MatchedIn(set, outcome))],
            outcome == ImplicitDeny ? missing : [],
            boundary is null ? null : Allows(boundary),
            true,
            explanation.IsCrossAccount ? [.. told.Select(set => (Title(set.Kind), OutcomeOf(set)))] : []);
    }

    // AWS's simulator lets a resource's policy allow within the account whichever way it names the caller, be it by its account alone.
    private static bool IsLetIn(Explanation explanation, bool isKeptByResource) =>
        !explanation.IsCrossAccount && !isKeptByResource && explanation.Sets.Any(set => set.Kind == DecidedBy.ResourcePolicy && Allows(set));

    // What a boundary allows allows nothing by itself.
    private static IEnumerable<DecidingStatement> MatchedIn(PolicySetExplanation set, string outcome)
    {
        if (outcome == ImplicitDeny || outcome == Allowed && set.Kind == DecidedBy.PermissionsBoundary) return [];
        var effect = outcome == Allowed ? Effect.Allow : Effect.Deny;
        return from policy in set.Policies
               from statement in policy.Statements
               where statement.Applies != PrincipalMatch.None && statement.Statement.Effect == effect
               select new DecidingStatement(policy.Policy, statement.Statement);
    }

    private static bool Allows(PolicySetExplanation set) => set.Allows && !set.Denies;

    private static string OutcomeOf(PolicySetExplanation set) => set.Denies ? ExplicitDeny : set.Allows ? Allowed : ImplicitDeny;

    private static string Title(DecidedBy kind) => StatementElement.TypeOf(kind switch
    {
        DecidedBy.IdentityPolicy => PolicySource.UserInline,
        DecidedBy.PermissionsBoundary => PolicySource.PermissionsBoundary,
        _ => PolicySource.ResourcePolicy,
    });
}
