using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The presence table, one row a case: key absent, present and single-valued, present and multivalued.</summary>
public sealed class PresenceTableTests
{
    [Theory]
    [InlineData("StringEquals", false, true, false, false)]
    [InlineData("StringNotEquals", true, false, true, false)]
    [InlineData("StringEqualsIfExists", true, true, false, false)]
    [InlineData("StringNotEqualsIfExists", true, false, true, false)]
    [InlineData("ForAnyValue:StringEquals", false, true, false, true)]
    [InlineData("ForAnyValue:StringNotEquals", false, false, true, false)]
    [InlineData("ForAllValues:StringEquals", true, true, false, true)]
    [InlineData("ForAllValues:StringNotEquals", true, false, true, false)]
    [InlineData("ForAnyValue:StringEqualsIfExists", true, true, false, true)]
    [InlineData("ForAllValues:StringEqualsIfExists", true, true, false, true)]
    public void Operators_follow_the_table(string op, bool absent, bool equal, bool different, bool multivaluedEqual)
    {
        var single = $$$"""{"{{{op}}}":{"kms:KeySpec":["a","b"]}}""";
        Assert.Equal(absent, Holds(single, new()));
        Assert.Equal(equal, Holds(single, new() { ["kms:keyspec"] = "b" }));
        Assert.Equal(different, Holds(single, new() { ["KMS:KEYSPEC"] = "c" }));
        Assert.Equal(multivaluedEqual, Holds($$$"""{"{{{op}}}":{"aws:TagKeys":["a","b"]}}""", new() { ["aws:TagKeys"] = new[] { "a", "b" } }));
    }

    [Theory]
    [InlineData("ForAnyValue:StringEquals", true)]
    [InlineData("ForAnyValue:StringNotEquals", true)]
    [InlineData("ForAllValues:StringEquals", false)]
    [InlineData("ForAllValues:StringNotEquals", false)]
    public void Set_operators_quantify_over_the_requests_values(string op, bool holds) =>
        Assert.Equal(holds, Holds($$$"""{"{{{op}}}":{"aws:TagKeys":["a"]}}""", new() { ["aws:TagKeys"] = new[] { "a", "x" } }));

    [Fact]
    public void An_empty_list_is_present()
    {
        var empty = new Kagimori.Policies.ConditionContext { ["aws:TagKeys"] = Array.Empty<string>() };
        Assert.True(Holds("""{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}""", empty));
        Assert.False(Holds("""{"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"a"}}""", empty));
        Assert.True(Holds("""{"Null":{"aws:TagKeys":"false"}}""", empty));
    }

    [Fact]
    public void An_empty_text_is_present()
    {
        var empty = new Kagimori.Policies.ConditionContext { ["kms:KeySpec"] = "" };
        Assert.True(Holds("""{"Null":{"kms:KeySpec":"false"}}""", empty));
        Assert.False(Holds("""{"ForAllValues:StringEquals":{"kms:KeySpec":"a"}}""", empty));
        Assert.True(Holds("""{"ForAllValues:StringEquals":{"kms:KeySpec":["a",""]}}""", empty));
    }

    [Theory]
    [InlineData("\"true\"", true, false)]
    [InlineData("true", true, false)]
    [InlineData("\"FALSE\"", false, true)]
    [InlineData("\"yes\"", false, false)]
    [InlineData("[\"true\",\"false\"]", true, true)]
    public void Null_asks_about_presence(string value, bool absent, bool present)
    {
        Assert.Equal(absent, Holds($$$"""{"Null":{"kms:KeySpec":{{{value}}}}}""", new()));
        Assert.Equal(present, Holds($$$"""{"Null":{"kms:KeySpec":{{{value}}}}}""", new() { ["kms:KeySpec"] = "x" }));
    }

    [Fact]
    public void An_unknown_key_is_multivalued_when_it_is_given_as_a_list()
    {
        Assert.False(Holds("""{"StringEquals":{"x:y":"a"}}""", new() { ["x:y"] = new[] { "a" } }));
        Assert.True(Holds("""{"StringEquals":{"x:y":"a"}}""", new() { ["x:y"] = "a" }));
        Assert.False(Holds("""{"StringEquals":{"kms:KeySpec":"${x:y, 'a'}"}}""", new() { ["x:y"] = new[] { "a" }, ["kms:KeySpec"] = "a" }));
    }
}
