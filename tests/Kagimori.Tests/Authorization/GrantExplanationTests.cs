using System.Text.Json.Nodes;

namespace Kagimori.Tests.Authorization;

/// <summary>What the audit trail tells of the grants that were considered when a request was denied.</summary>
public sealed class GrantExplanationTests
{
    private const string Carol = "arn:aws:iam::123456789012:user/carol";

    [Fact]
    public async Task Each_grant_of_the_key_is_told_with_the_point_that_kept_it_from_covering_the_request()
    {
        await using var service = await TestService.StartAsync(null, ("carol", null), ("dave", null));
        var payroll = await GrantAsync(service, "carol", ["Encrypt"], new { EncryptionContextEquals = new { app = "payroll" } });
        var other = await GrantAsync(service, "dave", ["Encrypt"]);
        var narrow = await GrantAsync(service, "carol", ["Decrypt", "DescribeKey"]);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("carol", "Encrypt", new { TestService.KeyId, Plaintext = "eA==", EncryptionContext = new { app = "billing" } })).Code);
        var told = Told(service);
        Assert.Contains("Grants: none covers the request", told);
        Assert.Contains("      no   Constraints: EncryptionContextEquals {app=payroll}; the request has {app=billing}", After(told, payroll));
        Assert.Contains("      yes  Operations: Encrypt", After(told, payroll));
        Assert.Matches("no   GranteePrincipal: AIDA[A-Z2-7]+ is not " + Carol, string.Join('\n', After(told, other).Take(2)));
        Assert.Contains("      no   Operations: Encrypt is not among Decrypt, DescribeKey", After(told, narrow));

        (await service.KmsAsync("carol", "Encrypt", new { TestService.KeyId, Plaintext = "eA==", EncryptionContext = new { app = "payroll" } })).Succeeded();
        Assert.Equal("Grant", service.AuditRecords()[^1]["additionalEventData"]!["decisions"]![0]!["by"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_grant_that_is_wider_than_the_one_it_comes_from_is_told_as_such()
    {
        await using var service = await TestService.StartAsync(null, ("carol", null), ("dave", null));
        var parent = await GrantAsync(service, "carol", ["CreateGrant", "Decrypt"]);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("carol", "CreateGrant",
            new { TestService.KeyId, GranteePrincipal = "arn:aws:iam::123456789012:user/dave", Operations = new[] { "Decrypt", "Encrypt" } })).Code);
        Assert.Contains("      no   Passing on: the new grant has operations that this one does not have: Encrypt", After(Told(service), parent));
    }

    [Fact]
    public async Task Whoever_may_not_retire_a_grant_is_told_who_may()
    {
        await using var service = await TestService.StartAsync(null, ("carol", null), ("dave", null));
        var grant = await GrantAsync(service, "dave", ["Decrypt"]);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("carol", "RetireGrant", new { KeyId = TestService.KeyArn, GrantId = grant })).Code);
        var told = Told(service);
        Assert.Contains("      no   RetiringPrincipal: the grant has none", told);
        Assert.Contains("      no   Operations: RetireGrant is not among Decrypt", told);
        Assert.Contains($"  - an identity policy of {Carol} must allow kms:RetireGrant on {TestService.KeyArn}", told);
    }

    [Fact]
    public async Task An_explanation_that_is_too_long_for_the_trail_keeps_its_beginning()
    {
        var many = new JsonArray([.. Enumerable.Range(0, 100).Select(i => JsonNode.Parse(
            $$$$"""{"Sid":"Number {{{{i}}}}","Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:n":"{{{{i}}}}"}}}"""))]);
        many.Add(JsonNode.Parse("""{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:PutKeyPolicy","Resource":"*"}"""));
        await using var service = await TestService.StartAsync(new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = many }.ToJsonString(), ("carol", null));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("carol", "DescribeKey", new { TestService.KeyId })).Code);
        var told = Told(service);
        Assert.Contains($"  - the key policy must allow kms:DescribeKey to {Carol}", told);
        Assert.Matches(@"^\([0-9]+ more lines\)$", told[^1]);
    }

    private static async Task<string> GrantAsync(TestService service, string grantee, string[] operations, object? constraints = null) => (await service.KmsAsync(
        "root", "CreateGrant", new { TestService.KeyId, GranteePrincipal = $"arn:aws:iam::123456789012:user/{grantee}", Operations = operations, Constraints = constraints })).Succeeded()["GrantId"];

    private static string[] Told(TestService service) =>
        [.. service.AuditRecords()[^1]["additionalEventData"]!["decisions"]![0]!["explanation"]!.AsArray().Select(line => line!.GetValue<string>())];

    private static List<string> After(string[] told, string grant) => [.. told.SkipWhile(line => !line.Contains(grant, StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith("      ", StringComparison.Ordinal))];
}
