using System.Globalization;
using Kagimori.Organizations;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Asks the engine that decides requests what it would decide: each action on each resource.</summary>
internal sealed class Simulation
{
    private const int DefaultMaxItems = 100;

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

    /// <param name="organization">What the organization says of the principal's account; null outside of one.</param>
    public static Outcome<QueryResult> Run(QueryParameters query, SimulatedPrincipal principal, AccountControls? organization)
    {
        if (!Page.TryCreate(query.Number("MaxItems"), query.Text("Marker"), DefaultMaxItems, out var page)) return IdentityRefusals.InvalidSimulationMarker();
        string[] actions = [.. query.List("ActionNames")!.OfType<string>()];
        if (actions.Any(action => !action.Contains(':', StringComparison.Ordinal))) return IdentityRefusals.ActionWithoutService();
        string[] resources = [.. (query.List("ResourceArns") ?? []).OfType<string>()];
        if (resources.FirstOrDefault(resource => !SimulatedResource.IsValid(resource)) is { } badResource) return IdentityRefusals.InvalidResourceName(badResource);

        var caller = principal.Caller;
        if (query.Text("CallerArn") is { } callerArn)
        {
            if (SimulatedCaller.TryParse(callerArn) is not { } given) return IdentityRefusals.InvalidEntityArn(callerArn);
            if (given.Arn != caller.Arn) caller = given;
        }
        var context = SimulatedCaller.ContextOf(caller, caller == principal.Caller ? principal.Tags : null);
        var entries = query.ContextEntries("ContextEntries") ?? [];
        if (SimulatedContext.Add(context, entries) is { } badContext) return badContext;

        var boundary = SimulatedPolicies.ReadBoundary(query);
        if (boundary.Refusal is { } badBoundary) return badBoundary;
        var resourcePolicy = ReadResourcePolicy(query);
        if (resourcePolicy.Refusal is { } badPolicy) return badPolicy;
        if (resourcePolicy.Value!.Count > 0 && (resources.Length == 0 || resources.Contains(SimulatedResource.None))) return IdentityRefusals.InvalidEntityArn(SimulatedResource.None);
        var owner = caller.AccountId;
        if (query.Text("ResourceOwner") is { } ownerArn && (owner = AccountOf(ownerArn)) is null) return IdentityRefusals.InvalidEntityArn(ownerArn);

        var request = new AccessRequest
        {
            Principal = caller, Action = "", Resource = SimulatedResource.None, ResourceAccount = owner, Context = context,
            IdentityPolicies = principal.Policies,
            Boundary = boundary.Value!.FirstOrDefault() ?? principal.Boundary,
            ResourcePolicy = resourcePolicy.Value.FirstOrDefault(),
            ServiceControlPolicies = organization?.ServiceControlPolicies,
        };
        var simulation = new Simulation(request, resources.Length == 0 ? [SimulatedResource.None] : resources, Missing(request, entries), organization is not null);
        var (items, next) = page.CutAll(actions.Select((action, i) => (Action: action, Id: i.ToString("D6", CultureInfo.InvariantCulture))), item => item.Id);
        return EntityListing.Answer("EvaluationResults", items.Select(item => simulation.Evaluate(item.Action)), next);
    }

    private QueryElement Evaluate(string action)
    {
        SimulatedDecision[] decisions = [.. _resources.Select(resource => Decide(action, resource))];
        var outcome = decisions.Any(decision => decision.Outcome == SimulatedDecision.ExplicitDeny) ? SimulatedDecision.ExplicitDeny
            : decisions.Any(decision => decision.Outcome == SimulatedDecision.ImplicitDeny) ? SimulatedDecision.ImplicitDeny : SimulatedDecision.Allowed;
        var isOfResources = _resources is not [SimulatedResource.None];
        var byOrganizations = decisions.All(decision => decision.ByOrganizations != false);
        return QueryElement.Structure("member",
            QueryElement.Text("EvalActionName", action),
            QueryElement.Text("EvalResourceName", _resources is [var only] ? only : SimulatedResource.Template(action)),
            QueryElement.Text("EvalDecision", outcome),
            QueryElement.List("MatchedStatements", decisions.SelectMany(decision => decision.Matched).Distinct().Select(StatementElement.Of)),
            QueryElement.List("MissingContextValues", decisions.SelectMany(decision => decision.Missing).Distinct().Select(key => QueryElement.Text("member", key)!)),
            _isInOrganization ? QueryElement.Structure("OrganizationsDecisionDetail", QueryElement.Flag("AllowedByOrganizations", byOrganizations)) : null,
            SimulatedDecision.BoundaryElement(_request.Boundary is null ? null : decisions.All(decision => decision.ByBoundary != false)),
            isOfResources && byOrganizations ? QueryElement.Map("EvalDecisionDetails", decisions.Length == 1 ? decisions[0].Sides : []) : null,
            isOfResources ? QueryElement.List("ResourceSpecificResults", decisions.Select(decision => decision.Element)) : null);
    }

    private SimulatedDecision Decide(string action, string resource)
    {
        // An action cannot be asked for on another service's resource, whatever policies say.
        if (!SimulatedResource.Takes(action, resource)) return new(resource, SimulatedDecision.ImplicitDeny, [], [], _request.Boundary is null ? null : false, _isInOrganization ? true : null, []);
        _request.Action = action;
        _request.Resource = resource;
        _request.CrossAccountAllowed = OperationCatalog.AllowsCrossAccount(action);
        // A key and a role answer to nobody that their own policy does not let in; other resources need no policy.
        _request.ResourcePolicyMandatory = _request.ResourcePolicy is not null
            && (action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) || action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase));
        return SimulatedDecision.Of(Authorizer.Explain(_request), _missing, _isInOrganization);
    }

    // What the caller brings with it counts as missing too, as with AWS: only what the request gives is given.
    private static IReadOnlyList<string> Missing(AccessRequest request, IReadOnlyList<ContextEntry> entries)
    {
        var given = entries.Select(entry => ConditionKey.Parse(entry.Name!)).ToHashSet();
        return [.. request.IdentityPolicies.Append(request.Boundary).Append(request.ResourcePolicy).OfType<AttachedPolicy>()
            .SelectMany(policy => policy.Policy.ContextKeys).Distinct().Where(key => !given.Contains(key)).Select(key => key.Text)];
    }

    private static Outcome<List<AttachedPolicy>> ReadResourcePolicy(QueryParameters query)
    {
        if (query.Text("ResourcePolicy") is not { } text) return new List<AttachedPolicy>();
        return Policy.TryParseStored(text, PolicyGrammar.ResourcePolicy, out var policy, out _)
            ? new List<AttachedPolicy> { new(policy!, "ResourcePolicy", null, PolicySource.ResourcePolicy) }
            : IdentityRefusals.InvalidResourcePolicy();
    }

    private static string? AccountOf(string arn) =>
        arn.Split(':', 6) is ["arn", "aws", "iam", "", var account, { Length: > 0 }] && Kagimori.Identities.AccountId.TryParse(account, out _) ? account : null;
}
