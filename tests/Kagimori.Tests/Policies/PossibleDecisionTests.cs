using CsCheck;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Decisions of which not everything is known are right for everything that it may be.</summary>
public sealed class PossibleDecisionTests
{
    private static readonly Principal[] Callers = [RootOfA, UserU, UserV, SessionS1, SessionS2, Federated, UserOfB, SessionOfB];
    private static readonly string[] Asked = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"];
    private static readonly string[] SomeUnknown = ["kms:KeySpec", "aws:SourceIp", "aws:CurrentTime", "kms:EncryptionContext:App"];

    [Fact]
    public void Always_and_never_hold_for_every_request() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var make = new PolicyGenerator(seed);
            var known = make.Context();
            foreach (var key in known.Keys.Where(key => IsUnknown(ConditionKey.Parse(key))).ToList()) known.Remove(key);
            var request = new AccessRequest
            {
                Principal = make.Pick(Callers), Action = make.Pick(Asked), Resource = Key, ResourceAccount = A, Context = Context(known), ResourcePolicyMandatory = make.Chance(70),
                ResourcePolicy = Attached(make, PolicyGrammar.KeyPolicy, PolicySource.KeyPolicy),
                IdentityPolicies = [Attached(make, PolicyGrammar.IdentityPolicy, PolicySource.UserInline)],
                Boundary = make.Chance(30) ? Attached(make, PolicyGrammar.PermissionsBoundary, PolicySource.PermissionsBoundary) : null,
                ServiceControlPolicies = make.Chance(30) ? [[Attached(make, PolicyGrammar.ServiceControlPolicy, PolicySource.ServiceControlPolicy)]] : null,
                ResourceControlPolicies = make.Chance(30) ? [[Attached(make, PolicyGrammar.ResourceControlPolicy, PolicySource.ResourceControlPolicy)]] : null,
            };
            var told = PossibleAuthorizer.Decide(request, key => !IsUnknown(key), []);
            for (var i = 0; i < 8; i++)
            {
                var whole = new Dictionary<string, object>(known, StringComparer.OrdinalIgnoreCase);
                foreach (var (key, value) in new PolicyGenerator((seed % 1_000_000) + i + 1).Context())
                    if (IsUnknown(ConditionKey.Parse(key)))
                        whole[key] = value;
                request.Context = Context(whole);
                var allowed = Authorizer.Decide(request).IsAllowed;
                if (told.Possibility == Possibility.Always) Assert.True(allowed);
                if (told.Possibility == Possibility.Never) Assert.False(allowed);
            }
            if (told.Possibility == Possibility.UnderConditions) Assert.NotEmpty(told.Conditions);
        },
        iter: 5_000);

    [Fact]
    public void A_condition_is_named_where_it_decides()
    {
        var request = Request(UserU, KeyPolicy(Allow("kms:Decrypt", User, condition: """{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"StringEquals":{"x:y":"1"}}""")));
        request.Context = new ConditionContext { ["x:y"] = "1" };
        var told = PossibleAuthorizer.Decide(request, key => key.Known != WellKnownKey.AwsSourceIp, []);
        Assert.Equal(Possibility.UnderConditions, told.Possibility);
        Assert.Equal(["IpAddress aws:SourceIp 10.0.0.0/8"], told.Conditions);
        Assert.Same(request.ResourcePolicy, told.Decision.Statement!.Value.Policy);
        Assert.Same(request.ResourcePolicy!.Policy.Statements[0], told.Decision.Statement!.Value.Statement);
    }

    [Fact]
    public void A_resource_that_depends_on_the_request_is_a_condition()
    {
        var request = Request(UserU);
        request.IdentityPolicies = [Identity(Allow("kms:Decrypt", resource: "arn:aws:kms:*:*:key/${aws:SourceIp}"))];
        var told = PossibleAuthorizer.Decide(request, key => key.Known != WellKnownKey.AwsSourceIp, []);
        Assert.Equal(["resource arn:aws:kms:*:*:key/${aws:SourceIp}"], told.Conditions);
        Assert.Equal(Possibility.Never, PossibleAuthorizer.Decide(request, _ => true, []).Possibility);
    }

    private static AttachedPolicy Attached(PolicyGenerator make, PolicyGrammar grammar, PolicySource source)
    {
        var text = make.Policy(grammar.ToString()).Document.ToJsonString();
        Assert.True(Policy.TryParseStored(text, grammar, out var policy, out var error), error?.Detail);
        return new AttachedPolicy(policy!, grammar.ToString(), null, source);
    }

    private static bool IsUnknown(ConditionKey key) => SomeUnknown.Contains(key.Text, StringComparer.OrdinalIgnoreCase);

    private static ConditionContext Context(Dictionary<string, object> values)
    {
        var context = new ConditionContext();
        foreach (var (key, value) in values)
        {
            if (value is string[] list) context[key] = list;
            else context[key] = (string)value;
        }
        return context;
    }
}
