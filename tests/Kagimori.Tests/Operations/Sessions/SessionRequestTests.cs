namespace Kagimori.Tests.Operations.Sessions;

/// <summary>What a request for a session must be like, in the words of STS.</summary>
public sealed class SessionRequestTests : SessionTest
{
    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/alice"), InlineData("arn:aws:sts::123456789012:assumed-role/r/s1"), InlineData("arn:aws:iam:::role/of-no-account")]
    [InlineData("arn:aws:s3:::a-bucket-of-mine")]
    public async Task What_is_no_ARN_of_a_role_is_refused_as_such(string arn)
    {
        (await AssumeAsync("bob", arn)).RefusedXml(400, "ValidationError", $"{arn} is invalid");
        (await Service.SendAsync(null, "POST", System.Text.Encoding.UTF8.GetBytes(
            $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=s1&WebIdentityToken=a.b.c&RoleArn={Uri.EscapeDataString(arn)}"),
            headers => headers.ContentType = "application/x-www-form-urlencoded")).RefusedXml(400, "ValidationError", "Request ARN is invalid");
    }

    [Fact]
    public async Task Managed_session_policies_are_at_most_ten_and_each_must_be_there()
    {
        await AddRoleAsync("r", Trust(UserArn("bob")));
        for (var i = 1; i <= 11; i++)
            (await Service.QueryAsync(RootA, "iam", "CreatePolicy", ("PolicyName", $"p{i}"), ("PolicyDocument", AnyAction))).Succeeded();
        Credentials(await AssumeAsync("bob", RoleArn("r"), Policies(10)));
        Assert.Equal("PackedPolicyTooLarge", (await AssumeAsync("bob", RoleArn("r"), Policies(11))).Xml("Code"));
        (await AssumeAsync("bob", RoleArn("r"), ("PolicyArns.member.1.arn", "short"))).RefusedXml(400, "ValidationError",
            "1 validation error detected: Value 'short' at 'policyArns.1.member.arn' failed to satisfy constraint: Member must have length greater than or equal to 20");
        (await AssumeAsync("bob", RoleArn("r"), ("PolicyArns.member.2.arn", $"arn:aws:iam::{A}:policy/p1"))).RefusedXml(400, "ValidationError",
            "1 validation error detected: Value null at 'policyArns.1.member.arn' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task Empty_lists_are_none()
    {
        await AddRoleAsync("r", Trust(UserArn("bob"))); // which does not admit tags
        Credentials(await AssumeAsync("bob", RoleArn("r"), ("Tags", ""), ("TransitiveTagKeys", ""), ("PolicyArns", "")));
    }

    [Theory]
    [InlineData("900", 200, null), InlineData("0900", 200, null), InlineData("+900", 200, null), InlineData(" 900 ", 400, "MalformedInput"), InlineData("\t900\n", 400, "MalformedInput")]
    [InlineData("900.0", 400, "MalformedInput"), InlineData("9e2", 400, "MalformedInput"), InlineData("2147483648", 400, "MalformedInput"), InlineData("0", 400, "ValidationError")]
    public async Task A_duration_is_read_as_STS_reads_it(string seconds, int status, string? code)
    {
        var answer = await Service.QueryAsync("bob", "sts", "GetSessionToken", ("DurationSeconds", seconds));
        Assert.Equal((status, code), (answer.Status, answer.Status == 200 ? null : answer.Xml("Code")));
    }

    private static (string, string)[] Policies(int count) =>
        [.. Enumerable.Range(1, count).Select(i => ($"PolicyArns.member.{i}.arn", $"arn:aws:iam::{A}:policy/p{i}"))];
}
