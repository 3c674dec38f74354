using System.Text.Json.Nodes;

namespace Kagimori.Tests.Operations;

/// <summary>Grants to principals of another account: they give the owner's side always, and the caller's side only when its own account issued them.</summary>
public sealed class CrossAccountGrantTests
{
    private const string Other = "222222222222";
    private static readonly string Hello = Convert.ToBase64String("hello"u8);

    [Theory]
    [InlineData("root", "plain", false)]
    [InlineData("root", "allowed", true)]
    [InlineData("issuer", "plain", true)]
    public async Task A_grant_lends_the_callers_side_only_when_the_callers_account_issued_it(string issuer, string grantee, bool allowed)
    {
        await using var service = await StartAsync();
        (await GrantAsync(service, issuer, grantee)).Succeeded();
        var answer = await service.KmsAsync(grantee, "Encrypt", new { KeyId = TestService.KeyArn, Plaintext = Hello });
        if (allowed) answer.Succeeded();
        else answer.Refused("AccessDeniedException",
            $"User: arn:aws:iam::{Other}:user/{grantee} is not authorized to perform: kms:Encrypt on this resource because no identity-based policy allows the kms:Encrypt action");
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("allowed", true)]
    [InlineData("issuer", false)]
    public async Task A_retiring_principal_of_another_account_needs_an_identity_policy_as_well(string retiring, bool allowed)
    {
        await using var service = await StartAsync();
        var grant = (await GrantAsync(service, "root", "plain", retiring)).Succeeded();
        var answer = await service.KmsAsync(retiring, "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant["GrantId"] });
        if (allowed) answer.Succeeded();
        else Assert.EndsWith("because no identity-based policy allows the kms:RetireGrant action", answer["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_that_issued_a_grant_is_shown_and_lists_what_its_principals_may_retire()
    {
        await using var service = await StartAsync();
        var principal = $"arn:aws:iam::{Other}:user/plain";
        (await GrantAsync(service, "issuer", "plain", "plain")).Succeeded();
        var listed = (await service.KmsAsync("allowed", "ListRetirableGrants", new { RetiringPrincipal = principal })).Succeeded().Json["Grants"]![0]!;
        Assert.Equal((TestService.KeyArn, $"arn:aws:iam::{Other}:root"), (listed["KeyId"]!.GetValue<string>(), listed["IssuingAccount"]!.GetValue<string>()));
        (await service.KmsAsync("root", "ListRetirableGrants", new { RetiringPrincipal = principal })).Refused("NotFoundException", $"Retiring principal {principal} could not be found");
    }

    private static Task<TestService> StartAsync()
    {
        const string Policy = $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{TestService.Account}}:root"},"Action":"kms:*","Resource":"*"},
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Other}}:root"},"Action":"kms:CreateGrant","Resource":"*"}]}
            """;
        var seed = TestService.SeedOf(Policy);
        seed["accounts"]!.AsArray().Add(new JsonObject
        {
            ["id"] = Other,
            ["users"] = new JsonArray(User("plain", null), User("allowed", TestService.Allow("kms:*")), User("issuer", TestService.Allow("kms:CreateGrant"))),
        });
        return TestService.StartAsync(seed);
    }

    private static JsonObject User(string name, string? policy) => new()
    {
        ["name"] = name,
        ["accessKeys"] = new JsonArray(new JsonObject { ["id"] = name, ["secret"] = $"{name}-secret" }),
        ["policies"] = policy is null ? new JsonObject() : new JsonObject { ["inline"] = JsonNode.Parse(policy) },
    };

    private static Task<TestAnswer> GrantAsync(TestService service, string issuer, string grantee, string? retiring = null) => service.KmsAsync(issuer, "CreateGrant", new
    {
        KeyId = TestService.KeyArn, GranteePrincipal = $"arn:aws:iam::{Other}:user/{grantee}", Operations = new[] { "Encrypt" },
        RetiringPrincipal = retiring is null ? null : $"arn:aws:iam::{Other}:user/{retiring}",
    });
}
