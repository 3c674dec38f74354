namespace Kagimori.Tests.Operations.Identities;

public sealed class InlinePolicyTests : IamTest
{
    public static TheoryData<string, int> Kinds => new() { { "User", 2_048 }, { "Group", 5_120 }, { "Role", 10_240 } };

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_inline_policy_lives_under_one_name_whatever_its_case(string kind, int _)
    {
        var entity = await Add(kind);
        const string spaced = """ { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" } ] } """;
        await Done($"Put{kind}Policy", entity, ("PolicyName", "MixedName"), ("PolicyDocument", spaced));
        Assert.Equal(spaced, (await Call($"Get{kind}Policy", entity, ("PolicyName", "MixedName"))).Document("PolicyDocument"));
        await Done($"Put{kind}Policy", entity, ("PolicyName", "mixedname"), ("PolicyDocument", Nothing));
        Assert.Equal(["MixedName"], (await Call($"List{kind}Policies", entity)).MembersText("PolicyNames"));
        var policy = await Done($"Get{kind}Policy", entity, ("PolicyName", "MIXEDNAME"));
        Assert.Equal([$"{kind}Name", "PolicyName", "PolicyDocument"], policy.MembersOf($"Get{kind}PolicyResult"));
        Assert.Equal(("MIXEDNAME", Nothing), (policy["PolicyName"], policy.Document("PolicyDocument")));
        await Done($"Delete{kind}Policy", entity, ("PolicyName", "mixedNAME"));
        Assert.Empty((await Call($"List{kind}Policies", entity)).MembersText("PolicyNames"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_policy_that_is_not_there_is_not_found(string kind, int _)
    {
        var entity = await Add(kind);
        foreach (var verb in new[] { "Get", "Delete" })
        {
            (await Call($"{verb}{kind}Policy", entity, ("PolicyName", "no")))
                .IsRefused("NoSuchEntity", $"The {kind.ToLowerInvariant()} policy with name no cannot be found.");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task All_inline_policies_together_are_limited(string kind, int limit)
    {
        var entity = await Add(kind);
        await Done($"Put{kind}Policy", entity, ("PolicyName", "a"), ("PolicyDocument", PolicyOfSize(limit - 200) + new string(' ', 1000)));
        await Done($"Put{kind}Policy", entity, ("PolicyName", "b"), ("PolicyDocument", PolicyOfSize(200)));
        (await Call($"Put{kind}Policy", entity, ("PolicyName", "b"), ("PolicyDocument", PolicyOfSize(201))))
            .IsRefused("LimitExceeded", $"Maximum policy size of {limit} bytes exceeded for {kind.ToLowerInvariant()} x");
    }

    [Theory]
    [InlineData("{", "Syntax errors in policy.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"x"}}""", "Resource x must be in ARN format or \"*\".")]
    public async Task A_document_that_is_no_policy_is_refused_in_the_words_of_IAM(string document, string text)
    {
        var entity = await Add("User");
        (await Call("PutUserPolicy", entity, ("PolicyName", "p"), ("PolicyDocument", document))).IsRefused("MalformedPolicyDocument", text);
        (await Call("CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", document))).IsRefused("MalformedPolicyDocument", text);
    }

    [Fact]
    public async Task A_policy_counts_from_the_next_request_on()
    {
        var key = await Engine.AddUserAsync("alice", Everything);
        (await CallAs(key, "ListUsers")).Accepted();
        await Done("PutUserPolicy", ("UserName", "alice"), ("PolicyName", "no"), ("PolicyDocument", Nothing));
        Assert.Equal("AccessDenied", (await CallAs(key, "ListUsers")).Refusal!.Code);
    }

    private async Task<(string, string)> Add(string kind)
    {
        if (kind == "User") await AddUser("x");
        else if (kind == "Group") await AddGroup("x");
        else await AddRole("x");
        return ($"{kind}Name", "x");
    }
}
