using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The text that GetKeyPolicy returns, and the principals in it.</summary>
public sealed class CanonicalTextTests
{
    private const string Submitted =
        """{"Id":"i","Statement":[{"Effect":"Allow","Principal":{"AWS":["111111111111","*"],"Service":"s3.amazonaws.com"},"Action":["kms:*"],"Resource":"*","Condition":{"Bool":{"kms:MultiRegion":true},"StringLike":{}}},{"Sid":"a \"b\" é","Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111111111111:user/u"},"Action":"kms:*","Resource":"*"}],"Version":"2012-10-17"}""";

    [Fact]
    public void Objects_are_indented_and_arrays_stay_on_their_line()
    {
        const string expected = """
            {
              "Id" : "i",
              "Statement" : [ {
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : [ "111111111111", "*" ],
                  "Service" : "s3.amazonaws.com"
                },
                "Action" : [ "kms:*" ],
                "Resource" : "*",
                "Condition" : {
                  "Bool" : {
                    "kms:MultiRegion" : true
                  },
                  "StringLike" : { }
                }
              }, {
                "Sid" : "a \"b\" é",
                "Effect" : "Deny",
                "NotPrincipal" : {
                  "AWS" : "arn:aws:iam::111111111111:user/u"
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ],
              "Version" : "2012-10-17"
            }
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Parse(PolicyGrammar.KeyPolicy, Submitted).ToCanonicalText());
    }

    [Fact]
    public void Principals_are_replaced_where_they_stand()
    {
        var policy = Parse(PolicyGrammar.KeyPolicy, Submitted);
        var mapped = policy.MapPrincipals(principal => principal == A ? "arn:aws:iam::111111111111:root" : "AIDAUUUUUUUUUUUUUUUUU");
        Assert.Equal(Submitted.Replace("\"111111111111\"", "\"arn:aws:iam::111111111111:root\"").Replace(User, "AIDAUUUUUUUUUUUUUUUUU"), mapped);
        Assert.Equal([A, User], policy.AwsPrincipals);
        Assert.Equal(["s3.amazonaws.com"], policy.ServicePrincipals);
    }

    [Fact]
    public void Escapes_survive()
    {
        var policy = Parse(PolicyGrammar.KeyPolicy, """{"Id":"\u0001\t\/\\","Statement":{"Effect":"Allow","Principal":"*"}}""");
        Assert.Equal("\u0001\t/\\", Parse(PolicyGrammar.KeyPolicy, policy.ToCanonicalText()).Id);
        Assert.Contains("\"\\u0001\\t/\\\\\"", policy.ToCanonicalText());
    }

    [Fact]
    public void The_default_key_policy_is_canonical()
    {
        var text = DefaultKeyPolicy.Create(A);
        Assert.Equal(text, Parse(PolicyGrammar.KeyPolicy, text).ToCanonicalText());
        Assert.Equal("key-default-1", Parse(PolicyGrammar.KeyPolicy, text).Id);
    }

    [Theory]
    [InlineData(ConsoleKeyKind.SymmetricEncryption, "kms:GenerateDataKey", true)]
    [InlineData(ConsoleKeyKind.AsymmetricEncryption, "kms:GetPublicKey", true)]
    [InlineData(ConsoleKeyKind.SignVerify, "kms:Sign", true)]
    [InlineData(ConsoleKeyKind.KeyAgreement, "kms:DeriveSharedSecret", true)]
    [InlineData(ConsoleKeyKind.Hmac, "kms:GenerateMac", false)]
    public void The_console_key_policy_lets_users_use_and_administrators_administer(ConsoleKeyKind kind, string use, bool attaches)
    {
        var text = ConsoleKeyPolicy.Create(A, [Role], [User, "arn:aws:iam::222222222222:root"], kind, multiRegion: true);
        var policy = Parse(PolicyGrammar.KeyPolicy, text);
        Assert.Equal(text, policy.ToCanonicalText());
        Assert.Equal("key-consolepolicy-3", policy.Id);
        string[] sids = ["Enable IAM User Permissions", "Allow access for Key Administrators", "Allow use of the key", "Allow attachment of persistent resources"];
        Assert.Equal(sids[..(attaches ? 4 : 3)], policy.Statements.Select(statement => statement.Sid!));

        var attached = new AttachedPolicy(policy, "default", null, PolicySource.KeyPolicy);
        DecisionAssert.Allowed(Request(UserU, attached, use), AllowPath.Direct);
        DecisionAssert.ImplicitlyDenied(Request(SessionS1, attached, use == "kms:GetPublicKey" ? "kms:Encrypt" : use));
        DecisionAssert.Allowed(Request(SessionS1, attached, "kms:ReplicateKey"), AllowPath.SessionIssuer);
        DecisionAssert.ImplicitlyDenied(Request(SessionS1, attached, "kms:RotateKeyOnDemand"));
        var grant = Request(UserU, attached, "kms:CreateGrant");
        DecisionAssert.ImplicitlyDenied(grant);
        grant.Context = new ConditionContext().With("kms:GrantIsForAWSResource", "true");
        Assert.Equal(attaches, Authorizer.Decide(grant).IsAllowed);
    }

    [Fact]
    public void Only_administrators_of_a_single_Region_symmetric_key_may_rotate_it_on_demand()
    {
        foreach (var kind in Enum.GetValues<ConsoleKeyKind>())
        {
            var policy = Parse(PolicyGrammar.KeyPolicy, ConsoleKeyPolicy.Create(A, [Role], [User], kind));
            var request = Request(SessionS1, new AttachedPolicy(policy, "default", null, PolicySource.KeyPolicy), "kms:RotateKeyOnDemand");
            Assert.Equal(kind == ConsoleKeyKind.SymmetricEncryption, Authorizer.Decide(request).IsAllowed);
        }
    }

    [Fact]
    public void Without_administrators_and_users_only_the_account_is_named() =>
        Assert.Single(Parse(PolicyGrammar.KeyPolicy, ConsoleKeyPolicy.Create(A, [], [])).Statements);
}
