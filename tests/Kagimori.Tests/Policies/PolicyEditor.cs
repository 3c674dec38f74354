using System.Text.Json.Nodes;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Makes the changes of a hint in the documents of a request, as a person would who has only read the hint.</summary>
internal static class PolicyEditor
{
    public static AccessRequest Apply(AccessRequest request, IEnumerable<PolicyChange> changes)
    {
        var changed = request.Copy();
        foreach (var set in changes.GroupBy(change => (change.Set, change.Level))) Apply(changed, set.Key.Set, set.Key.Level, [.. set]);
        return changed;
    }

    private static void Apply(AccessRequest request, DecidedBy set, int? level, PolicyChange[] changes)
    {
        switch (set)
        {
            case DecidedBy.IdentityPolicy: request.IdentityPolicies = Edit(request.IdentityPolicies, changes, PolicyGrammar.IdentityPolicy, PolicySource.UserInline); break;
            case DecidedBy.PermissionsBoundary: request.Boundary = Edit([request.Boundary!], changes, PolicyGrammar.PermissionsBoundary, PolicySource.PermissionsBoundary)[0]; break;
            case DecidedBy.SessionPolicy: request.SessionPolicies = Edit(request.SessionPolicies ?? [], changes, PolicyGrammar.SessionPolicy, PolicySource.SessionInline); break;
            case DecidedBy.EndpointPolicy: request.EndpointPolicies = Edit(request.EndpointPolicies!, changes, PolicyGrammar.EndpointPolicy, PolicySource.EndpointPolicy); break;
            case DecidedBy.ServiceControlPolicy:
                request.ServiceControlPolicies = Edit(request.ServiceControlPolicies!, level!.Value, changes, PolicyGrammar.ServiceControlPolicy, PolicySource.ServiceControlPolicy);
                break;
            case DecidedBy.ResourceControlPolicy:
                request.ResourceControlPolicies = Edit(request.ResourceControlPolicies!, level!.Value, changes, PolicyGrammar.ResourceControlPolicy, PolicySource.ResourceControlPolicy);
                break;
            default:
                var isTrust = set == DecidedBy.TrustPolicy;
                request.ResourcePolicy = Edit(request.ResourcePolicy is { } policy ? [policy] : [], changes,
                    isTrust ? PolicyGrammar.TrustPolicy : PolicyGrammar.KeyPolicy, isTrust ? PolicySource.TrustPolicy : PolicySource.KeyPolicy)[0];
                break;
        }
    }

    private static List<IReadOnlyList<AttachedPolicy>> Edit(
        IReadOnlyList<IReadOnlyList<AttachedPolicy>> levels, int level, PolicyChange[] changes, PolicyGrammar grammar, PolicySource source) =>
        [.. levels.Select((policies, i) => i == level ? Edit(policies, changes, grammar, source) : policies)];

    private static AttachedPolicy[] Edit(IReadOnlyList<AttachedPolicy> policies, PolicyChange[] changes, PolicyGrammar grammar, PolicySource source)
    {
        var documents = policies.Select(policy => JsonNode.Parse(policy.Policy.Text)!.AsObject()).ToList();
        if (documents.Count == 0) documents.Add(new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() });
        for (var i = 0; i < documents.Count; i++)
        {
            var original = i < policies.Count ? policies[i] : null;
            if (documents[i]["Statement"] is JsonObject one) documents[i]["Statement"] = new JsonArray(one.DeepClone());
            var statements = documents[i]["Statement"]!.AsArray();
            var ofThis = changes.Where(change => change.Statement is { } deciding && deciding.Policy == original).ToList();
            foreach (var change in ofThis.Where(change => change.Kind == PolicyChangeKind.MeetConditions)) Loosen(statements[change.Statement!.Value.Statement.Index]!.AsObject(), change);
            foreach (var change in ofThis.Where(change => change.Kind == PolicyChangeKind.RemoveDeny).OrderByDescending(change => change.Statement!.Value.Statement.Index))
                statements.RemoveAt(change.Statement!.Value.Statement.Index);
        }
        foreach (var change in changes.Where(change => change.Kind == PolicyChangeKind.AddAllow)) documents[0]["Statement"]!.AsArray().Add(ToAdd(change));
        return [.. documents.Select((document, i) => Attach(document, grammar, i < policies.Count ? policies[i].Source : source))];
    }

    private static void Loosen(JsonObject statement, PolicyChange change)
    {
        var conditions = statement["Condition"]!.AsObject();
        foreach (var condition in change.Conditions)
        {
            var keys = conditions[condition.Operator]!.AsObject();
            Assert.True(keys.Remove(condition.Key));
            if (keys.Count == 0) conditions.Remove(condition.Operator);
        }
        if (conditions.Count == 0) statement.Remove("Condition");
    }

    private static JsonObject ToAdd(PolicyChange change)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Action"] = change.Action };
        if (change.Resource is not null) statement["Resource"] = change.Resource;
        if (change.Principal is { } principal) statement["Principal"] = new JsonObject { [principal.Type] = principal.Text };
        return statement;
    }

    private static AttachedPolicy Attach(JsonObject document, PolicyGrammar grammar, PolicySource source)
    {
        // A document must have a statement: one for an action that nobody asks for.
        if (document["Statement"]!.AsArray().Count == 0)
        {
            var nothing = new JsonObject { ["Effect"] = "Allow", ["Action"] = "x:Nothing", ["Resource"] = "*" };
            if (grammar is PolicyGrammar.KeyPolicy or PolicyGrammar.EndpointPolicy or PolicyGrammar.ResourceControlPolicy) nothing["Principal"] = "*";
            document["Statement"]!.AsArray().Add(nothing);
        }
        Assert.True(Policy.TryParseStored(document.ToJsonString(), grammar, out var policy, out var error), $"{error?.Detail}\n{document}");
        return new AttachedPolicy(policy!, "edited", null, source);
    }
}
