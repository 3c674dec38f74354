using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy; what is expected was recorded from AWS.</summary>
public sealed class SimulationContextKeysTests : SimulationTest
{
    [Theory]
    [InlineData(""" "Resource":"*","Condition":{"StringEquals":{"aws:username":"a"},"StringLike":{"AWS:username":"b"},"Bool":{"aws:username":"c"}} """, "aws:username AWS:username")]
    [InlineData(""" "Resource":["arn:aws:s3:::${aws:username}","arn:aws:s3:::${aws:userid, 'x'}"] """, "aws:username aws:userid")]
    [InlineData(""" "NotResource":"arn:aws:s3:::${aws:username}/${aws:username}" """, "aws:username")]
    [InlineData(""" "Resource":"arn:aws:s3:::${*}${?}${$}" """, "* ? $")]
    [InlineData(""" "Resource":"*","Condition":{"StringEquals":{"stack:a":["${stack:b}","${stack:c}"]}} """, "stack:a stack:b stack:c")]
    [InlineData(""" "Resource":"*","Condition":{"StringEquals":{"${aws:username}":"x"}} """, "${aws:username}")]
    [InlineData(""" "Resource":"*","Condition":{"ForAllValues:StringEqualsIfExists":{"stack:a":"x"}} """, "stack:a")]
    [InlineData(""" "Resource":"${aws:username" """, "")]
    [InlineData(""" "Resource":"no ARN","Principal":"${aws:username}" """, "")]
    [InlineData(""" "Resource":[],"Condition":{} """, "")]
    [InlineData(""" "Sid":"no resource" """, "")]
    public async Task Keys_are_listed_as_they_are_spelled(string rest, string keys)
    {
        var policy = $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"any ${aws:userid}",{{{rest}}}}]}""";
        Assert.Equal(keys, string.Join(' ', await KeysOf(policy)));
    }

    [Theory]
    [InlineData("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}","Condition":{"StringEquals":{"stack:a":"${stack:b}"}}}}""", "stack:a")]
    [InlineData("""{"Statement":{"Effect":"Deny","Resource":"arn:aws:s3:::${aws:username}"}}""", "")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "")]
    [InlineData("""{"Id":"x","Version":"2012-10-17"}""", "")]
    public async Task Old_documents_have_no_variables_and_empty_ones_no_keys(string policy, string keys) => Assert.Equal(keys, string.Join(' ', await KeysOf(policy)));

    [Fact]
    public async Task Documents_are_listed_one_after_the_other()
    {
        var (first, second) = (Asks("stack:a"), Asks("stack:b", "stack:a"));
        Assert.Equal(["stack:a", "stack:b", "stack:a"], await KeysOf(first, second));
        Assert.Empty((await Service.IamAsync("GetContextKeysForCustomPolicy", ("PolicyInputList", ""))).Keys());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"Version":"2099-01-01"}""")]
    [InlineData("""{"Version":"2012-10-17","Other":1}""")]
    [InlineData("""{"Statement":{"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":{"StringSame":{"stack:a":"x"}}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":[]}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":{"StringEquals":"x"}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Other":"x"}}""")]
    public async Task What_is_no_policy_is_refused(string policy) => (await Service.IamAsync("GetContextKeysForCustomPolicy", Given(Asks("stack:a"), policy)))
        .RefusedXml(400, "InvalidInput", "Policy input list item 2 has invalid content");

    [Fact]
    public async Task The_policies_of_a_principal_ask_for_theirs()
    {
        await Service.DoneAsync("CreateUser", ("UserName", "u"), ("Path", "/x/"));
        await Service.DoneAsync("CreateGroup", ("GroupName", "g"));
        await Service.DoneAsync("AddUserToGroup", ("GroupName", "g"), ("UserName", "u"));
        await Service.DoneAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "p"), ("PolicyDocument", Asks("stack:user", "aws:userid")));
        await Service.DoneAsync("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "p"), ("PolicyDocument", Asks("stack:group", "aws:userid")));
        foreach (var name in new[] { "managed", "bounds" }) await Service.DoneAsync("CreatePolicy", ("PolicyName", name), ("PolicyDocument", Asks($"stack:{name}")));
        await Service.DoneAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", Arn("policy/managed")));
        await Service.DoneAsync("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", Arn("policy/managed")));
        await Service.DoneAsync("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", Arn("policy/bounds")));

        Assert.Equal(["stack:user", "aws:userid", "stack:managed", "stack:group", "aws:userid", "stack:bounds", "stack:given"], await Of("user/wrong/path/u", Asks("stack:given")));
        Assert.Equal(["stack:group", "aws:userid", "stack:managed"], await Of("group/g"));
        (await Service.IamAsync("GetContextKeysForPrincipalPolicy", ("PolicySourceArn", Arn("user/ghost")))).RefusedXml(404, "NoSuchEntity", "Unable to retrieve specified IAM entity.");
        (await Service.IamAsync("GetContextKeysForPrincipalPolicy", ("PolicySourceArn", "garbage, but long enough"))).RefusedXml(400, "InvalidInput", "Invalid ARN provided in the request: garbage, but long enough");

        async Task<string[]> Of(string source, params string[] given) =>
            (await Service.IamAsync("GetContextKeysForPrincipalPolicy", [("PolicySourceArn", Arn(source)), .. Given(given)])).Keys();
    }

    private async Task<string[]> KeysOf(params string[] policies) => (await Service.IamAsync("GetContextKeysForCustomPolicy", Given(policies))).Keys();

    private static string Asks(params string[] keys) =>
        TestService.Allow("s3:GetObject", condition: $$$"""{"StringEquals":{{{{string.Join(',', keys.Select(key => $"\"{key}\":\"x\""))}}}}}""");
}
