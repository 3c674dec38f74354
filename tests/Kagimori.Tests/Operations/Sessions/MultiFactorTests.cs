namespace Kagimori.Tests.Operations.Sessions;

/// <summary>What a code of an MFA device is good for in STS, and what policies see of it.</summary>
public sealed class MultiFactorTests : MfaTest
{
    private const string Invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    private const string Unknown =
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";

    [Fact]
    public async Task A_code_authenticates_once_within_two_steps_of_now()
    {
        var device = await EnableAsync("alice");
        (await SessionAsync("alice", device, -3)).RefusedXml(403, "AccessDenied", Invalid);
        (await SessionAsync("alice", device, 3)).RefusedXml(403, "AccessDenied", Invalid);
        foreach (var steps in new[] { 2, -2, 0, 1, -1 })
        {
            Credentials(await SessionAsync("alice", device, steps));
            (await SessionAsync("alice", device, steps)).RefusedXml(403, "AccessDenied", Invalid);
        }
        Service.Clock.Advance(TimeSpan.FromSeconds(90));
        Credentials(await SessionAsync("alice", device));
    }

    [Fact]
    public async Task Of_two_requests_with_one_code_one_is_answered()
    {
        var device = await EnableAsync("alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SessionAsync("alice", device))));
        Assert.Single(answers, answer => answer.Status == 200);
    }

    [Fact]
    public async Task Only_ones_own_device_counts()
    {
        var device = await EnableAsync("alice");
        (await SessionAsync("bob", device)).RefusedXml(403, "AccessDenied", Unknown);
        (await SessionAsync(RootA, device)).RefusedXml(403, "AccessDenied", Unknown);
        (await Service.QueryAsync("alice", "sts", "GetSessionToken", ("SerialNumber", "GAHT12345678"), ("TokenCode", "123456"))).RefusedXml(403, "AccessDenied", Unknown);
        (await Service.QueryAsync("alice", "sts", "GetSessionToken", ("SerialNumber", device.SerialNumber)))
            .RefusedXml(403, "AccessDenied", "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
    }

    [Fact]
    public async Task Eight_wrong_codes_in_a_row_silence_a_device_for_two_minutes()
    {
        var device = await EnableAsync("alice");
        for (var i = 0; i < 8; i++) (await SessionAsync("alice", device, 100 + i)).RefusedXml(403, "AccessDenied", Invalid);
        (await SessionAsync("alice", device)).RefusedXml(403, "AccessDenied", Unknown);
        Service.Clock.Advance(TimeSpan.FromMinutes(2));
        Credentials(await SessionAsync("alice", device));
    }

    [Fact]
    public async Task A_code_survives_a_restart_as_used()
    {
        var device = await EnableAsync("alice");
        Credentials(await SessionAsync("alice", device));
        await Service.RestartAsync();
        (await SessionAsync("alice", device)).RefusedXml(403, "AccessDenied", Invalid);
    }

    /// <summary>Scenario 46: with long-term keys the condition key is absent.</summary>
    [Theory]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", false, false, true)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", false, true, false)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", true, true, false)]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}""", false, false, true)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthAge":"true"}}""", true, true, false)]
    public async Task Policies_see_how_the_caller_authenticated(string condition, bool longTerm, bool without, bool with)
    {
        var device = await EnableAsync("alice");
        (await Service.QueryAsync(RootA, "iam", "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "p"),
            ("PolicyDocument", TestService.Allow("kms:DescribeKey", condition: condition)))).Succeeded();
        var plain = Credentials(await Service.QueryAsync("alice", "sts", "GetSessionToken"));
        var multiFactor = Credentials(await SessionAsync("alice", device));
        Assert.Equal((longTerm, without, with), (
            (await DescribeKeyAsync("alice")).Status == 200, (await DescribeKeyAsync(plain)).Status == 200, (await DescribeKeyAsync(multiFactor)).Status == 200));
    }

    [Fact]
    public async Task The_age_of_the_authentication_grows()
    {
        var device = await EnableAsync("alice");
        (await Service.QueryAsync(RootA, "iam", "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "p"),
            ("PolicyDocument", TestService.Allow("kms:DescribeKey", condition: """{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}""")))).Succeeded();
        var session = Credentials(await SessionAsync("alice", device));
        Service.Clock.Advance(TimeSpan.FromSeconds(299));
        (await DescribeKeyAsync(session)).Succeeded();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(session)).Code);
    }

    [Fact]
    public async Task A_role_can_demand_it_and_its_session_does_not_carry_it_on()
    {
        var device = await EnableAsync("alice");
        await AddRoleAsync("guarded", Trust(UserArn("alice"), condition: """{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}"""),
            TestService.Allow("kms:DescribeKey", condition: """{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"""));
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("guarded"))).Status);
        var session = Credentials(await AssumeAsync("alice", RoleArn("guarded"), ("SerialNumber", device.SerialNumber), ("TokenCode", Code(device))));
        (await DescribeKeyAsync(session)).Succeeded();
        (await AssumeAsync("alice", RoleArn("guarded"), ("SerialNumber", device.SerialNumber), ("TokenCode", Code(device)))).RefusedXml(403, "AccessDenied", Invalid);
        Credentials(await AssumeAsync(Credentials(await SessionAsync("alice", device, 1)), RoleArn("guarded")));
    }

    [Fact]
    public async Task A_code_that_did_not_lead_to_a_session_is_not_used()
    {
        var device = await EnableAsync("alice");
        await AddRoleAsync("closed", Trust(UserArn("bob")));
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("closed"), ("SerialNumber", device.SerialNumber), ("TokenCode", Code(device)))).Status);
        Credentials(await SessionAsync("alice", device));
    }

    [Fact]
    public async Task A_users_own_session_reaches_IAM_with_it_alone()
    {
        var device = await EnableAsync("bob");
        var plain = Credentials(await Service.QueryAsync("bob", "sts", "GetSessionToken"));
        (await Service.QueryAsync(plain, "iam", "ListUsers")).RefusedXml(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        var session = Credentials(await SessionAsync("bob", device));
        (await Service.QueryAsync(session, "iam", "ListUsers")).Succeeded();
        Assert.Equal("true", Service.AuditRecords()[^1]["userIdentity"]!["sessionContext"]!["attributes"]!["mfaAuthenticated"]!.GetValue<string>());
        Assert.DoesNotContain(Service.AuditRecords(), record => record.ToJsonString().Contains("tokenCode", StringComparison.OrdinalIgnoreCase));
    }
}
