namespace Kagimori.Tests.Operations.Sessions;

public sealed class SessionDurationTests : SessionTest
{
    [Fact]
    public async Task A_role_session_lasts_an_hour_and_at_most_as_long_as_the_role_says()
    {
        await AddRoleAsync("r", Trust(UserArn("alice")), AnyAction, RootA, ("MaxSessionDuration", "7200"));
        Assert.Equal("2026-01-02T04:04:05Z", (await AssumeAsync("alice", RoleArn("r"))).Xml("Expiration"));
        Assert.Equal("2026-01-02T05:04:05Z", (await AssumeAsync("alice", RoleArn("r"), ("DurationSeconds", "7200"))).Xml("Expiration"));
        (await AssumeAsync("alice", RoleArn("r"), ("DurationSeconds", "7201")))
            .RefusedXml(400, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        Assert.Equal("ValidationError", (await AssumeAsync("alice", RoleArn("r"), ("DurationSeconds", "899"))).Xml("Code"));
    }

    [Fact]
    public async Task A_chained_session_lasts_at_most_an_hour()
    {
        await AddRoleAsync("first", Trust(UserArn("alice")), AnyAction, RootA, ("MaxSessionDuration", "7200"));
        await AddRoleAsync("second", Trust(RoleArn("first")), AnyAction, RootA, ("MaxSessionDuration", "7200"));
        var first = Credentials(await AssumeAsync("alice", RoleArn("first")));
        Credentials(await AssumeAsync(first, RoleArn("second"), ("DurationSeconds", "3600")));
        (await AssumeAsync(first, RoleArn("second"), ("DurationSeconds", "3601")))
            .RefusedXml(400, "ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
    }

    [Fact]
    public async Task A_session_of_the_users_own_begins_no_chain()
    {
        await AddRoleAsync("r", Trust(UserArn("alice")), AnyAction, RootA, ("MaxSessionDuration", "7200"));
        var own = Credentials(await Service.QueryAsync("alice", "sts", "GetSessionToken"));
        Credentials(await AssumeAsync(own, RoleArn("r"), ("DurationSeconds", "7200")));
    }

    [Fact]
    public async Task A_session_ends()
    {
        await AddRoleAsync("r", Trust(UserArn("alice")));
        var session = Credentials(await AssumeAsync("alice", RoleArn("r"), ("DurationSeconds", "900")));
        (await DescribeKeyAsync(session)).Succeeded();
        Service.Clock.Advance(TimeSpan.FromSeconds(900));
        (await DescribeKeyAsync(session)).Refused("ExpiredTokenException", "The security token included in the request is expired");
    }
}
