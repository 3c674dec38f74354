using Kagimori.Policies;
using static Kagimori.Tests.Policies.DecisionAssert;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What policies and requests keep to decide faster never decides anything.</summary>
public sealed class RememberedAnswerTests
{
    [Fact]
    public void Every_action_is_matched_however_many_are_asked()
    {
        var request = Request(UserU, KeyPolicy(Allow("kms:A1*", User), Deny("kms:*A15", User)));
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 300; i++)
            {
                request.Action = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"KMS:a{i}");
                if (i == 15) ExplicitlyDenied(request, DecidedBy.ResourcePolicy);
                else if (request.Action.StartsWith("KMS:a1", StringComparison.Ordinal)) Allowed(request);
                else ImplicitlyDenied(request, DecidedBy.ResourcePolicy);
            }
        }
    }

    [Fact]
    public void Many_threads_ask_one_policy()
    {
        var keyPolicy = KeyPolicy(Allow("kms:A1*", User));
        Parallel.For(0, 4_000, i =>
        {
            var request = Request(UserU, keyPolicy, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kms:A{i % 100}"));
            Assert.Equal(request.Action.StartsWith("kms:A1", StringComparison.Ordinal), Authorizer.Decide(request).IsAllowed);
        });
    }

    [Fact]
    public void A_context_that_has_changed_is_asked_anew()
    {
        var context = new ConditionContext();
        var keyPolicy = KeyPolicy(Allow("kms:*", User, condition: """{"StringEquals":{"x:a":"1","x:b":"1","x:c":"1"}}"""));
        var request = Request(UserU, keyPolicy);
        request.Context = context;
        foreach (var value in new[] { "1", "2", "1" })
        {
            context.With("x:a", "1").With("x:b", "1").With("x:c", value);
            Assert.Equal(value == "1", Authorizer.Decide(request).IsAllowed);
            context["x:c"] = value == "1" ? "2" : "1";
            Assert.Equal(value != "1", keyPolicy.Policy.Statements[0].Applies(request) != PrincipalMatch.None);
        }
    }
}
