using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Wildcards, actions and resources.</summary>
public sealed class PatternTests
{
    private static readonly Gen<string> SmallText = Gen.Char["ab*?\nA"].Array[0, 8].Select(chars => new string(chars));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wildcards_mean_what_the_regular_expression_means(bool ignoreCase) =>
        Gen.Select(SmallText, SmallText).Sample(
            (pattern, text) =>
            {
                var regex = new StringBuilder(@"\A");
                foreach (var c in pattern) regex.Append(c switch { '*' => ".*", '?' => ".", _ => Regex.Escape(c.ToString()) });
                var options = RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
                var expected = Regex.IsMatch(text, regex.Append(@"\z").ToString(), options);
                return Glob.Compile(pattern, ignoreCase).IsMatch(text) == expected
                    && (ignoreCase || Glob.IsMatch(Glob.CodesOf(pattern), text) == expected);
            },
            iter: 20_000);

    [Fact]
    public void Many_stars_do_not_take_long()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        Assert.False(Glob.Compile(pattern).IsMatch(new string('a', 8000)));
    }

    [Theory]
    [InlineData("kms:Decrypt", "kms:Decrypt", true)]
    [InlineData("KMS:decrypt", "kms:Decrypt", true)]
    [InlineData("kms:*", "kms:Decrypt", true)]
    [InlineData("kms:De*", "kms:DescribeKey", true)]
    [InlineData("kms:*Key", "kms:DescribeKey", true)]
    [InlineData("kms:?ecrypt", "kms:Decrypt", true)]
    [InlineData("*", "kms:Decrypt", true)]
    [InlineData("kms:Decrypt", "kms:DecryptX", false)]
    [InlineData("kms:Encrypt", "kms:Decrypt", false)]
    [InlineData("s3:*", "kms:Decrypt", false)]
    public void Actions(string pattern, string action, bool covers) => Assert.Equal(covers, new ActionPattern(pattern).IsMatch(action));

    [Theory]
    [InlineData("*", true)]
    [InlineData(Key, true)]
    [InlineData("arn:aws:kms:*:111111111111:key/*", true)]
    [InlineData("arn:aws:kms:us-*:*:key/1234*", true)]
    [InlineData("ARN:aws:kms:*:*:*", null)]
    [InlineData("arn:aws:KMS:US-EAST-1:111111111111:key/1234abcd", true)]
    [InlineData("arn:aws:kms:us-east-1:111111111111:Key/1234abcd", false)]
    [InlineData("arn:aws:kms:*:key/1234abcd", false)]
    [InlineData("arn:aws:kms:*", true)]
    [InlineData("arn:aws:kms:us-east-1", true)]
    [InlineData("arn:aws:kms:us-west-2", false)]
    [InlineData("arn:aws:kms:us-east-1:111111111111:alias/*", false)]
    public void Resources(string pattern, bool? covers)
    {
        if (!Policy.TryParse($$$"""{"Statement":{"Effect":"Allow","Action":"*","Resource":"{{{pattern}}}"}}""", PolicyGrammar.SessionPolicy, out var policy, out _))
        {
            Assert.Null(covers);
            return;
        }
        Assert.Equal(covers, policy!.Statements[0].MatchesResource(Request(UserU)));
    }

    [Theory]
    [InlineData("arn:aws:s3:::folder/*/object", "arn:aws:s3:::folder/a:b/object", true)]
    [InlineData("arn:aws:s3:::bucket*", "arn:aws:s3:::bucket:suffix/object", true)]
    [InlineData("arn:aws:*:x", "arn:aws:s3:::x", false)]
    public void Wildcards_cross_colons_only_in_the_last_part(string pattern, string asked, bool covers)
    {
        var policy = Parse(PolicyGrammar.ResourcePolicy, Document(Allow("s3:*", "*", pattern)));
        var request = WithoutResource(UserU, "s3:GetObject");
        request.Resource = asked;
        Assert.Equal(covers, policy.Statements[0].MatchesResource(request));
    }

    [Fact]
    public void A_short_arn_in_a_resource_policy_needs_a_wildcard()
    {
        Assert.False(Parse(PolicyGrammar.KeyPolicy, Document(Allow("kms:*", "*", "arn:aws:kms:us-east-1"))).Statements[0].MatchesResource(Request(UserU)));
        Assert.True(Parse(PolicyGrammar.KeyPolicy, Document(Allow("kms:*", "*", "arn:aws:kms:*"))).Statements[0].MatchesResource(Request(UserU)));
    }
}
