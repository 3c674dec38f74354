using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What each kind of policy may contain, and the words in which the rest is refused.</summary>
public sealed class PolicyParseTests
{
    private const string Version = "\"Version\":\"2012-10-17\"";

    private static string One(string statement) => "{" + Version + ",\"Statement\":" + statement + "}";

    [Theory]
    [InlineData("", "Syntax errors in policy.")]
    [InlineData("[]", "Syntax errors in policy.")]
    [InlineData("{\"Version\":\"2012-10-17\"}", "Syntax errors in policy.")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[]}", "Syntax errors in policy.")]
    [InlineData("{\"Version\":\"2020-01-01\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "Syntax errors in policy.")]
    [InlineData("{\"Version\":\"2008-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("{\"Id\":\"x\",\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "Syntax errors in policy.")]
    public void Identity_documents_are_refused_in_IAMs_words(string text, string message)
    {
        var error = Refused(PolicyGrammar.IdentityPolicy, text);
        Assert.Equal(message, error.Message);
        Assert.Equal(PolicyErrorCode.Malformed, error.Code);
    }

    [Theory]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Foo\":1}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}", "Syntax errors in policy.")]
    [InlineData("{\"Action\":\"*\",\"Resource\":\"*\"}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":7,\"Resource\":\"*\"}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":null}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringIs\":{\"a:b\":\"c\"}}}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"NullIfExists\":{\"a:b\":\"true\"}}}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"a:b\":\"c\",\"A:B\":\"d\"}}}", "Syntax errors in policy.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"soon\"}}}", "The policy failed legacy parsing")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10\"}}}", "The policy failed legacy parsing")]
    [InlineData("{\"Effect\":\"Allow\",\"Resource\":\"*\"}", "Policy statement must contain actions.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}", "Policy statement must contain actions.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\"}", "Policy statement must contain resources.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"Decrypt\",\"Resource\":\"*\"}", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"kms:a:b\",\"Resource\":\"*\"}", "Actions/Condition can contain only one colon.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"k*:Decrypt\",\"Resource\":\"*\"}", "Vendor k* is not valid")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"key\"}", "Resource key must be in ARN format or \"*\".")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:b:kms:x:1:key/a\"}", "Partition \"b\" is not valid for resource \"arn:b:kms:x:1:key/a\".")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:k*:x:1:key/a\"}", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:iam:us-east-1:1:role/a\"}", "IAM resource arn:aws:iam:us-east-1:1:role/a cannot contain region information.")]
    [InlineData("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}", "Policy document should not specify a principal.")]
    [InlineData("[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Sid\":\"a\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]", "Statement IDs (SID) in a single policy must be unique.")]
    public void Identity_statements_are_refused_in_IAMs_words(string statement, string message) =>
        Assert.Equal(message, Refused(PolicyGrammar.IdentityPolicy, One(statement)).Message);

    [Fact]
    public void A_syntax_error_is_told_before_any_other() =>
        Assert.Equal("Syntax errors in policy.", Refused(PolicyGrammar.IdentityPolicy, "{\"Statement\":[{\"Effect\":\"Allow\"},{\"Effect\":5}]}").Message);

    [Fact]
    public void An_error_says_where()
    {
        var error = Refused(PolicyGrammar.KeyPolicy, "{\n  \"Statement\": [\n    { \"Id\": \"é\", \"Effect\": \"Allow\" }\n  ]\n}");
        Assert.Equal((3, 13, "Statement[0].Id"), (error.Line, error.Column, error.Path));
        Assert.Contains("line 3, column 13", error.Message);
    }

    [Fact]
    public void A_statement_knows_its_place()
    {
        var text = "{\"Id\":\"é😀\",\n \"Statement\":[" + Allow("kms:*", "*") + ",\n  " + Deny("s3:*", "*") + "]}";
        var statements = Parse(PolicyGrammar.KeyPolicy, text).Statements;
        Assert.Equal((2, 15), (statements[0].Line, statements[0].Column));
        Assert.Equal((3, 3), (statements[1].Line, statements[1].Column));
        Assert.Equal(Deny("s3:*", "*"), text[statements[1].Start..statements[1].End]);
    }

    [Theory]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}", "Has prohibited field Resource.")]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"kms:Decrypt\"}", "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity")]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::1:user/u\"},\"Action\":\"sts:AssumeRole\"}", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::1:user/u\"")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:role/*\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}", "Policy contains a statement with one or more invalid principals.")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}", "Policy contains a statement with one or more invalid principals.")]
    public void Other_documents_are_refused_in_their_services_words(PolicyGrammar grammar, string statement, string message) =>
        Assert.Equal(message, Refused(grammar, One(statement)).Message);

    [Theory]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Sid\":\"Any thing, é\",\"Effect\":\"Allow\",\"NotPrincipal\":\"*\",\"NotAction\":\"x:y\",\"NotResource\":\"arn:aws:kms:*\"}")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Allow\",\"Principal\":\"*\"}")]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::1:saml-provider/x\",\"Service\":[\"ec2.amazonaws.com\"]},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]}")]
    [InlineData(PolicyGrammar.SessionPolicy, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"NumericEquals\":{\"a:b\":\"many\"}}}")]
    [InlineData(PolicyGrammar.ServiceControlPolicy, "{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"Resource\":\"arn:aws:kms:*\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:*\",\"NotResource\":\"arn:aws:kms:*:*:key/a\"}")]
    [InlineData(PolicyGrammar.EndpointPolicy, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}")]
    public void Accepted(PolicyGrammar grammar, string statement) => Assert.Single(Parse(grammar, One(statement)).Statements);

    [Theory]
    [InlineData(PolicyGrammar.ServiceControlPolicy, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.ServiceControlPolicy, "{\"Effect\":\"Deny\",\"Action\":\"kms:*\",\"Resource\":\"arn:aws:kms:us-east-1\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"NotAction\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Deny\",\"NotPrincipal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.ResourceControlPolicy, "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"}")]
    [InlineData(PolicyGrammar.TrustPolicy, "{\"Effect\":\"Deny\",\"NotPrincipal\":\"*\",\"Action\":\"sts:AssumeRole\"}")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"key\"}")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Deny\",\"Principal\":{\"Federated\":\"x\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    [InlineData(PolicyGrammar.KeyPolicy, "{\"Effect\":\"Deny\",\"Principal\":{},\"Action\":\"kms:*\",\"Resource\":\"*\"}")]
    public void Not_accepted(PolicyGrammar grammar, string statement) => Refused(grammar, One(statement));

    [Fact]
    public void Organizations_own_policy_is_read_as_a_stored_one() =>
        Assert.True(Policy.TryParseStored(One("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}"), PolicyGrammar.ResourceControlPolicy, out _, out _));

    [Theory]
    [InlineData("{ \"a b\" : [ 1,\n\t2 ] }", 13)]
    [InlineData("\"\\\" x\"", 6)]
    [InlineData("\"\\\\\" x", 5)]
    public void Size_leaves_out_white_space_between_tokens(string text, int size) => Assert.Equal(size, PolicySize.OfIdentityPolicy(text));
}
