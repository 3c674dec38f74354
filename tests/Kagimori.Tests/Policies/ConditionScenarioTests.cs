using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The scenarios of the specification that conditions, variables and patterns decide, by number.</summary>
public sealed class ConditionScenarioTests
{
    private static ConditionContext None => new();

    [Fact] // 33
    public void A_multivalued_key_needs_a_set_operator()
    {
        var oneTag = None.With("aws:TagKeys", ["team"]);
        Assert.False(Holds("""{"StringEquals":{"aws:TagKeys":"team"}}""", oneTag));
        Assert.False(Holds("""{"StringNotEquals":{"aws:TagKeys":"team"}}""", oneTag));
        Assert.True(Holds("""{"StringNotEquals":{"aws:TagKeys":"team"}}""", None));
        Assert.True(Holds("""{"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}}""", oneTag));
    }

    [Fact] // 34
    public void IfExists_holds_for_a_missing_key() => Assert.True(Holds("""{"StringNotEqualsIfExists":{"kms:KeySpec":"x"}}""", None, "Deny"));

    [Fact] // 35
    public void ForAllValues_holds_without_the_key()
    {
        const string keys = "\"ForAllValues:StringEquals\":{\"kms:EncryptionContextKeys\":[\"AppName\"]}";
        Assert.True(Holds("{" + keys + "}", None));
        Assert.False(Holds("{" + keys + ""","StringEquals":{"kms:EncryptionContext:AppName":"x"}}""", None));
        var error = Refused(PolicyGrammar.KeyPolicy, Document(Allow("kms:*", "*", condition: """{"ForAllValues:StringEquals":{"kms:EncryptionContext:AppName":"x"}}""")));
        Assert.Equal(PolicyErrorCode.OverlyPermissiveCondition, error.Code);
        Assert.Equal("OverlyPermissiveCondition:EncryptionContext: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified encryption context or with an unspecified encryption context. To fix, remove ForAllValues.", error.Message);
    }

    [Fact] // 36
    public void A_variable_without_a_value_equals_nothing()
    {
        var tagged = None.With("aws:PrincipalTag/t", "x");
        Assert.True(Holds("""{"StringNotEquals":{"aws:PrincipalTag/t":"${aws:ResourceTag/t}"}}""", tagged));
        Assert.False(Holds("""{"StringEquals":{"aws:PrincipalTag/t":"${aws:ResourceTag/t}"}}""", tagged));
        var request = WithoutResource(UserU, "kms:Decrypt", Identity(Allow("kms:*", resource: "arn:aws:kms:*:*:key/${aws:username}")));
        request.Resource = Key;
        DecisionAssert.ImplicitlyDenied(request);
    }

    [Fact] // 37
    public void Only_the_2012_version_knows_variables()
    {
        var alice = None.With("aws:username", "alice");
        const string condition = """{"StringEquals":{"kms:KeyOrigin":"${aws:username}"}}""";
        Assert.True(Holds(condition, None.With("aws:username", "alice").With("kms:KeyOrigin", "alice")));
        Assert.False(Holds(condition, alice.With("kms:KeyOrigin", "alice"), version: "2008-10-17"));
        Assert.True(Holds(condition, None.With("kms:KeyOrigin", "${aws:username}"), version: "2008-10-17"));
        Assert.True(Holds("""{"StringLike":{"kms:KeyOrigin":"a${*}"}}""", None.With("kms:KeyOrigin", "a*")));
        Assert.False(Holds("""{"StringLike":{"kms:KeyOrigin":"a${*}"}}""", None.With("kms:KeyOrigin", "ab")));
        Assert.True(Holds("""{"StringLike":{"kms:KeyOrigin":"a${*}"}}""", None.With("kms:KeyOrigin", "a${bcd}"), version: "2008-10-17"));
    }

    [Fact] // 38
    public void Arn_wildcards_stay_in_their_part_and_addresses_have_their_quirks()
    {
        const string arn = "arn:aws:kms:us-east-1:999999999999:x:111111111111:key/1";
        var source = None.With("aws:SourceArn", arn);
        Assert.False(Holds("""{"ArnLike":{"aws:SourceArn":"arn:aws:kms:*:111111111111:key/*"}}""", source));
        Assert.True(Holds("""{"StringLike":{"aws:SourceArn":"arn:aws:kms:*:111111111111:key/*"}}""", source));
        Assert.False(Holds("""{"IpAddress":{"aws:SourceIp":"2001:db8::1/32"}}""", None.With("aws:SourceIp", "2001:db8::1")));
        Assert.False(Holds("""{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", None.With("aws:SourceIp", "nowhere")));
    }

    [Fact] // 46
    public void PrincipalArn_is_the_role_and_mfa_is_absent_for_long_term_keys()
    {
        var session = None.With("aws:PrincipalArn", Role);
        Assert.False(Holds("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::111111111111:assumed-role/R/s1"}}""", session));
        Assert.True(Holds("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/app/R"}}""", session));
        Assert.False(Holds("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", None));
        Assert.True(Holds("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", None));
    }

    [Fact] // 47
    public void Encryption_context_keys_compare_without_case_as_names_and_with_it_as_values()
    {
        var context = None.With("kms:EncryptionContext:AppName", "x").With("kms:EncryptionContextKeys", ["AppName"]);
        Assert.True(Holds("""{"StringEquals":{"kms:EncryptionContext:appname":"x"}}""", context));
        Assert.False(Holds("""{"StringEquals":{"kms:EncryptionContext:appname":"X"}}""", context));
        Assert.False(Holds("""{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"appname"}}""", context));
    }
}
