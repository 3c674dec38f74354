namespace Kagimori.Tests.Operations.Sessions;

/// <summary>Session tags: who may pass them, what they are good for, and how they go along a chain of roles.</summary>
public sealed class SessionTagTests : SessionTest
{
    private const string WithTags = "\"sts:AssumeRole\",\"sts:TagSession\"";

    [Fact]
    public async Task Passing_tags_needs_the_permission_to_tag()
    {
        await AddRoleAsync("plain", Trust(UserArn("alice")));
        Assert.Equal($"User: {UserArn("alice")} is not authorized to perform: sts:TagSession on resource: {RoleArn("plain")}",
            (await AssumeAsync("alice", RoleArn("plain"), Tag(1, "team", "red"))).Xml("Message"));
        await AddRoleAsync("tagged", Trust(UserArn("alice"), WithTags));
        Credentials(await AssumeAsync("alice", RoleArn("tagged"), Tag(1, "team", "red")));
    }

    [Fact]
    public async Task Session_tags_are_principal_tags_and_override_the_roles_own()
    {
        var policy = TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"aws:PrincipalTag/team":"red"}}""");
        await AddRoleAsync("r", Trust(UserArn("alice"), WithTags), policy, RootA, Tag(1, "Team", "blue"));
        (await DescribeKeyAsync(Credentials(await AssumeAsync("alice", RoleArn("r"), Tag(1, "TEAM", "red"))))).Succeeded();
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await AssumeAsync("alice", RoleArn("r"))))).Code);
    }

    [Fact]
    public async Task A_trust_policy_sees_the_requests_tags_and_the_roles()
    {
        var condition = """
            {"StringEquals":{"aws:RequestTag/team":"${aws:ResourceTag/team}"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"],"sts:TransitiveTagKeys":["team"]}}
            """;
        await AddRoleAsync("r", Trust(UserArn("alice"), WithTags, condition), AnyAction, RootA, Tag(1, "team", "red"));
        Credentials(await AssumeAsync("alice", RoleArn("r"), [.. Tag(1, "team", "red"), ("TransitiveTagKeys.member.1", "team")]));
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("r"), Tag(1, "team", "blue"))).Status);
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("r"), [.. Tag(1, "team", "red"), .. Tag(2, "floor", "2")])).Status);
    }

    [Fact]
    public async Task Transitive_tags_go_along_a_chain_and_others_do_not()
    {
        var first = await ChainAsync("2");
        (await DescribeKeyAsync(Credentials(await AssumeAsync(first, RoleArn("second"))))).Succeeded();

        // Without being transitive the tag ends with the first session.
        var ending = Credentials(await AssumeAsync("alice", RoleArn("first"), Tag(1, "floor", "2")));
        Assert.Equal("AccessDeniedException", (await DescribeKeyAsync(Credentials(await AssumeAsync(ending, RoleArn("second"))))).Code);
    }

    [Fact]
    public async Task A_role_must_admit_the_tags_that_a_chain_hands_on()
    {
        var first = await ChainAsync("2");
        await AddRoleAsync("third", Trust(RoleArn("first")));
        (await AssumeAsync(first, RoleArn("third"))).RefusedXml(403, "AccessDenied",
            $"User: arn:aws:sts::{A}:assumed-role/first/s1 is not authorized to perform: sts:TagSession on resource: {RoleArn("third")}");
    }

    [Fact]
    public async Task An_inherited_tag_cannot_be_overridden()
    {
        var first = await ChainAsync("1");
        const string text = "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.";
        (await AssumeAsync(first, RoleArn("second"), Tag(1, "Floor", "2"))).RefusedXml(400, "InvalidParameterValue", text);
        (await AssumeAsync(first, RoleArn("second"), ("TransitiveTagKeys.member.1", "floor"))).RefusedXml(400, "InvalidParameterValue", text);
    }

    [Fact]
    public async Task Tags_that_cannot_be_are_refused()
    {
        await AddRoleAsync("r", Trust(UserArn("alice"), WithTags));
        (await AssumeAsync("alice", RoleArn("r"), [.. Tag(1, "team", "red"), .. Tag(2, "TEAM", "blue")]))
            .RefusedXml(400, "InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        (await AssumeAsync("alice", RoleArn("r"), Tag(1, "aws:team", "red")))
            .RefusedXml(400, "InvalidParameterValue", "aws: prefixed tag key names are not allowed for external use.");
        (await AssumeAsync("alice", RoleArn("r"), [.. Tag(1, "team", "red"), ("TransitiveTagKeys.member.1", "floor")]))
            .RefusedXml(400, "InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.");
    }

    [Fact]
    public async Task Policies_and_tags_together_must_fit_into_a_token()
    {
        await AddRoleAsync("r", Trust(UserArn("alice"), WithTags));
        var small = await AssumeAsync("alice", RoleArn("r"), [("Policy", AnyAction), .. Tag(1, "team", "red")]);
        Assert.InRange(int.Parse(small.Xml("PackedPolicySize"), System.Globalization.CultureInfo.InvariantCulture), 1, 10);

        // Fifty of the longest tags that say the same fit, packed; fifty that chance made do not.
        var alike = Enumerable.Range(1, 50).SelectMany(i => Tag(i, $"key{i}".PadRight(128, 'k'), new string('v', 256)));
        Credentials(await AssumeAsync("alice", RoleArn("r"), [.. alike]));
        var random = new Random(1);
        var different = Enumerable.Range(1, 50).SelectMany(i =>
            Tag(i, $"key{i}", string.Concat(Enumerable.Range(0, 256).Select(_ => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[random.Next(62)]))));
        var refused = await AssumeAsync("alice", RoleArn("r"), [.. different]);
        Assert.Equal((400, "PackedPolicyTooLarge"), (refused.Status, refused.Xml("Code")));
        Assert.Matches("^Packed size of session tags consumes [0-9]{3}% of allotted space\\.$", refused.Xml("Message"));
    }

    // alice -> first, with the transitive tag floor -> second, which may describe the key on floor 2 alone.
    private async Task<string> ChainAsync(string floor)
    {
        await AddRoleAsync("first", Trust(UserArn("alice"), WithTags));
        await AddRoleAsync("second", Trust(RoleArn("first"), WithTags),
            TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"aws:PrincipalTag/floor":"2"}}"""));
        return Credentials(await AssumeAsync("alice", RoleArn("first"), [.. Tag(1, "floor", floor), ("TransitiveTagKeys.member.1", "Floor")]));
    }
}
