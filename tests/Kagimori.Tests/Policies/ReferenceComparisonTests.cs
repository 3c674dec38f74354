using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The engine against the plain reference on random requests: 10,000 of them, a million when KAGIMORI_NIGHTLY is 1.</summary>
public sealed class ReferenceComparisonTests(ITestOutputHelper output)
{
    private const int RequestsPerSituation = 10;

    [Fact]
    public void The_engine_decides_as_the_reference_does()
    {
        var requests = Environment.GetEnvironmentVariable("KAGIMORI_NIGHTLY") == "1" ? 1_000_000 : 10_000;
        var outcomes = new Dictionary<string, int>();
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < requests / RequestsPerSituation; seed++) Compare(seed, outcomes);
        output.WriteLine($"{requests} requests in {clock.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s");
        foreach (var (outcome, count) in outcomes.OrderByDescending(pair => pair.Value)) output.WriteLine($"{count,8} {outcome}");
        Assert.True(outcomes.Count >= 19, "The requests reach too few outcomes.");
    }

    private static void Compare(int seed, Dictionary<string, int> outcomes)
    {
        var make = new PolicyGenerator(seed);
        var (engine, reference) = Situation(make);
        for (var i = 0; i < RequestsPerSituation; i++)
        {
            Ask(make, engine, reference);
            var expected = ReferenceEvaluator.Decide(reference);
            var decision = Authorizer.Decide(engine);
            var actual = $"{decision.Outcome} {decision.By}";
            if (expected != actual) Assert.Fail($"seed {seed}, request {i}: the reference says {expected}\n{Authorizer.Explain(engine).ToText()}");
            outcomes[actual] = outcomes.GetValueOrDefault(actual) + 1;
        }
    }

    private static (AccessRequest Engine, ReferenceRequest Reference) Situation(PolicyGenerator make)
    {
        var reference = new ReferenceRequest { Mandatory = make.Chance(80), CrossAccountAllowed = make.Chance(90) };
        if (make.Chance(90)) reference.ResourcePolicy = make.Document(principals: true, mayBeInert: true);
        for (var i = make.Chance(70) ? 1 : 2; i > 0; i--) reference.Identity.Add(make.Document(principals: false));
        if (make.Chance(20)) reference.Boundary = make.Document(principals: false);
        if (make.Chance(25)) reference.Session = make.Chance(10) ? [] : [make.Document(principals: false)];
        if (make.Chance(8)) reference.Endpoint = make.Document(principals: true);
        if (make.Chance(8)) reference.ServiceControl = [[make.Document(principals: false)], [make.Document(principals: false), make.Document(principals: false)]];
        if (make.Chance(8)) reference.ResourceControl = [[make.Document(principals: true, rcp: true)]];
        var engine = Request(UserU);
        engine.ResourcePolicyMandatory = reference.Mandatory;
        engine.CrossAccountAllowed = reference.CrossAccountAllowed;
        engine.ResourcePolicy = Attach(reference.ResourcePolicy, PolicyGrammar.KeyPolicy, PolicySource.KeyPolicy);
        engine.IdentityPolicies = [.. reference.Identity.Select(Identity)];
        engine.Boundary = Attach(reference.Boundary, PolicyGrammar.PermissionsBoundary, PolicySource.PermissionsBoundary);
        engine.SessionPolicies = reference.Session is null ? null : [.. reference.Session.Select(Identity)];
        engine.EndpointPolicies = Attach(reference.Endpoint, PolicyGrammar.EndpointPolicy, PolicySource.EndpointPolicy) is { } endpoint ? [endpoint] : null;
        engine.ServiceControlPolicies = reference.ServiceControl?.ConvertAll(level => (IReadOnlyList<AttachedPolicy>)[.. level.Select(Identity)]);
        engine.ResourceControlPolicies = reference.ResourceControl?.ConvertAll(
            level => (IReadOnlyList<AttachedPolicy>)[.. level.Select(node => Attach(node, PolicyGrammar.ResourceControlPolicy, PolicySource.ResourceControlPolicy)!)]);
        return (engine, reference);
    }

    private static void Ask(PolicyGenerator make, AccessRequest engine, ReferenceRequest reference)
    {
        var caller = engine.Principal = make.Caller();
        (reference.Type, reference.Arn, reference.Id, reference.Account) = (caller.Type.ToString(), caller.Arn, caller.UniqueId, caller.AccountId);
        (reference.IssuerArn, reference.IssuerId) = (caller.IssuerArn, caller.IssuerUniqueId);
        reference.Action = engine.Action = make.Action();
        reference.Resource = engine.Resource = make.Chance(10) ? "*" : Key;
        reference.Owner = engine.ResourceAccount = engine.Resource == "*" ? null : A;
        reference.Context = make.Context();
        var context = new ConditionContext();
        foreach (var (name, value) in reference.Context) context[name] = value is string[] list ? new ConditionValues(list) : new ConditionValues((string)value);
        engine.Context = context;
        engine.ResourceGrants = make.Chance(15) ? make.Chance(50) ? [make.Grant()] : [make.Grant(), make.Grant()] : [];
        reference.Grants = [.. engine.ResourceGrants.Select(grant => (grant.Class.ToString(), grant.IssuerIsCallerAccount))];
    }

    private static AttachedPolicy Identity(JsonNode node) => Attach(node, PolicyGrammar.IdentityPolicy, PolicySource.UserInline)!;

    private static AttachedPolicy? Attach(JsonNode? node, PolicyGrammar grammar, PolicySource source)
    {
        if (node is null) return null;
        Assert.True(Policy.TryParseStored(node.ToJsonString(), grammar, out var policy, out var error), error + "\n" + node.ToJsonString());
        return new AttachedPolicy(policy!, "random", null, source);
    }
}
