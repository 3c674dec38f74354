using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Policy variables in resources and in condition values.</summary>
public sealed class VariableTests
{
    private static bool Covers(string resource, ConditionContext context, string asked = Key, string element = "Resource")
    {
        var policy = Identity($$"""{"Effect":"Allow","Action":"*","{{element}}":"{{resource}}"}""");
        var request = WithoutResource(UserU, "kms:Decrypt", policy);
        request.Resource = asked;
        request.Context = context;
        return Authorizer.Decide(request).IsAllowed;
    }

    [Fact]
    public void A_value_takes_the_variables_place() =>
        Assert.True(Covers("arn:aws:kms:*:*:key/${aws:username}*", new() { ["AWS:UserName"] = "1234" }));

    [Fact]
    public void A_wildcard_in_a_value_is_a_character()
    {
        Assert.False(Covers("arn:aws:kms:*:*:key/${aws:username}", new() { ["aws:username"] = "*" }));
        Assert.False(Holds("""{"StringLike":{"x:a":"${x:b}"}}""", new() { ["x:a"] = "abc", ["x:b"] = "a*" }));
        Assert.True(Holds("""{"StringLike":{"x:a":"${x:b}*"}}""", new() { ["x:a"] = "a*c", ["x:b"] = "a*" }));
    }

    [Fact]
    public void A_default_stands_in_for_an_absent_key()
    {
        Assert.True(Covers("arn:aws:kms:*:*:key/${aws:username, '1234abcd'}", new()));
        Assert.False(Covers("arn:aws:kms:*:*:key/1234abcd${aws:username, 'x'}", new()));
        Assert.True(Covers("arn:aws:kms:*:*:key/1234abcd${aws:username, 'x'}", new() { ["aws:username"] = "" }));
    }

    [Fact]
    public void A_multivalued_key_has_no_single_value_even_with_a_default() =>
        Assert.False(Covers("arn:aws:kms:*:*:key/${aws:TagKeys, '1234abcd'}", new()));

    [Fact]
    public void An_unresolvable_pattern_stops_NotResource_as_well()
    {
        Assert.True(Covers("arn:aws:kms:*:*:key/other", new(), element: "NotResource"));
        Assert.False(Covers("arn:aws:kms:*:*:key/${aws:username}", new(), element: "NotResource"));
        Assert.False(Covers("arn:aws:kms:*:*:key/${aws:username}", new(), "*", "NotResource"));
    }

    [Fact]
    public void A_variable_before_the_resource_part_matches_nothing() =>
        Assert.False(Covers("arn:aws:kms:${aws:RequestedRegion}:*:*", new() { ["aws:RequestedRegion"] = "us-east-1" }));

    [Fact]
    public void Variables_work_in_arns_bools_and_without_case()
    {
        Assert.True(Holds("""{"ArnLike":{"x:a":"arn:aws:iam::1:user/${aws:username}"}}""", new() { ["x:a"] = "arn:aws:iam::1:user/u", ["aws:username"] = "u" }));
        Assert.False(Holds("""{"ArnLike":{"x:a":"arn:aws:iam::1:user/${aws:username}"}}""", new() { ["x:a"] = "arn:aws:iam::1:user/u" }));
        Assert.True(Holds("""{"ArnNotLike":{"x:a":"arn:aws:iam::1:user/${aws:username}"}}""", new() { ["x:a"] = "arn:aws:iam::1:user/u" }));
        Assert.True(Holds("""{"Bool":{"x:a":"${x:b}"}}""", new() { ["x:a"] = "true", ["x:b"] = "True" }));
        Assert.True(Holds("""{"StringEqualsIgnoreCase":{"x:a":"${x:b}-Z"}}""", new() { ["x:a"] = "Äz-z", ["x:b"] = "äZ" }));
    }

    [Fact]
    public void Numbers_dates_and_addresses_take_no_variables()
    {
        Assert.False(Holds("""{"NumericEquals":{"x:a":"${x:b}"}}""", new() { ["x:a"] = "1", ["x:b"] = "1" }));
        Assert.False(Holds("""{"Null":{"x:a":"${x:b}"}}""", new() { ["x:b"] = "true" }));
    }

    [Fact]
    public void A_long_value_outgrows_the_stack()
    {
        var longName = new string('n', 5000);
        Assert.True(Holds("""{"StringEquals":{"x:a":"<${x:b}>"}}""", new() { ["x:a"] = $"<{longName}>", ["x:b"] = longName }));
    }

    [Fact]
    public void An_unclosed_variable_is_refused_only_where_variables_exist()
    {
        Assert.Equal("Syntax errors in policy.", Refused(PolicyGrammar.SessionPolicy, Document(Allow("kms:*", resource: "arn:aws:kms:*:*:key/${a"))).Message);
        Parse(PolicyGrammar.SessionPolicy, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:kms:*:*:key/${a"}}""");
    }
}
