using System.Text.Json.Nodes;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What must hold for all policies and all requests. Each law says how often it had something to say.</summary>
public sealed class LawTests(ITestOutputHelper output)
{
    private static readonly JsonObject AllowAll = Statement("Allow"), DenyAll = Statement("Deny");

    [Fact]
    public void Without_policies_everything_is_denied() => Holds(2_000, (_, request) =>
    {
        (request.ResourcePolicy, request.Identity, request.Grants) = (null, [], []);
        // A root user needs none for what has no policy of its own, nor does whom it federates; and a grant can be retired by whom it names.
        if (request.Type == "Root" || request.IssuerArn == RootOfA.Arn || request.Action == "kms:RetireGrant") return Vacuous;
        return Decide(request).IsAllowed ? Broken : Telling;
    });

    [Fact]
    public void A_deny_anywhere_denies() => Holds(400, (make, request) =>
    {
        var before = Decide(request);
        if (before.Outcome == DecisionOutcome.ExplicitlyDenied) return Vacuous;
        var set = make.Pick(SetsFor(request, missingToo: true));
        Add(request, set, DenyAll, startsSet: true);
        var after = Decide(request);
        return after.Outcome == DecisionOutcome.ExplicitlyDenied && after.By == KindOf(set) ? before.IsAllowed ? Telling : Vacuous : Broken;
    });

    [Fact]
    public void Another_deny_never_gives_access() => Holds(60, (make, request) =>
    {
        var before = Decide(request).IsAllowed;
        var set = make.Pick(SetsFor(request));
        if (set is null) return Vacuous;
        var statement = make.Statement(set, set is "KeyPolicy" or "EndpointPolicy" or "ResourceControlPolicy");
        statement["Effect"] = "Deny";
        Add(request, set, statement);
        var after = Decide(request).IsAllowed;
        return after && !before ? Broken : after != before ? Telling : Vacuous;
    });

    [Fact]
    public void Another_allow_never_takes_access_away() => Holds(100, (make, request) =>
    {
        var before = Decide(request).IsAllowed;
        var set = make.Pick(SetsFor(request));
        if (set is null) return Vacuous;
        var statement = make.Statement(set, set is "KeyPolicy" or "EndpointPolicy" or "ResourceControlPolicy");
        statement["Effect"] = "Allow";
        Add(request, set, statement);
        var after = Decide(request).IsAllowed;
        return before && !after ? Broken : after != before ? Telling : Vacuous;
    });

    [Fact]
    public void Another_grant_never_takes_access_away_and_one_less_never_gives_any() => Holds(25, (make, request) =>
    {
        if (request.Grants.Count == 0 || request.Action == "kms:RetireGrant") return Vacuous;
        var with = Decide(request).IsAllowed;
        request.Grants.RemoveAt(make.Number(request.Grants.Count));
        var without = Decide(request).IsAllowed;
        return without && !with ? Broken : without != with ? Telling : Vacuous;
    });

    [Fact]
    public void A_boundary_only_narrows() => Holds(100, (make, request) =>
    {
        if (!HasPolicies(request)) return Vacuous;
        request.Boundary = null;
        var wide = Decide(request).IsAllowed;
        request.Boundary = make.Policy("PermissionsBoundary");
        var narrow = Decide(request).IsAllowed;
        return narrow && !wide ? Broken : narrow != wide ? Telling : Vacuous;
    });

    [Fact]
    public void A_session_policy_only_narrows() => Holds(120, (make, request) =>
    {
        if (!HasPolicies(request)) return Vacuous;
        // The one exception: a federated user gets its creator's permissions only through a session policy.
        request.Session = request.Type == "FederatedUser" ? [Document("SessionPolicy", AllowAll)] : null;
        var wide = Decide(request).IsAllowed;
        request.Session = [make.Policy("SessionPolicy")];
        var narrow = Decide(request).IsAllowed;
        return narrow && !wide ? Broken : narrow != wide ? Telling : Vacuous;
    });

    [Fact]
    public void Organizations_and_endpoints_only_narrow() => Holds(80, (make, request) =>
    {
        var wide = Decide(request).IsAllowed;
        switch (make.Number(3))
        {
            case 0: request.ServiceControl = [.. request.ServiceControl, [make.Policy("ServiceControlPolicy")]]; break;
            case 1: request.ResourceControl = [.. request.ResourceControl, [make.Policy("ResourceControlPolicy")]]; break;
            default:
                if (request.Endpoint is not null) return Vacuous;
                request.Endpoint = [make.Policy("EndpointPolicy")];
                break;
        }
        var narrow = Decide(request).IsAllowed;
        return narrow && !wide ? Broken : narrow != wide ? Telling : Vacuous;
    });

    [Fact]
    public void Silent_boundaries_and_session_policies_do_not_limit_who_is_named_directly() => Holds(100, (_, request) =>
    {
        if (!HasPolicies(request) || Decide(request).Path != AllowPath.Direct) return Vacuous;
        (request.Boundary, request.Session) = (Document("PermissionsBoundary", Statement("Allow", "ec2:*")), [Document("SessionPolicy", Statement("Allow", "ec2:*"))]);
        // A NotPrincipal Deny does reach a caller with a boundary, whatever it lists.
        return Decide(request) is { IsAllowed: true } or { Outcome: DecisionOutcome.ExplicitlyDenied, By: DecidedBy.ResourcePolicy or DecidedBy.EndpointPolicy } ? Telling : Broken;
    });

    [Theory]
    [InlineData("Allow")]
    [InlineData("Deny")]
    public void A_condition_more_never_widens_what_its_statement_does(string effect) => Holds(effect == "Allow" ? 50 : 10, (make, request) =>
    {
        var before = Decide(request).IsAllowed;
        var policies = All(request).Where(policy => Statements(policy).Any(statement => (string)statement["Effect"]! == effect)).ToList();
        if (policies.Count == 0) return Vacuous;
        var policy = make.Pick(policies);
        var copy = policy with { Document = policy.Document.DeepClone() };
        var statement = make.Pick([.. Statements(copy).Where(statement => (string)statement["Effect"]! == effect)]);
        if (statement["Condition"] is not null) return Vacuous;
        statement["Condition"] = make.Condition(policy.Kind);
        Replace(request, one => ReferenceEquals(one, policy) ? copy : one);
        var after = Decide(request).IsAllowed;
        return after != before && after == (effect == "Allow") ? Broken : after != before ? Telling : Vacuous;
    });

    [Fact]
    public void The_order_of_statements_policies_levels_and_grants_does_not_matter() => Holds(600, (make, request) =>
    {
        var before = Decide(request);
        Replace(request, policy =>
        {
            var copy = policy with { Document = policy.Document.DeepClone() };
            List<JsonObject> statements = [.. Statements(copy).Select(statement => statement.DeepClone().AsObject())];
            make.Shuffle(statements);
            copy.Document["Statement"] = new JsonArray([.. statements]);
            return copy;
        });
        make.Shuffle(request.Identity);
        make.Shuffle(request.Session ?? []);
        make.Shuffle(request.Endpoint ?? []);
        make.Shuffle(request.ServiceControl);
        make.Shuffle(request.ResourceControl);
        make.Shuffle(request.Grants);
        return !Same(before, Decide(request)) ? Broken : before.Outcome == DecisionOutcome.ImplicitlyDenied ? Vacuous : Telling;
    });

    [Fact]
    public void A_statement_decides_the_same_in_a_policy_of_its_own() => Holds(600, (_, request) =>
    {
        var before = Decide(request);
        static List<ReferencePolicy> Split(List<ReferencePolicy> policies) => [.. policies.SelectMany(policy => Statements(policy).Select(statement =>
        {
            var document = new JsonObject { ["Statement"] = statement.DeepClone() };
            if (policy.Document["Version"] is { } version) document["Version"] = version.DeepClone();
            return policy with { Document = document };
        }))];
        (request.Identity, request.Session, request.Endpoint) = (Split(request.Identity), request.Session is null ? null : Split(request.Session), request.Endpoint is null ? null : Split(request.Endpoint));
        (request.ServiceControl, request.ResourceControl) = (request.ServiceControl.ConvertAll(Split), request.ResourceControl.ConvertAll(Split));
        return !Same(before, Decide(request)) ? Broken : before.Outcome == DecisionOutcome.ImplicitlyDenied ? Vacuous : Telling;
    });

    [Fact]
    public void Only_the_statements_that_apply_matter() => Holds(3_000, (_, request) =>
    {
        var engine = EngineRequest.From(request);
        var before = Authorizer.Decide(engine);
        var dropped = 0;
        Replace(request, policy =>
        {
            var parsed = EngineRequest.Attach(policy).Policy;
            List<JsonNode> applying = [.. Statements(policy).Where((_, i) => parsed.Statements[i].Applies(engine) != PrincipalMatch.None).Select(statement => statement.DeepClone())];
            dropped += parsed.Statements.Count - applying.Count;
            // A policy needs a statement: one that never applies.
            if (applying.Count == 0) applying.Add(Statement("Allow", "ec2:Nothing", policy.Kind));
            var copy = policy with { Document = policy.Document.DeepClone() };
            copy.Document["Statement"] = new JsonArray([.. applying]);
            return copy;
        });
        return !Same(before, Decide(request)) ? Broken : dropped == 0 ? Vacuous : Telling;
    });

    [Fact]
    public void Canonical_text_and_unique_ids_decide_the_same() => Holds(1_500, (_, request) =>
    {
        if (request.ResourcePolicy is not { } policy) return Vacuous;
        var before = Decide(request);
        var canonical = EngineRequest.Attach(policy).Policy.ToCanonicalText();
        var bound = Stored(PolicyGrammar.KeyPolicy, canonical).MapPrincipals(Bind);
        request.ResourcePolicy = policy with { Document = JsonNode.Parse(bound)! };
        return !Same(before, Decide(request)) || Stored(PolicyGrammar.KeyPolicy, canonical).ToCanonicalText() != canonical ? Broken : bound == canonical ? Vacuous : Telling;
    });

    [Fact]
    public void An_explanation_says_what_was_decided() => Holds(3_000, (_, request) =>
    {
        var engine = EngineRequest.From(request);
        var (explanation, decision) = (Authorizer.Explain(engine), Authorizer.Decide(engine));
        var denies = explanation.Sets.Any(set => set.Denies);
        return explanation.Decision == decision && denies == (decision.Outcome == DecisionOutcome.ExplicitlyDenied) && explanation.ToText().Length > 0
            ? explanation.Sets.Any(set => set.Policies.Count > 0) ? Telling : Vacuous : Broken;
    });

    private const int Requests = 5_000, Broken = -1, Vacuous = 0, Telling = 1;

    /// <summary>Tries a law on random requests; it must never be broken and have something to say often enough.</summary>
    private void Holds(int atLeast, Func<PolicyGenerator, ReferenceRequest, int> law)
    {
        var telling = 0;
        for (var seed = 0; seed < Requests; seed++)
        {
            var generator = new RequestGenerator(seed);
            var request = generator.Ask(generator.Situation());
            var verdict = law(generator.Make, request);
            Assert.True(verdict != Broken, $"seed {seed}\n{Authorizer.Explain(EngineRequest.From(request)).ToText()}");
            telling += verdict;
        }
        output.WriteLine($"{telling} of {Requests} requests tell");
        Assert.True(telling >= atLeast, $"Only {telling} requests had something to say.");
    }

    private static Decision Decide(ReferenceRequest request) => Authorizer.Decide(EngineRequest.From(request));

    private static bool Same(Decision one, Decision other) => (one.Outcome, one.By, one.Path) == (other.Outcome, other.By, other.Path);

    private static bool HasPolicies(ReferenceRequest request) => request.Type is "User" or "AssumedRole" or "FederatedUser";

    private static JsonObject Statement(string effect, string action = "*", string kind = "IdentityPolicy")
    {
        var statement = new JsonObject { ["Effect"] = effect, ["Action"] = action, ["Resource"] = "*" };
        if (kind is "KeyPolicy" or "EndpointPolicy" or "ResourceControlPolicy") statement["Principal"] = "*";
        return statement;
    }

    private static ReferencePolicy Document(string kind, JsonObject statement) =>
        new(new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement.DeepClone()) }, kind);

    private static IEnumerable<JsonObject> Statements(ReferencePolicy policy) =>
        policy.Document["Statement"] is JsonArray statements ? statements.Select(statement => statement!.AsObject()) : [policy.Document["Statement"]!.AsObject()];

    private static IEnumerable<ReferencePolicy> All(ReferenceRequest r) =>
    [
        .. r.Identity, .. r.Session ?? [], .. r.Endpoint ?? [], .. r.ServiceControl.SelectMany(level => level), .. r.ResourceControl.SelectMany(level => level),
        .. r.Boundary is null ? (IEnumerable<ReferencePolicy>)[] : [r.Boundary], .. r.ResourcePolicy is null ? (IEnumerable<ReferencePolicy>)[] : [r.ResourcePolicy],
    ];

    private static void Replace(ReferenceRequest r, Func<ReferencePolicy, ReferencePolicy> map)
    {
        (r.ResourcePolicy, r.Boundary) = (r.ResourcePolicy is null ? null : map(r.ResourcePolicy), r.Boundary is null ? null : map(r.Boundary));
        (r.Identity, r.Session, r.Endpoint) = ([.. r.Identity.Select(map)], r.Session is null ? null : [.. r.Session.Select(map)], r.Endpoint is null ? null : [.. r.Endpoint.Select(map)]);
        (r.ServiceControl, r.ResourceControl) = ([.. r.ServiceControl.Select(level => level.Select(map).ToList())], [.. r.ResourceControl.Select(level => level.Select(map).ToList())]);
    }

    /// <summary>The kinds of policies that bear upon a request; those that it does not have, too, when asked for.</summary>
    private static List<string?> SetsFor(ReferenceRequest r, bool missingToo = false)
    {
        var retires = r.Action == "kms:RetireGrant";
        List<string?> sets = [];
        if (missingToo ? !retires : r.ResourcePolicy is not null && !retires) sets.Add("KeyPolicy");
        if (missingToo || r.Endpoint is not null) sets.Add("EndpointPolicy");
        if ((missingToo || r.ServiceControl.Count > 0) && r.Account is not null) sets.Add("ServiceControlPolicy");
        if ((missingToo || r.ResourceControl.Count > 0) && r.Resource != "*" && !retires) sets.Add("ResourceControlPolicy");
        if (HasPolicies(r)) sets.Add("IdentityPolicy");
        if (HasPolicies(r) && (missingToo || r.Boundary is not null)) sets.Add("PermissionsBoundary");
        if (HasPolicies(r) && (missingToo || r.Session is not null)) sets.Add("SessionPolicy");
        return sets.Count == 0 ? [null] : sets;
    }

    private static void Add(ReferenceRequest r, string? set, JsonObject statement, bool startsSet = false)
    {
        if (startsSet && set is "KeyPolicy" or "EndpointPolicy" or "ResourceControlPolicy") statement = Statement("Deny", "*", set!);
        var document = Document(set!, statement);
        switch (set)
        {
            case "KeyPolicy": r.ResourcePolicy = Extended(r.ResourcePolicy, document); break;
            case "PermissionsBoundary": r.Boundary = Extended(r.Boundary, document); break;
            case "EndpointPolicy": r.Endpoint = [.. r.Endpoint ?? [], document]; break;
            case "IdentityPolicy": r.Identity = [.. r.Identity, document]; break;
            case "SessionPolicy": r.Session = [.. r.Session ?? [], document]; break;
            case "ServiceControlPolicy": r.ServiceControl = [.. r.ServiceControl.SkipLast(1), [.. r.ServiceControl.LastOrDefault() ?? [], document]]; break;
            default: r.ResourceControl = [.. r.ResourceControl.SkipLast(1), [.. r.ResourceControl.LastOrDefault() ?? [], document]]; break;
        }
    }

    private static ReferencePolicy Extended(ReferencePolicy? policy, ReferencePolicy by)
    {
        if (policy is null) return by;
        var copy = policy with { Document = policy.Document.DeepClone() };
        copy.Document["Statement"] = new JsonArray([.. Statements(policy).Concat(Statements(by)).Select(statement => statement.DeepClone())]);
        return copy;
    }

    private static DecidedBy KindOf(string? set) => set == "KeyPolicy" ? DecidedBy.ResourcePolicy : Enum.Parse<DecidedBy>(set!);

    private static string Bind(string principal) => principal switch
    {
        User => "AIDAUUUUUUUUUUUUUUUUU",
        Role => "AROARRRRRRRRRRRRRRRRR",
        "arn:aws:sts::111111111111:assumed-role/R/s1" => "AROARRRRRRRRRRRRRRRRR:s1",
        A => "arn:aws:iam::111111111111:root",
        _ => principal,
    };
}
