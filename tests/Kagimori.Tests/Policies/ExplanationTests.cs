using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>What a person reads about a decision.</summary>
public sealed class ExplanationTests
{
    private static Explanation Explained()
    {
        var request = Request(UserU);
        request.IdentityPolicies =
        [
            Identity(
                Allow("kms:Decrypt", condition: """{"StringEquals":{"kms:ViaService":["s3.us-east-1.amazonaws.com","ec2.us-east-1.amazonaws.com"],"kms:KeySpec":"SYMMETRIC_DEFAULT"}}"""),
                Deny("kms:Encrypt", resource: "arn:aws:kms:us-east-1:111111111111:key/${aws:username}")),
        ];
        request.Context = new ConditionContext().With("kms:KeySpec", "SYMMETRIC_DEFAULT");
        return Authorizer.Explain(request);
    }

    [Fact]
    public void The_text_says_for_every_element_whether_and_why_it_matched()
    {
        const string expected = """
            Denied: no statement of an identity policy allows kms:Decrypt
              principal  arn:aws:iam::111111111111:user/u
              action     kms:Decrypt
              resource   arn:aws:kms:us-east-1:111111111111:key/1234abcd
            Any one of these would allow it
              - identity policy identity, statement 1 (line 1) allows only if StringEquals kms:ViaService s3.us-east-1.amazonaws.com or ec2.us-east-1.amazonaws.com (the request does not have it)
              - the key policy must allow kms:Decrypt to arn:aws:iam::111111111111:user/u
            Key policy: allows
              default
                Allow statement 1 (line 1): applies to the caller's account
                  yes  Principal: arn:aws:iam::111111111111:root (the account)
                  yes  Action: kms:*
                  yes  Resource: *
            Identity policies: says nothing, and must allow
              identity
                Allow statement 1 (line 1): does not apply
                  yes  Action: kms:Decrypt
                  yes  Resource: *
                  no   StringEquals kms:ViaService: expected s3.us-east-1.amazonaws.com or ec2.us-east-1.amazonaws.com; the request does not have it
                  yes  StringEquals kms:KeySpec: expected SYMMETRIC_DEFAULT; the request has SYMMETRIC_DEFAULT
                Deny statement 2 (line 1): does not apply
                  no   Action: kms:Decrypt is not listed
                  no   Resource: arn:aws:kms:us-east-1:111111111111:key/${aws:username} has a variable without a value

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Explained().ToText());
    }

    [Fact]
    public void The_json_says_the_same()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Explained().WriteTo(writer);
        var json = JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!;
        Assert.Equal("ImplicitlyDenied", (string)json["outcome"]!);
        Assert.Equal("IdentityPolicy", (string)json["by"]!);
        var statement = json["sets"]![1]!["policies"]![0]!["statements"]![0]!;
        Assert.Equal("None", (string)statement["applies"]!);
        Assert.False((bool)statement["conditions"]![0]!["holds"]!);
        Assert.Null(statement["conditions"]![0]!["actual"]);
        Assert.Equal("SYMMETRIC_DEFAULT", (string)statement["conditions"]![1]!["actual"]![0]!);
    }

    [Fact]
    public void An_allow_names_both_statements()
    {
        var request = Request(UserU);
        request.IdentityPolicies = [AllowsKms];
        Assert.Equal("Allowed by an identity policy (delegated to the account): default, statement 1 (line 1) and identity, statement 1 (line 1)", Authorizer.Explain(request).Summary.Replace(" and ", " and "));
        request.IdentityPolicies = [AllowsKms, DeniesKms];
        Assert.Equal("Denied by an identity policy: identity, statement 1 (line 1)", Authorizer.Explain(request).Summary);
    }
}
