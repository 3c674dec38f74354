using System.Text.Json;
using Kagimori.Operations;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Reads what an evaluation line asks. See docs/policy-tools.md for the members.</summary>
internal static class EvaluationRequest
{
    private static readonly string[] LineMembers =
        ["id", "request", "contextTypes", "identityPolicies", "endpointPolicies", "resourcePolicy", "boundary", "sessionPolicy", "scps", "rcps", "grants"];

    private static readonly string[] RequestMembers = ["principal", "action", "resource", "resourceAccount", "context"];
    private static readonly string[] PrincipalMembers = ["type", "arn", "account", "tags"];

    /// <summary>The places of the members that <see cref="Read"/> does not look at, of a line that can be read.</summary>
    public static IReadOnlyList<string> Ignored(EvaluationNode line)
    {
        var asked = line.Require("request");
        return
        [
            .. line.Besides(LineMembers), .. asked.Besides(RequestMembers), .. asked.Require("principal").Besides(PrincipalMembers),
            .. (line.Find("grants")?.Items() ?? []).SelectMany(grant => grant.Besides(EvaluationGrants.Members)),
        ];
    }

    /// <summary>The request, and every grant of the line, those that cover it in the request's own order.</summary>
    public static (AccessRequest Request, IReadOnlyList<GrantExplanation> Grants) Read(EvaluationNode line)
    {
        var asked = line.Require("request");
        var principal = asked.Require("principal");
        var caller = EvaluationPrincipal.Read(principal);
        var action = asked.Require("action").Text();
        var resource = asked.Find("resource")?.Text() ?? "*";
        var isTrust = action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase);
        var isKey = action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase);
        var context = Context(asked.Find("context"), line.Find("contextTypes"), principal.Find("tags"));
        var resourcePolicy = line.Find("resourcePolicy") is { } node
            ? Policy(node, isKey ? PolicyGrammar.KeyPolicy : isTrust ? PolicyGrammar.TrustPolicy : PolicyGrammar.ResourcePolicy,
                isKey ? PolicySource.KeyPolicy : isTrust ? PolicySource.TrustPolicy : PolicySource.ResourcePolicy)
            : null;
        var grants = EvaluationGrants.Of(line.Find("grants"), caller, action, resource, context);
        var request = new AccessRequest
        {
            Principal = caller,
            Action = action,
            Resource = resource,
            ResourceAccount = asked.Find("resourceAccount")?.Text() ?? AccountIn(resource),
            Context = context,
            IdentityPolicies = Policies(line.Find("identityPolicies"), PolicyGrammar.IdentityPolicy, IdentitySource(caller)) ?? [],
            Boundary = line.Find("boundary") is { } boundary ? Policy(boundary, PolicyGrammar.PermissionsBoundary, PolicySource.PermissionsBoundary) : null,
            SessionPolicies = SessionPolicies(line.Find("sessionPolicy")),
            ResourcePolicy = resourcePolicy,
            ResourcePolicyMandatory = resourcePolicy is not null ? isKey || isTrust : IsKeptByItsPolicy(action, resource),
            CrossAccountAllowed = OperationCatalog.AllowsCrossAccount(action),
            EndpointPolicies = Policies(line.Find("endpointPolicies"), PolicyGrammar.EndpointPolicy, PolicySource.EndpointPolicy) is { Count: > 0 } endpoint ? endpoint : null,
            ServiceControlPolicies = Levels(line.Find("scps"), PolicyGrammar.ServiceControlPolicy, PolicySource.ServiceControlPolicy),
            ResourceControlPolicies = Levels(line.Find("rcps"), PolicyGrammar.ResourceControlPolicy, PolicySource.ResourceControlPolicy),
            ResourceGrants = [.. grants.Where(grant => grant.Covers is not null).Select(grant => grant.Covers!.Value)],
        };
        return (request, grants);
    }

    // A key and a role answer to nobody that their own policy does not let in, so to nobody at all without one; other resources need no policy.
    private static bool IsKeptByItsPolicy(string action, string resource) =>
        (action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) && resource.Contains(":key/", StringComparison.Ordinal))
        || (action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase) && resource != "*");

    private static PolicySource IdentitySource(Principal caller) => caller.Type == PrincipalType.AssumedRole ? PolicySource.RoleInline : PolicySource.UserInline;

    private static List<AttachedPolicy>? SessionPolicies(EvaluationNode? node) => node switch
    {
        null => null,
        { Element.ValueKind: JsonValueKind.Array } list => Policies(list, PolicyGrammar.SessionPolicy, PolicySource.SessionInline),
        { } one => [Policy(one, PolicyGrammar.SessionPolicy, PolicySource.SessionInline)],
    };

    // None apply where there is no level.
    private static List<List<AttachedPolicy>>? Levels(EvaluationNode? node, PolicyGrammar grammar, PolicySource source)
    {
        if (node is not { } levels) return null;
        List<List<AttachedPolicy>> all = [.. levels.Items().Select(level => Policies(level, grammar, source)!)];
        return all.Count == 0 ? null : all;
    }

    private static List<AttachedPolicy>? Policies(EvaluationNode? node, PolicyGrammar grammar, PolicySource source) =>
        node is { } list ? [.. list.Items().Select(item => Policy(item, grammar, source))] : null;

    /// <summary>A policy document, as an object or as the text of one.</summary>
    private static AttachedPolicy Policy(EvaluationNode node, PolicyGrammar grammar, PolicySource source)
    {
        var text = node.Element.ValueKind == JsonValueKind.String ? node.Text() : node.Element.GetRawText();
        return Kagimori.Policies.Policy.TryParseStored(text, grammar, out var policy, out var error)
            ? new AttachedPolicy(policy!, node.Path, null, source)
            : throw node.Fault($"is not a policy: {error!.Message}");
    }

    private static ConditionContext Context(EvaluationNode? given, EvaluationNode? types, EvaluationNode? tags)
    {
        var context = new ConditionContext();
        foreach (var (name, value) in tags?.Members() ?? []) context[$"aws:PrincipalTag/{name}"] = value.Scalar();
        var lists = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, type) in types?.Members() ?? [])
        {
            if (!lists.TryAdd(name, IsList(type.Text()))) throw type.Fault("is there twice; letter case does not tell condition keys apart");
        }
        foreach (var (name, value) in given?.Members() ?? [])
        {
            var isArray = value.Element.ValueKind == JsonValueKind.Array;
            string[] values = isArray ? [.. value.Items().Select(item => item.Scalar())] : [value.Scalar()];
            var isList = lists.TryGetValue(name, out var declared) && (declared || values.Length == 1) ? declared : isArray;
            if (isList) context[name] = values;
            else context[name] = values[0];
        }
        return context;
    }

    // "StringList" and the like; service authorization references write "ArrayOfString".
    private static bool IsList(string type) => type.EndsWith("List", StringComparison.OrdinalIgnoreCase) || type.StartsWith("ArrayOf", StringComparison.OrdinalIgnoreCase);

    private static string? AccountIn(string arn)
    {
        var parts = arn.Split(':', 6);
        return parts.Length == 6 && parts[0] == "arn" && parts[4].Length > 0 ? parts[4] : null;
    }
}
