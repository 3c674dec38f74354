using System.Net;
using Kagimori.Tests.Operations.Imports;

namespace Kagimori.Tests.Authorization;

/// <summary>Condition keys that are there, and in a form that their operators compare, through the wire.</summary>
public sealed class ConditionPresenceTests
{
    private const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":CONDITION}]}""";

    private static void Is(bool allowed, TestAnswer answer)
    {
        if (allowed) answer.Succeeded();
        else Assert.Equal("AccessDeniedException", answer.Code);
    }

    private static Task<TestService> DeniedAsync(string condition) =>
        TestService.StartAsync(null, ("user", Deny.Replace("CONDITION", condition, StringComparison.Ordinal)));

    /// <summary>An address with a scope is none that IpAddress and NotIpAddress can compare: a Deny with NotIpAddress would let it through.</summary>
    [Theory]
    [InlineData("fe80::1%3", "fe80::/10", false)]
    [InlineData("fe80::1%3", "2001:db8::/32", true)]
    [InlineData("::ffff:10.1.2.3", "10.0.0.0/8", false)]
    [InlineData("::ffff:10.1.2.3", "192.0.2.0/24", true)]
    [InlineData("2001:db8::1", "192.0.2.0/24", true)]
    public async Task A_caller_from_elsewhere_is_denied_whatever_its_address_is(string address, string network, bool denied)
    {
        await using var service = await DeniedAsync($$$"""{"NotIpAddress":{"aws:SourceIp":"{{{network}}}"}}""");
        service.ClientAddress = IPAddress.Parse(address);
        Is(!denied, await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId }));
    }

    [Fact]
    public async Task Text_operators_see_the_address_without_its_mapping()
    {
        await using var service = await DeniedAsync("""{"StringEquals":{"aws:SourceIp":"10.1.2.3"}}""");
        service.ClientAddress = IPAddress.Parse("::ffff:10.1.2.3");
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId })).Code);
    }

    [Fact]
    public async Task Actions_without_a_key_know_no_caller_account_but_where_AWS_says_so()
    {
        await using var service = await DeniedAsync("""{"Null":{"kms:CallerAccount":"true"}}""");
        foreach (var operation in new[] { "DescribeCustomKeyStores", "CreateKey" }) (await service.KmsAsync("user", operation)).Succeeded();
        (await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("user", "TagResource", new { TestService.KeyId, Tags = new[] { new { TagKey = "a", TagValue = "b" } } })).Succeeded();
        foreach (var operation in new[] { "ListKeys", "ListAliases" }) Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", operation)).Code);
        var alias = await service.KmsAsync("user", "CreateAlias", new { AliasName = "alias/a", TargetKeyId = TestService.KeyId });
        Assert.Contains(":alias/a with an explicit deny", alias["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lockout_check_of_a_new_key_knows_the_caller_account()
    {
        await using var service = await TestService.StartAsync();
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"ACCOUNT"}}}]}"""
            .Replace("ACCOUNT", TestService.Account, StringComparison.Ordinal);
        (await service.KmsAsync("root", "CreateKey", new { Policy = policy })).Succeeded();
    }

    [Theory]
    [InlineData("ScheduleKeyDeletion")]
    [InlineData("DisableKey")]
    public async Task A_key_in_use_can_be_kept_from_being_deleted_or_disabled(string operation)
    {
        await using var service = await DeniedAsync("""{"NumericLessThanEquals":{"kms:TrailingDaysWithoutKeyUsage":"90"}}""");
        Task<TestAnswer> TryAsync() => service.KmsAsync("user", operation, new { TestService.KeyId });
        service.Clock.Advance(TimeSpan.FromDays(90.9)); // since the key was made: 90 whole days
        Assert.Equal("AccessDeniedException", (await TryAsync()).Code);
        (await service.KmsAsync("user", "Encrypt", new { TestService.KeyId, Plaintext = "eA==" })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(90.9));
        Assert.Equal("AccessDeniedException", (await TryAsync()).Code);
        service.Clock.Advance(TimeSpan.FromDays(0.1));
        (await TryAsync()).Succeeded();
    }

    [Fact]
    public async Task Other_operations_do_not_say_how_long_a_key_was_not_used()
    {
        await using var service = await DeniedAsync("""{"Null":{"kms:TrailingDaysWithoutKeyUsage":"false"}}""");
        (await service.KmsAsync("user", "DescribeKey", new { TestService.KeyId })).Succeeded();
    }

    /// <summary>Unix time, which the Numeric operators compare as the Date operators do.</summary>
    [Theory]
    [InlineData("NumericLessThanEquals", "1767409445.0", true)]
    [InlineData("NumericLessThan", "1767409445", false)]
    [InlineData("DateLessThanEquals", "2026-01-03T03:04:05Z", true)]
    [InlineData("DateLessThan", "2026-01-03T03:04:05Z", false)]
    public async Task The_end_of_imported_material_is_compared_as_a_number_and_as_a_date(string op, string value, bool allowed)
    {
        var condition = $$$"""{"{{{op}}}":{"kms:ValidTo":"{{{value}}}"}}""";
        await using var service = await TestService.StartAsync();
        var (id, _) = await ImportClient.CreateAsync(service);
        var policy = $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","NotAction":"kms:ImportKeyMaterial","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"kms:ImportKeyMaterial","Resource":"*","Condition":{{{condition}}}}]}""";
        (await service.KmsAsync("root", "PutKeyPolicy", new { KeyId = id, Policy = policy })).Succeeded();
        var imported = await ImportClient.ImportAsync(service, id, new byte[32], new { ValidTo = 1767409445 }, expires: true);
        Is(allowed, imported);
    }
}
