using System.Text;
using CsCheck;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Whatever text comes, reading it gives a policy or an error with a place, never an exception.</summary>
public sealed class ParserFuzzTests
{
    [Fact]
    public void Random_bytes_are_refused_without_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => TryAll(Encoding.Latin1.GetString(bytes)), iter: 3_000);

    [Fact]
    public void Mutated_policies_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 6]).Sample((seed, mutations) => TryAll(PolicyMutation.Of(seed, mutations)), iter: 5_000);

    [Fact]
    public void Deep_and_huge_documents_are_refused()
    {
        Refused(PolicyGrammar.KeyPolicy, new string('[', 30_000));
        Refused(PolicyGrammar.IdentityPolicy, string.Concat(Enumerable.Repeat("{\"a\":", 20_000)));
        Assert.Equal(PolicyErrorCode.TooLarge, Refused(PolicyGrammar.KeyPolicy, new string(' ', 5_000_000)).Code);
        Assert.Equal(PolicyErrorCode.TooLarge, Refused(PolicyGrammar.KeyPolicy, new string('é', 20_000)).Code);
        Assert.False(Policy.TryParseStored(new string(' ', 5_000_000), PolicyGrammar.KeyPolicy, out _, out _));
    }

    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        Refused(PolicyGrammar.KeyPolicy, "{\"Id\":\"\ud800\"}");
        Refused(PolicyGrammar.KeyPolicy, "{\"Id\":\"\\ud800\"}");
        Refused(PolicyGrammar.KeyPolicy, "{\"\\ud800\":1}");
    }

    [Fact]
    public void Comparing_any_values_with_any_operator_never_throws()
    {
        string[] pieces = ["0", "9", "12", "2020", "-", "+", ".", ":", "::", "T", "Z", "e", "/", "ffff", "arn", "aws", "${x:k}", "${", "}", "*", "?", "=", "é", "İ", "Σ", " ", "true", "99999999999"];
        var text = Gen.Int[0, pieces.Length - 1].Array[0, 12].Select(indexes => string.Concat(indexes.Select(i => pieces[i])));
        Gen.Select(text, text, Gen.Int[0, 26]).Sample(
            (policy, request, op) =>
            {
                Assert.True(OperatorName.TryParse(((ConditionOperator)op).ToString(), out var name));
                if (!ConditionClause.TryCompile(name, ConditionKey.Parse("x:k"), [policy], Effect.Allow, PolicyVersion.V2012, out var clause)) return;
                var holds = clause!.Holds(new ConditionContext { ["x:k"] = request });
                if (holds && name.IsNegated) Assert.True(ConditionClause.TryCompile(name with { Base = name.Base - (name.Base is ConditionOperator.ArnNotEquals or ConditionOperator.ArnNotLike ? 2 : 1) }, clause.Key, [policy], Effect.Allow, PolicyVersion.V2012, out var positive) && !positive!.Holds(new ConditionContext { ["x:k"] = request }));
            },
            iter: 50_000);
    }

    private static void TryAll(string text)
    {
        foreach (var grammar in Enum.GetValues<PolicyGrammar>())
        {
            var read = Policy.TryParse(text, grammar, out var policy, out var error);
            Assert.Equal(read, error is null);
            if (!read)
            {
                Assert.True(error!.Message.Length > 0 && error.Line >= 0 && error.Column >= 0);
                continue;
            }
            var request = Request(SessionS1);
            request.ResourcePolicy = new(policy!, "fuzz", null, PolicySource.KeyPolicy);
            Authorizer.Explain(request).ToText();
            Assert.True(Policy.TryParseStored(policy!.ToCanonicalText(), grammar, out _, out var again), again?.Detail);
            Assert.Equal(policy.Text, policy.MapPrincipals(principal => principal));
        }
    }
}
