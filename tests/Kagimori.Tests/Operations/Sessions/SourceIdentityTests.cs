namespace Kagimori.Tests.Operations.Sessions;

/// <summary>The source identity: set once with a permission of its own, then unchanged along a chain of roles.</summary>
public sealed class SourceIdentityTests : SessionTest
{
    private const string WithIdentity = "\"sts:AssumeRole\",\"sts:SetSourceIdentity\"";

    [Fact]
    public async Task Setting_it_needs_the_permission_to_set_it()
    {
        await AddRoleAsync("plain", Trust(UserArn("alice")));
        Assert.Equal($"User: {UserArn("alice")} is not authorized to perform: sts:SetSourceIdentity on resource: {RoleArn("plain")}",
            (await AssumeAsync("alice", RoleArn("plain"), ("SourceIdentity", "Alice"))).Xml("Message"));
    }

    [Fact]
    public async Task A_trust_policy_can_demand_it()
    {
        await AddRoleAsync("r", Trust(UserArn("alice"), WithIdentity, """{"StringEquals":{"sts:SourceIdentity":"Alice"}}"""));
        Assert.Equal("Alice", (await AssumeAsync("alice", RoleArn("r"), ("SourceIdentity", "Alice"))).Succeeded().Xml("SourceIdentity"));
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("r"), ("SourceIdentity", "Bob"))).Status);
        Assert.Equal(403, (await AssumeAsync("alice", RoleArn("r"))).Status);
        (await AssumeAsync("alice", RoleArn("r"), ("SourceIdentity", "aws:x"))).RefusedXml(400, "ValidationError",
            "1 validation error detected: Value 'aws:x' at 'sourceIdentity' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    [Fact]
    public async Task It_stays_along_a_chain_and_decides()
    {
        await AddRoleAsync("first", Trust(UserArn("alice"), WithIdentity));
        await AddRoleAsync("second", Trust(RoleArn("first"), WithIdentity),
            TestService.Allow("kms:DescribeKey", condition: """{"StringEquals":{"aws:SourceIdentity":"Alice"}}"""));
        await AddRoleAsync("closed", Trust(RoleArn("first")));
        var first = Credentials(await AssumeAsync("alice", RoleArn("first"), ("SourceIdentity", "Alice")));
        var chained = await AssumeAsync(first, RoleArn("second"));
        Assert.Equal("Alice", chained.Xml("SourceIdentity"));
        (await DescribeKeyAsync(Credentials(chained))).Succeeded();
        (await AssumeAsync(first, RoleArn("second"), ("SourceIdentity", "Bob")))
            .RefusedXml(403, "AccessDenied", "The source identity of the calling session is set already and cannot be changed.");
        Assert.Equal(403, (await AssumeAsync(first, RoleArn("closed"))).Status);

        var session = Service.AuditRecords()[^3]["userIdentity"]!["sessionContext"]!;
        Assert.Equal(("Alice", "second"), (session["sourceIdentity"]!.GetValue<string>(), session["sessionIssuer"]!["userName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Without_it_a_session_has_none()
    {
        await AddRoleAsync("r", Trust(UserArn("alice")), TestService.Allow("kms:DescribeKey", condition: """{"Null":{"aws:SourceIdentity":"true"}}"""));
        (await DescribeKeyAsync(Credentials(await AssumeAsync("alice", RoleArn("r"))))).Succeeded();
    }
}
