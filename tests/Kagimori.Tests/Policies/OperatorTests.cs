using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What the operators say about single values.</summary>
public sealed class OperatorTests
{
    private static bool Compare(string op, string policy, string request, string effect = "Allow") =>
        Holds($$$"""{"{{{op}}}":{"x:key":[{{{policy}}}]}}""", new() { ["x:key"] = request }, effect);

    [Theory]
    [InlineData("StringEquals", "\"a*\"", "a*", true)]
    [InlineData("StringEquals", "\"a*\"", "ab", false)]
    [InlineData("StringEquals", "5", "5", true)]
    [InlineData("StringEquals", "true", "true", true)]
    [InlineData("StringEquals", "\"a\"", "A", false)]
    [InlineData("StringLike", "\"a*c?\"", "a-\\n-cd", true)]
    [InlineData("StringLike", "\"?\"", "😀", false)]
    [InlineData("StringLike", "\"??\"", "😀", true)]
    [InlineData("StringLike", "\"A*\"", "ab", false)]
    [InlineData("StringNotLike", "\"a*\"", "ab", false)]
    [InlineData("StringNotLike", "\"a*\"", "b", true)]
    [InlineData("StringEqualsIgnoreCase", "\"ÄB\"", "äb", true)]
    [InlineData("StringEqualsIgnoreCase", "\"İ\"", "i\u0307", true)]
    [InlineData("StringEqualsIgnoreCase", "\"s\"", "ſ", false)]
    [InlineData("StringEqualsIgnoreCase", "\"ΟΔΟΣ\"", "οδος", true)]
    [InlineData("StringEqualsIgnoreCase", "\"ΟΔΟΣ\"", "οδοσ", false)]
    [InlineData("StringNotEqualsIgnoreCase", "\"AB\"", "ab", false)]
    [InlineData("stringequals", "\"a\"", "a", true)]
    public void Strings(string op, string policy, string request, bool holds) => Assert.Equal(holds, Compare(op, policy, request));

    [Theory]
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericEquals", "\"+0010\"", "10", true)]
    [InlineData("NumericEquals", "\"-0\"", "0", true)]
    [InlineData("NumericEquals", "\"0.1\"", "0.10000000000000000000000000000000000001", false)]
    [InlineData("NumericLessThan", "\"123456789012345678901234567890.5\"", "123456789012345678901234567890.4", true)]
    [InlineData("NumericLessThan", "\"10\"", "9", true)]
    [InlineData("NumericLessThan", "\"-10\"", "-9", false)]
    [InlineData("NumericLessThan", "\"0.01\"", "0.001", true)]
    [InlineData("NumericLessThanEquals", "\"1e3\"", "1000", true)]
    [InlineData("NumericGreaterThan", "\"999\"", "1e3", true)]
    [InlineData("NumericGreaterThanEquals", "[]", "1", false)]
    [InlineData("NumericEquals", "\"10\"", "ten", false)]
    [InlineData("NumericNotEquals", "\"10\"", "ten", true)]
    [InlineData("NumericNotEquals", "\"10\"", "10", false)]
    [InlineData("NumericEquals", "\"ten\"", "10", false)]
    public void Numbers(string op, string policy, string request, bool holds) =>
        Assert.Equal(holds, policy == "[]" ? Holds($$$"""{"{{{op}}}":{"x:key":[]}}""", new() { ["x:key"] = request }) : Compare(op, policy, request));

    [Theory]
    [InlineData("DateEquals", "2020-01-01T00:00:00Z", "2020-01-01", true)]
    [InlineData("DateEquals", "2020-01-01T00:00:00Z", "2020", true)]
    [InlineData("DateEquals", "2020-01-01T00:00Z", "2020-01", true)]
    [InlineData("DateEquals", "2020-01-01T02:00:00+02:00", "1577836800", true)]
    [InlineData("DateEquals", "1577836800.25", "2020-01-01T00:00:00.250Z", true)]
    [InlineData("DateEquals", "2020-01-01T00:00:00.12345678Z", "2020-01-01T00:00:00.123Z", true)]
    [InlineData("DateLessThan", "2020-01-01", "2019-12-31T23:59:59.999Z", true)]
    [InlineData("DateGreaterThanEquals", "2020-02-29", "2020-02-29", true)]
    [InlineData("DateEquals", "2021-02-29", "2021-02-29", false)]
    [InlineData("DateEquals", "2020-01-01T00:00:00", "2020-01-01", false)]
    [InlineData("DateNotEquals", "2020-01-01", "soon", true)]
    [InlineData("DateLessThan", "2020-01-01", "soon", false)]
    public void Dates(string op, string policy, string request, bool holds) => Assert.Equal(holds, Compare(op, $"\"{policy}\"", request));

    [Theory]
    [InlineData("\"true\"", "TRUE", true)]
    [InlineData("true", "true", true)]
    [InlineData("\"false\"", "nonsense", true)]
    [InlineData("\"false\"", "", true)]
    [InlineData("\"true\"", "nonsense", false)]
    public void Any_text_but_true_is_false(string policy, string request, bool holds) => Assert.Equal(holds, Compare("Bool", policy, request));

    [Theory]
    [InlineData("QUJD", "QUJD", true)]
    [InlineData("QUJD", "QUJE", false)]
    [InlineData("QUJD", "not base64!", false)]
    public void Bytes(string policy, string request, bool holds) => Assert.Equal(holds, Compare("BinaryEquals", $"\"{policy}\"", request));

    [Theory]
    [InlineData("IpAddress", "10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("IpAddress", "10.9.9.9/8", "10.1.2.3", true)]
    [InlineData("IpAddress", "010.001.002.003", "10.1.2.3", true)]
    [InlineData("IpAddress", "10.0.0.0/08", "10.1.2.3", true)]
    [InlineData("IpAddress", "0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("IpAddress", "0.0.0.0/0", "::1", false)]
    [InlineData("IpAddress", "::/0", "10.1.2.3", false)]
    [InlineData("IpAddress", "::/0", "2001:db8::1", true)]
    [InlineData("IpAddress", "2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("IpAddress", "2001:db8::1/32", "2001:db8:1::1", false)]
    [InlineData("NotIpAddress", "2001:db8::1/32", "2001:db8:1::1", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("IpAddress", "::ffff:10.0.0.0/104", "10.1.2.3", false)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "11.0.0.1", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "11.0.0", false)]
    [InlineData("IpAddress", "10.0.0.0/33", "10.0.0.0", false)]
    public void Addresses(string op, string policy, string request, bool holds) => Assert.Equal(holds, Compare(op, $"\"{policy}\"", request));

    [Theory]
    [InlineData("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a/b:c", true)]
    [InlineData("ArnEquals", "arn:aws:iam::*:role/?", "arn:aws:iam::1:role/a", true)]
    [InlineData("ArnLike", "arn:aws:*:role/x", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnLike", "arn:aws:IAM::1:role/x", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::2:*", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnNotEquals", "arn:aws:iam::1:*", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::1:*", "no arn", false)]
    [InlineData("ArnLike", "arn:aws:iam::1:*", "no arn", false)]
    public void Arns(string op, string policy, string request, bool holds) => Assert.Equal(holds, Compare(op, $"\"{policy}\"", request));

    [Fact]
    public void A_malformed_arn_in_the_policy_never_allows_and_always_denies()
    {
        const string arn = "arn:aws:iam::1:role/x";
        Assert.False(Compare("ArnLike", "\"role/x\"", arn));
        Assert.False(Compare("ArnNotLike", "\"role/x\"", arn));
        Assert.True(Compare("ArnLike", "\"role/x\"", arn, "Deny"));
        Assert.True(Compare("ArnNotLike", "\"role/x\"", arn, "Deny"));
        Assert.False(Compare("ArnLike", "\"role/x\"", "no arn", "Deny"));
        Assert.True(Compare("ArnLike", $"\"{arn}\",\"role/x\"", arn));
        Assert.False(Compare("ArnNotLike", $"\"{arn}\",\"role/x\"", arn, "Deny"));
    }

    [Fact]
    public void Values_are_alternatives_and_a_negated_operator_excludes_them_all()
    {
        Assert.True(Compare("StringEquals", "\"a\",\"b\"", "b"));
        Assert.False(Compare("StringNotEquals", "\"a\",\"b\"", "b"));
        Assert.True(Compare("StringNotEquals", "\"a\",\"b\"", "c"));
    }
}
