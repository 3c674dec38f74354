using System.Globalization;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Asks the engine that decides requests what it would decide: each action on each resource.</summary>
internal sealed class Simulation
{
    private const int DefaultMaxItems = 100;

    private static readonly string[] Literals = ["*", "?", "$"];

    private readonly AccessRequest _request;
    private readonly IReadOnlyList<string> _resources;
    private readonly IReadOnlyList<string> _missing;
    private readonly bool _isInOrganization;

    private Simulation(AccessRequest request, IReadOnlyList<string> resources, IReadOnlyList<string> missing, bool isInOrganization)
    {
        _request = request;
        _resources = resources;
        _missing = missing;
        _isInOrganization = isInOrganization;
    }

    /// <param name="organization">The organization that the principal's account is in; null outside of one.</param>
    public static Outcome<QueryResult> Run(QueryParameters query, SimulatedPrincipal principal, SimulatedOrganization? organization)
    {
        if (!Page.TryCreate(query.Number("MaxItems"), query.Text("Marker"), DefaultMaxItems, out var page)) return IdentityRefusals.InvalidSimulationMarker();
        string[] actions = [.. query.List("ActionNames")!.OfType<string>()];
        string[] resources = [.. (query.List("ResourceArns") ?? []).OfType<string>()];
        if (CheckTargets(actions, resources, query.Text("ResourceHandlingOption")) is { } badTarget) return badTarget;

        var caller = principal.Caller;
        if (query.Text("CallerArn") is { } callerArn)
        {
            if (SimulatedCaller.TryParse(callerArn) is not { } given) return IdentityRefusals.InvalidSimulatedCaller();
            if (given.Arn != caller.Arn) caller = given;
        }
        var context = caller.Context();
        var entries = query.ContextEntries("ContextEntries") ?? [];
        if (SimulatedContext.Add(context, entries) is { } badContext) return badContext;

        var boundary = SimulatedPolicies.ReadBoundary(query);
        if (boundary.Refusal is { } badBoundary) return badBoundary;
        var resourcePolicy = SimulatedResourcePolicy.Read(query, resources, actions);
        if (resourcePolicy.Refusal is { } badPolicy) return badPolicy;
        var owner = caller.Principal.AccountId;
        if (query.Text("ResourceOwner") is { } ownerArn && (owner = SimulatedResourcePolicy.AccountOf(ownerArn)) is null) return IdentityRefusals.InvalidResourceOwner(ownerArn);

        var request = new AccessRequest
        {
            Principal = caller.Principal, Action = "", Resource = SimulatedResource.None, ResourceAccount = owner, Context = context,
            IdentityPolicies = principal.Policies,
            Boundary = boundary.Value!.FirstOrDefault() ?? principal.Boundary,
            ResourcePolicy = resourcePolicy.Value!.FirstOrDefault(),
            ServiceControlPolicies = organization?.ServiceControlPolicies,
        };
        var simulation = new Simulation(request, resources.Length == 0 ? [SimulatedResource.None] : resources, Missing(request, entries), organization is not null);
        // A marker is a place among the actions, whatever else the next request asks.
        var (items, next) = page.CutAll(actions.Select((action, i) => (Action: action, Id: i.ToString("D6", CultureInfo.InvariantCulture))), item => item.Id);
        return EntityListing.Answer("EvaluationResults", items.Select(item => simulation.Evaluate(item.Action)), next);
    }

    private static Refusal? CheckTargets(string[] actions, string[] resources, string? handling)
    {
        if (actions.Any(action => !action.Contains(':', StringComparison.Ordinal))) return IdentityRefusals.ActionWithoutService();
        if (resources.Length == 0) return null;
        if (resources.FirstOrDefault(resource => !SimulatedResource.IsValid(resource)) is { } badResource) return IdentityRefusals.InvalidResourceName(badResource);
        string[] unknown = [.. actions.Where(SimulatedActions.IsUnknown)], known = [.. actions.Where(SimulatedActions.IsKnown)];
        if (unknown.Length > 0 && known.Length > 0) return IdentityRefusals.UnlikeActions(known, unknown);
        return handling is null ? null : ResourceHandling.Check(handling, actions);
    }

    private QueryElement Evaluate(string action)
    {
        SimulatedDecision[] decisions = [.. _resources.Select(resource => Decide(action, resource))];
        var outcome = decisions.Any(decision => decision.Outcome == SimulatedDecision.ExplicitDeny) ? SimulatedDecision.ExplicitDeny
            : decisions.Any(decision => decision.Outcome == SimulatedDecision.ImplicitDeny) ? SimulatedDecision.ImplicitDeny : SimulatedDecision.Allowed;
        var isOfResources = _resources is not [SimulatedResource.None];
        return QueryElement.Structure("member",
            QueryElement.Text("EvalActionName", action),
            QueryElement.Text("EvalResourceName", _resources is [var only] ? only : SimulatedResource.Template(action, _resources[0])),
            QueryElement.Text("EvalDecision", outcome),
            QueryElement.List("MatchedStatements", decisions.SelectMany(decision => decision.Matched).Distinct().Select(StatementElement.Of)),
            QueryElement.List("MissingContextValues", decisions.SelectMany(decision => decision.Missing).Distinct().Select(key => QueryElement.Text("member", key)!)),
            _isInOrganization
                ? QueryElement.Structure("OrganizationsDecisionDetail", QueryElement.Flag("AllowedByOrganizations", decisions.All(decision => decision.ByOrganizations))) : null,
            SimulatedDecision.BoundaryElement(_request.Boundary is null ? null : decisions.All(decision => decision.ByBoundary != false)),
            isOfResources ? QueryElement.Map("EvalDecisionDetails", decisions.Length == 1 ? decisions[0].Sides : []) : null,
            isOfResources ? QueryElement.List("ResourceSpecificResults", decisions.Select(decision => decision.Element)) : null);
    }

    private SimulatedDecision Decide(string action, string resource)
    {
        // An action cannot be asked for on another kind of resource, whatever policies say.
        if (!SimulatedResource.Takes(action, resource)) return new(resource, SimulatedDecision.ImplicitDeny, [], [], _request.Boundary is null ? null : false, true, []);
        var isMandatory = SimulatedResourcePolicy.IsMandatory(action);
        _request.Action = action;
        _request.Resource = resource;
        _request.CrossAccountAllowed = OperationCatalog.AllowsCrossAccount(action);
        _request.ResourcePolicyMandatory = _request.ResourcePolicy is not null && isMandatory;
        return SimulatedDecision.Of(Authorizer.Explain(_request), _missing, isMandatory);
    }

    // What the caller brings with it counts as missing too, as with AWS: only what the request gives is given.
    private static IReadOnlyList<string> Missing(AccessRequest request, IReadOnlyList<ContextEntry> entries)
    {
        var given = entries.Select(entry => entry.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. request.IdentityPolicies.Append(request.Boundary).Append(request.ResourcePolicy).OfType<AttachedPolicy>()
            .SelectMany(policy => ContextKeyNames.Of(policy.Policy)).Distinct().Where(key => !given.Contains(key) && !Literals.Contains(key))];
    }
}
