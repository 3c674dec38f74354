using System.Text.Json.Nodes;
using CsCheck;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What must hold for all policies and all requests.</summary>
public sealed class LawTests
{
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue];

    [Fact]
    public void Without_policies_everything_is_denied() => Seeds.Sample(
        seed =>
        {
            var make = new PolicyGenerator(seed);
            var request = new AccessRequest { Principal = UserU, Action = make.Action(), Resource = Key, ResourceAccount = A, Context = new ConditionContext(), ResourcePolicyMandatory = make.Chance(50) };
            return Authorizer.Decide(request).Outcome == DecisionOutcome.ImplicitlyDenied;
        },
        iter: 200);

    [Fact]
    public void Deny_anywhere_denies() => Holds((make, keyPolicy, identity, request) =>
    {
        var deny = Identity(Deny("*"));
        switch (new Random(request.Action.GetHashCode(StringComparison.Ordinal) + keyPolicy.Count).Next(4))
        {
            case 0: request.IdentityPolicies = [deny, Identity(identity)]; break;
            case 1: request.SessionPolicies = [Identity(identity), deny]; break;
            case 2: request.Boundary = deny; break;
            default: request.ResourcePolicy = KeyPolicy(keyPolicy, Deny("*", "*")); break;
        }
        return Authorizer.Decide(request).Outcome == DecisionOutcome.ExplicitlyDenied;
    });

    [Fact]
    public void The_order_of_statements_does_not_matter() => Holds((_, keyPolicy, identity, request) =>
    {
        var before = Authorizer.Decide(request);
        request.ResourcePolicy = KeyPolicy(Reversed(keyPolicy));
        request.IdentityPolicies = [Identity(Reversed(identity))];
        var after = Authorizer.Decide(request);
        return (before.Outcome, before.By, before.Path) == (after.Outcome, after.By, after.Path);
    });

    [Fact]
    public void Another_allow_never_takes_access_away() => Holds((make, keyPolicy, identity, request) =>
    {
        var before = Authorizer.Decide(request).IsAllowed;
        if (make.Chance(50)) request.IdentityPolicies = [Identity(identity), Identity(Allow("*"))];
        else request.ResourcePolicy = KeyPolicy(keyPolicy, Allow("*", make.Chance(50) ? A : User));
        return !before || Authorizer.Decide(request).IsAllowed;
    });

    [Fact]
    public void Another_deny_never_gives_access() => Holds((make, keyPolicy, _, request) =>
    {
        var before = Authorizer.Decide(request).IsAllowed;
        request.ResourcePolicy = KeyPolicy(keyPolicy, Deny("kms:De*", make.Chance(50) ? A : User));
        return before || !Authorizer.Decide(request).IsAllowed;
    });

    [Fact]
    public void Boundary_and_session_policy_only_narrow() => Holds((make, _, _, request) =>
    {
        request.Boundary = null;
        // The one exception: a federated user gets its creator's permissions only through a session policy.
        request.SessionPolicies = request.Principal.Type == PrincipalType.FederatedUser ? [Identity(Allow("*"))] : null;
        var wide = Authorizer.Decide(request);
        if (make.Chance(50)) request.Boundary = Identity(make.Document(principals: false));
        else request.SessionPolicies = [Identity(make.Document(principals: false))];
        var narrow = Authorizer.Decide(request);
        return wide.IsAllowed || !narrow.IsAllowed;
    });

    [Fact]
    public void A_silent_boundary_does_not_limit_who_is_named_directly() => Holds((make, _, _, request) =>
    {
        var before = Authorizer.Decide(request);
        if (before.Path != AllowPath.Direct || request.Principal.Type == PrincipalType.Root) return true;
        request.Boundary = AllowsS3Only;
        // A NotPrincipal Deny does reach it, whatever it lists.
        return Authorizer.Decide(request) is { IsAllowed: true } or { Outcome: DecisionOutcome.ExplicitlyDenied };
    });

    [Fact]
    public void Canonical_text_and_unique_ids_decide_the_same() => Holds((_, _, _, request) =>
    {
        var before = Authorizer.Decide(request);
        var policy = request.ResourcePolicy!.Policy;
        var canonical = policy.ToCanonicalText();
        var bound = Parse(PolicyGrammar.KeyPolicy, canonical).MapPrincipals(Bind);
        request.ResourcePolicy = new(Parse(PolicyGrammar.KeyPolicy, bound), "default", null, PolicySource.KeyPolicy);
        var after = Authorizer.Decide(request);
        return (before.Outcome, before.By, before.Path) == (after.Outcome, after.By, after.Path)
            && Parse(PolicyGrammar.KeyPolicy, canonical).ToCanonicalText() == canonical;
    });

    [Fact]
    public void An_explanation_says_what_was_decided() => Holds((_, _, _, request) =>
    {
        var explanation = Authorizer.Explain(request);
        var decision = Authorizer.Decide(request);
        var denies = explanation.Sets.Any(set => set.Denies);
        return explanation.Decision == decision && denies == (decision.Outcome == DecisionOutcome.ExplicitlyDenied) && explanation.ToText().Length > 0;
    });

    private static string Bind(string principal) => principal switch
    {
        User => "AIDAUUUUUUUUUUUUUUUUU",
        Role => "AROARRRRRRRRRRRRRRRRR",
        "arn:aws:sts::111111111111:assumed-role/R/s1" => "AROARRRRRRRRRRRRRRRRR:s1",
        A => "arn:aws:iam::111111111111:root",
        _ => principal,
    };

    private static void Holds(Func<PolicyGenerator, JsonObject, JsonObject, AccessRequest, bool> law) => Seeds.Sample(
        seed =>
        {
            var make = new PolicyGenerator(seed);
            var (keyPolicy, identity) = (make.Document(principals: true, mayBeInert: true), make.Document(principals: false));
            var request = Request(make.Caller(), KeyPolicy(keyPolicy), make.Action());
            request.IdentityPolicies = [Identity(identity)];
            if (make.Chance(30)) request.Boundary = Identity(make.Document(principals: false));
            if (make.Chance(30)) request.SessionPolicies = [Identity(make.Document(principals: false))];
            if (make.Chance(30)) request.ResourceGrants = [make.Grant()];
            var context = new ConditionContext();
            foreach (var (name, value) in make.Context()) context[name] = value is string[] list ? new ConditionValues(list) : new ConditionValues((string)value);
            request.Context = context;
            return law(make, keyPolicy, identity, request);
        },
        iter: 2_000);

    private static AttachedPolicy Identity(JsonObject document) =>
        new(Parse(PolicyGrammar.IdentityPolicy, document.ToJsonString()), "identity", null, PolicySource.UserInline);

    private static AttachedPolicy Identity(string statement) => Given.Identity(statement);

    private static AttachedPolicy KeyPolicy(JsonObject document, string? more = null)
    {
        var copy = document.DeepClone().AsObject();
        if (more is not null)
        {
            if (copy["Statement"] is not JsonArray) copy["Statement"] = new JsonArray(copy["Statement"]!.DeepClone());
            copy["Statement"]!.AsArray().Add(JsonNode.Parse(more));
        }
        return new(Parse(PolicyGrammar.KeyPolicy, copy.ToJsonString()), "default", null, PolicySource.KeyPolicy);
    }

    private static JsonObject Reversed(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        if (copy["Statement"] is JsonArray statements)
            copy["Statement"] = new JsonArray([.. statements.Reverse().Select(statement => statement!.DeepClone())]);
        return copy;
    }
}
