using System.Text.Json.Nodes;

namespace Kagimori.Tests.Federation;

/// <summary>Roles that trust an OpenID Connect provider: who gets a session, and what the session is.</summary>
public sealed class WebIdentityRoleTests : WebIdentityTest
{
    [Theory, InlineData("RS256"), InlineData("RS512"), InlineData("ES256")]
    public async Task A_token_of_a_trusted_provider_gives_a_session(string algorithm)
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider());
        var answer = await BearAsync(Token(algorithm));
        Assert.Equal(("user-7", "client-1", ProviderArn, $"arn:aws:sts::{A}:assumed-role/web/app"),
            (answer.Succeeded().Xml("SubjectFromWebIdentityToken"), answer.Xml("Audience"), answer.Xml("Provider"), answer.Xml("Arn")));
        (await DescribeKeyAsync(Credentials(answer))).Succeeded();
    }

    [Fact]
    public async Task The_audit_trail_names_the_bearer_and_not_the_token()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider());
        var token = Token();
        (await BearAsync(token)).Succeeded();
        var record = Service.AuditRecords()[^1];
        var identity = record["userIdentity"]!;
        Assert.Equal(("WebIdentityUser", "user-7", ProviderArn, $"{ProviderArn}:client-1:user-7"), (identity["type"]!.GetValue<string>(),
            identity["userName"]!.GetValue<string>(), identity["identityProvider"]!.GetValue<string>(), identity["principalId"]!.GetValue<string>()));
        Assert.Equal(RoleArn("web"), record["requestParameters"]!["roleArn"]!.GetValue<string>());
        Assert.DoesNotContain(token, record.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("webIdentityToken", record.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"idp.example.com/realms/test:sub":"user-7","idp.example.com/realms/test:aud":"client-1"}}""", true)]
    [InlineData("""{"StringLike":{"IDP.example.com/realms/test:SUB":"user-*"}}""", true)]
    [InlineData("""{"StringEquals":{"idp.example.com/realms/test:sub":"user-8"}}""", false)]
    [InlineData("""{"StringEquals":{"idp.example.com/realms/other:sub":"user-7"}}""", false)]
    [InlineData("""{"StringEquals":{"idp.example.com/realms/test:email":"u7@example.com"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"idp.example.com/realms/test:amr":"mfa"}}""", true)]
    [InlineData("""{"StringEquals":{"idp.example.com/realms/test:amr":"mfa"}}""", false)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"app"}}""", true)]
    [InlineData("""{"Null":{"aws:PrincipalArn":"true","aws:MultiFactorAuthPresent":"true"}}""", true)]
    public async Task The_trust_policy_decides_on_the_claims(string condition, bool isTrusted)
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider(condition: condition));
        var answer = await BearAsync(Token(change: claims =>
        {
            claims["email"] = "u7@example.com";
            claims["amr"] = new JsonArray("pwd", "mfa");
        }));
        if (isTrusted) answer.Succeeded();
        else answer.RefusedXml(403, "AccessDenied", NotAuthorized);
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_provider_is_answered_as_one_that_does_not_exist()
    {
        await AddProviderAsync();
        await AddRoleAsync("other", TrustProvider(provider: $"arn:aws:iam::{A}:oidc-provider/idp.example.com/realms/other"));
        await AddRoleAsync("users", Trust(A, "\"sts:AssumeRoleWithWebIdentity\",\"sts:AssumeRole\""));
        foreach (var role in new[] { "other", "users", "absent" }) (await BearAsync(Token(), role)).RefusedXml(403, "AccessDenied", NotAuthorized);
        // Nor can a user assume a role that trusts the provider alone.
        await AddRoleAsync("web", TrustProvider("\"sts:AssumeRoleWithWebIdentity\",\"sts:AssumeRole\""));
        Assert.Equal("AccessDenied", (await AssumeAsync("bob", RoleArn("web"))).Xml("Code"));
    }

    [Fact]
    public async Task A_refusal_is_explained_in_the_audit_trail()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider(condition: """{"StringEquals":{"idp.example.com/realms/test:sub":"user-8"}}"""));
        (await BearAsync(Token())).RefusedXml(403, "AccessDenied", NotAuthorized);
        var decision = Service.AuditRecords()[^1]["additionalEventData"]!["decisions"]![0]!;
        Assert.Equal("sts:AssumeRoleWithWebIdentity", decision["action"]!.GetValue<string>());
        Assert.Contains(decision["explanation"]!.AsArray(), line => line!.GetValue<string>().Contains("user-7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_session_knows_its_provider_and_what_it_said()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider(), TestService.Allow("kms:DescribeKey",
            condition: $$$"""{"StringEquals":{"aws:FederatedProvider":"{{{ProviderArn}}}","{{{TestIssuer.Url}}}:sub":"user-7"}}"""));
        (await DescribeKeyAsync(Credentials(await BearAsync(Token())))).Succeeded();
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await BearAsync(Token(change: claims => claims["sub"] = "user-8"))))).Code);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_tokens_tags_and_source_identity_become_the_sessions(bool isFlat)
    {
        await AddProviderAsync();
        const string actions = "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\"";
        await AddRoleAsync("web", TrustProvider(actions, """{"StringEquals":{"aws:RequestTag/team":"red","sts:SourceIdentity":"Seven"},"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["team"]}}"""));
        await AddRoleAsync("next", Trust(RoleArn("web"), "\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\""),
            TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"aws:PrincipalTag/team":"red","aws:SourceIdentity":"Seven"},"Null":{"aws:PrincipalTag/floor":"true"}}"""));
        var answer = await BearAsync(Token(change: claims =>
        {
            claims["https://aws.amazon.com/source_identity"] = "Seven";
            if (isFlat)
            {
                claims["https://aws.amazon.com/tags/principal_tags/team"] = "red";
                claims["https://aws.amazon.com/tags/principal_tags/floor"] = "2";
                claims["https://aws.amazon.com/tags/transitive_tag_keys"] = new JsonArray("team");
            }
            else
            {
                claims["https://aws.amazon.com/tags"] = new JsonObject
                {
                    ["principal_tags"] = new JsonObject { ["team"] = new JsonArray("red"), ["floor"] = new JsonArray("2") },
                    ["transitive_tag_keys"] = new JsonArray("team"),
                };
            }
        }));
        Assert.Equal("Seven", answer.Succeeded().Xml("SourceIdentity"));
        (await DescribeKeyAsync(Credentials(await AssumeAsync(Credentials(answer), RoleArn("next"))))).Succeeded();
    }

    [Fact]
    public async Task Tags_need_the_permission_to_tag_and_claims_a_form()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider());
        (await BearAsync(Token(change: claims => claims["https://aws.amazon.com/tags/principal_tags/team"] = "red"))).RefusedXml(403, "AccessDenied", "Not authorized to perform sts:TagSession");
        (await BearAsync(Token(change: claims => claims["https://aws.amazon.com/source_identity"] = "Seven"))).RefusedXml(403, "AccessDenied", "Not authorized to perform sts:SetSourceIdentity");
        foreach (var value in new JsonNode[] { 7, new JsonArray("a", "b"), "<" })
        {
            (await BearAsync(Token(change: claims => claims["https://aws.amazon.com/tags/principal_tags/team"] = value.DeepClone())))
                .RefusedXml(403, "IDPRejectedClaim", "The claim https://aws.amazon.com/tags of the ID Token is not valid.");
        }
    }

    [Fact]
    public async Task Policies_and_durations_limit_the_session_as_with_AssumeRole()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider());
        var session = Credentials(await BearAsync(Token(), "web", ("Policy", TestService.Allow("kms:ListKeys"))));
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(session)).Code);
        (await BearAsync(Token(), "web", ("DurationSeconds", "3601")))
            .RefusedXml(400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        Assert.Equal("ValidationError", (await BearAsync(Token(), "web", ("ProviderId", "www.amazon.com"))).Xml("Code"));
    }
}
