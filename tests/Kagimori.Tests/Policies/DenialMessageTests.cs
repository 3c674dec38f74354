using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The texts of denials, word for word.</summary>
public sealed class DenialMessageTests
{
    private static string Message(AccessRequest request, ResourceForm form = ResourceForm.Usual) =>
        DenialMessage.Format(request, Authorizer.Decide(request), form);

    [Fact]
    public void An_implicit_deny_names_the_policy_that_is_missing()
    {
        Assert.Equal(
            "User: arn:aws:iam::111111111111:user/u is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111111111111:key/1234abcd because no identity-based policy allows the kms:Decrypt action",
            Message(Request(UserU)));
        Assert.EndsWith("because no resource-based policy allows the kms:Decrypt action", Message(Request(UserU, KeyPolicy(Allow("kms:*", Role)))));
        var limited = Request(SessionS1, KeyPolicy(Allow("kms:*", Role)));
        limited.SessionPolicies = [];
        Assert.Equal(
            "User: arn:aws:sts::111111111111:assumed-role/R/s1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111111111111:key/1234abcd because no session policy allows the kms:Decrypt action",
            Message(limited));
        limited.Boundary = AllowsS3Only;
        Assert.EndsWith("because no permissions boundary allows the kms:Decrypt action", Message(limited));
        limited.ServiceControlPolicies = [[]];
        Assert.EndsWith("because no service control policy allows the kms:Decrypt action", Message(limited));
    }

    [Fact]
    public void An_explicit_deny_names_the_policy_and_a_managed_ones_arn()
    {
        var request = Request(UserU);
        request.IdentityPolicies = [AllowsKms, DeniesKms];
        Assert.EndsWith(" with an explicit deny in an identity-based policy", Message(request));
        request.IdentityPolicies = [AllowsKms, DeniesKms with { Arn = "arn:aws:iam::111111111111:policy/Name", Source = PolicySource.UserManaged }];
        Assert.EndsWith(" with an explicit deny in an identity-based policy: arn:aws:iam::111111111111:policy/Name", Message(request));
        Assert.EndsWith(" with an explicit deny in a resource-based policy", Message(Request(UserU, KeyPolicy(Deny("*", "*")))));
    }

    [Fact]
    public void A_foreign_key_is_hidden_unless_the_callers_own_side_is_missing()
    {
        const string hidden = "User: arn:aws:iam::222222222222:user/b is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
        Assert.Equal(hidden, Message(Request(UserOfB)));
        Assert.Equal(hidden, Message(Request(UserOfB, KeyPolicy(Deny("*", B)))));
        Assert.Equal(hidden, DenialMessage.Hidden(UserOfB, "kms:Decrypt"));
        Assert.Equal(
            "User: arn:aws:iam::222222222222:user/b is not authorized to perform: kms:Decrypt on this resource because no identity-based policy allows the kms:Decrypt action",
            Message(Request(UserOfB, KeyPolicy(Allow("*", B)))));
    }

    [Fact]
    public void An_action_without_resource_says_star_or_nothing()
    {
        var request = WithoutResource(UserU, "kms:CreateKey");
        Assert.Equal("User: arn:aws:iam::111111111111:user/u is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action", Message(request));
        Assert.Equal("User: arn:aws:iam::111111111111:user/u is not authorized to perform: kms:CreateKey because no identity-based policy allows the kms:CreateKey action", Message(request, ResourceForm.Omitted));
    }

    [Fact]
    public void A_trust_policy_gives_no_reason_and_a_deny_in_it_does()
    {
        var request = Request(UserU, action: "sts:AssumeRole");
        request.Resource = "arn:aws:iam::111111111111:role/R";
        request.ResourcePolicy = Trust("Allow", "role/other");
        Assert.Equal("User: arn:aws:iam::111111111111:user/u is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/R", Message(request));
        request.ResourcePolicy = Trust("Deny", "user/u");
        Assert.EndsWith(" with an explicit deny in the role trust policy", Message(request));
        request.ResourcePolicy = Trust("Allow", "user/u");
        DecisionAssert.Allowed(request, AllowPath.Direct);
    }

    private static AttachedPolicy Trust(string effect, string principal)
    {
        var text = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Principal":{"AWS":"arn:aws:iam::111111111111:{{{principal}}}"},"Action":"sts:AssumeRole"}}""";
        return new(Parse(PolicyGrammar.TrustPolicy, text), "trust", null, PolicySource.TrustPolicy);
    }
}
