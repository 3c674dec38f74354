using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Which principals of a policy reach which callers, and how.</summary>
public sealed class PrincipalEntryTests
{
    private static readonly Dictionary<string, Principal> Callers = new()
    {
        ["root"] = RootOfA, ["user"] = UserU, ["session"] = SessionS1, ["federated"] = Federated,
        ["service"] = Principal.Service("s3.amazonaws.com"), ["anonymous"] = Principal.Anonymous,
    };

    [Theory]
    [InlineData("AWS", "*", "anonymous", PrincipalMatch.Direct)]
    [InlineData("AWS", A, "root", PrincipalMatch.Account)]
    [InlineData("AWS", A, "session", PrincipalMatch.Account)]
    [InlineData("AWS", "arn:aws:iam::111111111111:root", "user", PrincipalMatch.Account)]
    [InlineData("AWS", B, "user", PrincipalMatch.None)]
    [InlineData("AWS", A, "service", PrincipalMatch.None)]
    [InlineData("AWS", User, "user", PrincipalMatch.Direct)]
    [InlineData("AWS", User, "federated", PrincipalMatch.SessionIssuer)]
    [InlineData("AWS", "arn:aws:iam::111111111111:user/U", "user", PrincipalMatch.None)]
    [InlineData("AWS", Role, "session", PrincipalMatch.SessionIssuer)]
    [InlineData("AWS", "arn:aws:iam::111111111111:role/R", "session", PrincipalMatch.None)]
    [InlineData("AWS", "arn:aws:sts::111111111111:assumed-role/R/s1", "session", PrincipalMatch.Direct)]
    [InlineData("AWS", "arn:aws:sts::111111111111:assumed-role/R/s2", "session", PrincipalMatch.None)]
    [InlineData("AWS", "arn:aws:sts::111111111111:federated-user/bob", "federated", PrincipalMatch.Direct)]
    [InlineData("AWS", "AIDAUUUUUUUUUUUUUUUUU", "user", PrincipalMatch.Direct)]
    [InlineData("AWS", "AIDAUUUUUUUUUUUUUUUUU", "federated", PrincipalMatch.SessionIssuer)]
    [InlineData("AWS", "AROARRRRRRRRRRRRRRRRR", "session", PrincipalMatch.SessionIssuer)]
    [InlineData("AWS", "AROARRRRRRRRRRRRRRRRR:s1", "session", PrincipalMatch.Direct)]
    [InlineData("AWS", "AROARRRRRRRRRRRRRRRRR:s2", "session", PrincipalMatch.None)]
    [InlineData("Service", "s3.amazonaws.com", "service", PrincipalMatch.Direct)]
    [InlineData("Service", "ec2.amazonaws.com", "service", PrincipalMatch.None)]
    [InlineData("Federated", "cognito-identity.amazonaws.com", "federated", PrincipalMatch.None)]
    public void Entries_reach_callers(string type, string text, string caller, PrincipalMatch match)
    {
        Assert.True(PrincipalEntry.TryParse(type, text, out var entry));
        Assert.Equal(match, entry!.Match(Callers[caller]));
    }

    [Theory]
    [InlineData("AWS", "arn:aws:iam::111111111111:role/*")]
    [InlineData("AWS", "arn:aws:sts::111111111111:assumed-role/R/*")]
    [InlineData("AWS", "arn:aws:sts::111111111111:assumed-role/app/R/s1")]
    [InlineData("AWS", "arn:aws:iam::111111111111:group/g")]
    [InlineData("AWS", "arn:aws:iam::11111111111:user/u")]
    [InlineData("AWS", "arn:aws:iam:us-east-1:111111111111:user/u")]
    [InlineData("AWS", "arn:aws:iam::111111111111:user/")]
    [InlineData("AWS", "arn:aws:iam::111111111111:user//u")]
    [InlineData("AWS", "11111111111")]
    [InlineData("AWS", "u*")]
    [InlineData("AWS", "")]
    [InlineData("AWS", "AGPAUUUUUUUUUUUUUUUUU")]
    [InlineData("Service", "s3")]
    [InlineData("Service", "*")]
    [InlineData("Nobody", "x")]
    public void Other_forms_are_no_principals(string type, string text) => Assert.False(PrincipalEntry.TryParse(type, text, out _));

    [Fact]
    public void A_session_has_the_roles_name_without_its_path()
    {
        Assert.Equal("arn:aws:sts::111111111111:assumed-role/R/s1", SessionS1.Arn);
        Assert.Equal("AROARRRRRRRRRRRRRRRRR:s1", SessionS1.UniqueId);
        Assert.Equal(Role, SessionS1.IssuerArn);
        Assert.Equal("111111111111:bob", Federated.UniqueId);
        Assert.Equal(A, RootOfA.UniqueId);
    }
}
