using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>The context of a simulation, given and of the caller; what is expected was recorded from AWS.</summary>
public sealed class SimulationContextTests : SimulationTest
{
    [Theory]
    [InlineData("string", "a|b", "Context key string expected a single value, but received 2.")]
    [InlineData("boolean", "true|false", "Context key boolean expected a single value, but received 2.")]
    [InlineData("string", "", null)]
    [InlineData("stringList", "a|b|", null)]
    [InlineData("numeric", "01.00", null)]
    [InlineData("numeric", "+1", null)]
    [InlineData("numeric", "1e2", null)]
    [InlineData("numeric", "1e9999", null)]
    [InlineData("numeric", "abc", "numeric format")]
    [InlineData("numeric", "NaN", "numeric format")]
    [InlineData("numeric", "Infinity", "numeric format")]
    [InlineData("numeric", "0x10", "numeric format")]
    [InlineData("numeric", " 1 ", "numeric format")]
    [InlineData("numericList", "1|NaN", "numeric format")]
    [InlineData("numericList", "1|2", null)]
    [InlineData("date", "2035", null)]
    [InlineData("date", "2035-01", null)]
    [InlineData("date", "2035-01-02", null)]
    [InlineData("date", "2035-01-02T03:04Z", null)]
    [InlineData("date", "2035-01-02T03:04:05", null)]
    [InlineData("date", "2035-01-02T03:04:05.123+02:00", null)]
    [InlineData("date", "1735787045", null)]
    [InlineData("date", "tomorrow", "DateTime format")]
    [InlineData("date", "", "DateTime format")]
    [InlineData("dateList", "2035|x", "DateTime format")]
    [InlineData("dateList", "2035|2036", null)]
    [InlineData("ip", "10.0.0.1", null)]
    [InlineData("ip", "010.000.000.001", null)]
    [InlineData("ip", "fe80::1", null)]
    [InlineData("ip", "fe80::1%eth0", "IP address")]
    [InlineData("ip", "10.0.0.0/8", "IP address")]
    [InlineData("ip", "999.0.0.1", "IP address")]
    [InlineData("ipList", "10.0.0.1|fe80::1", null)]
    [InlineData("ipList", "10.0.0.1|x", "IP address")]
    [InlineData("binary", "", null)]
    [InlineData("binary", "YQ==", null)]
    [InlineData("binary", "YQ", "base-64 encoded binary format")]
    [InlineData("binary", "YR==", "base-64 encoded binary format")]
    [InlineData("binary", "YQ-_", "base-64 encoded binary format")]
    [InlineData("binary", "eWVz\n", "base-64 encoded binary format")]
    [InlineData("binary", "!base64", "base-64 encoded binary format")]
    [InlineData("binaryList", "YQ==|YQ", "base-64 encoded binary format")]
    [InlineData("binaryList", "YQ==|Yg==", null)]
    [InlineData("boolean", "yes", null)]
    [InlineData("booleanList", "true|maybe", null)]
    public async Task Values_are_of_their_type(string type, string values, string? expected)
    {
        var answer = await Service.CustomAsync([.. Given(AllowGet), .. Context(1, "stack:test", type, values.Split('|'))], "s3:GetObject");
        if (expected is null) answer.Succeeded();
        else answer.RefusedXml(400, "InvalidInput", expected.EndsWith('.') ? expected : $"Invalid context value for key stack:test: expected {expected}.");
    }

    [Theory]
    [InlineData("numeric", "01.00", "1.00")]
    [InlineData("numeric", "+1", "1")]
    [InlineData("numeric", "-0.50", "-0.50")]
    [InlineData("numeric", ".5", "0.5")]
    [InlineData("numeric", "1e2", "1E+2")]
    [InlineData("numeric", "12e1", "1.2E+2")]
    [InlineData("numeric", "1e-7", "1E-7")]
    [InlineData("numeric", "0.000001", "0.000001")]
    [InlineData("date", "2035", "2035-01-01T00:00:00.000Z")]
    [InlineData("date", "0", "1970-01-01T00:00:00.000Z")]
    [InlineData("date", "2035-01-02T03:04:05", "2035-01-02T03:04:05.000Z")]
    [InlineData("date", "2035-01-02T03:04:05.1239+02:00", "2035-01-02T01:04:05.123Z")]
    [InlineData("ip", "010.000.000.001", "010.000.000.001")]
    [InlineData("binary", "YQ==", "YQ==")]
    [InlineData("boolean", "TRUE", "TRUE")]
    [InlineData("string", "", "")]
    public async Task Values_are_compared_as_texts_in_one_form(string type, string value, string text)
    {
        var policy = TestService.Allow("s3:GetObject", condition: $$$"""{"StringEquals":{"stack:test":"{{{text}}}"}}""");
        Assert.Equal(["allowed PolicyInputList.1"], (await Service.CustomAsync([.. Given(policy), .. Context(1, "stack:test", type, value)], "s3:GetObject")).Told());
        policy = policy.Replace("StringEquals", "ForAnyValue:StringEquals", StringComparison.Ordinal);
        Assert.Equal(["allowed PolicyInputList.1"], (await Service.CustomAsync([.. Given(policy), .. Context(1, "stack:test", type + "List", value, value)], "s3:GetObject")).Told());
    }

    [Theory]
    [InlineData("string", "a", "StringEquals", "a", true)]
    [InlineData("stringList", "a", "StringEquals", "a", false)]
    [InlineData("stringList", "a", "StringNotEquals", "b", false)]
    [InlineData("stringList", "a", "ForAnyValue:StringEquals", "a", true)]
    [InlineData("stringList", "a", "ForAllValues:StringEquals", "a", true)]
    [InlineData("numeric", "1.0", "NumericEquals", "1", true)]
    [InlineData("numericList", "1", "NumericEquals", "1", false)]
    [InlineData("numericList", "1", "ForAnyValue:NumericEquals", "1.0", true)]
    [InlineData("numeric", "0", "DateEquals", "1970-01-01", true)]
    [InlineData("date", "1970-01-01", "NumericEquals", "0", false)]
    [InlineData("date", "2035-01-02T02:00:00+02:00", "DateEquals", "2035-01-02", true)]
    [InlineData("dateList", "2035", "ForAllValues:DateGreaterThan", "2034", true)]
    [InlineData("boolean", "TRUE", "Bool", "true", true)]
    [InlineData("boolean", "yes", "Bool", "true", false)]
    [InlineData("boolean", "1", "Bool", "true", false)]
    [InlineData("boolean", "yes", "Bool", "false", true)]
    [InlineData("booleanList", "true", "Bool", "true", false)]
    [InlineData("booleanList", "true", "ForAnyValue:Bool", "true", true)]
    [InlineData("ip", "10.1.2.3", "IpAddress", "10.0.0.0/8", true)]
    [InlineData("ipList", "10.1.2.3", "IpAddress", "10.0.0.0/8", false)]
    [InlineData("ipList", "10.1.2.3", "ForAnyValue:IpAddress", "10.0.0.0/8", true)]
    [InlineData("binary", "YQ==", "BinaryEquals", "YQ==", true)]
    [InlineData("binaryList", "YQ==", "BinaryEquals", "YQ==", false)]
    [InlineData("binaryList", "YQ==", "ForAnyValue:BinaryEquals", "YQ==", true)]
    public async Task Values_decide_by_their_type(string type, string value, string op, string expected, bool allows)
    {
        var policy = TestService.Allow("s3:GetObject", condition: $$$"""{"{{{op}}}":{"stack:test":"{{{expected}}}"}}""");
        var told = (await Service.CustomAsync([.. Given(policy), .. Context(1, "stack:test", type, value)], "s3:GetObject")).Told();
        Assert.Equal([allows ? "allowed PolicyInputList.1" : "implicitDeny"], told);
    }

    [Fact]
    public async Task Entries_have_a_name_a_type_and_values()
    {
        const string Entry = "ContextEntries.member.1.";
        (string Name, string Value)[] whole = [(Entry + "ContextKeyName", "stack:key"), (Entry + "ContextKeyType", "string"), (Entry + "ContextKeyValues.member.1", "a")];
        foreach (var (leftOut, message) in new[]
        {
            (0, "ContextKeyName cannot be null or empty."),
            (1, "Context key stack:key has invalid type null."),
            (2, "Context values for context key stack:key cannot be null or empty."),
        })
        {
            (await Service.CustomAsync([.. Given(AllowGet), .. whole.Where((_, i) => i != leftOut)], "s3:GetObject")).RefusedXml(400, "InvalidInput", message);
        }
        (await Service.CustomAsync([.. Given(AllowGet), (Entry + "ContextKeyName", "stack:key"), (Entry + "ContextKeyType", "stringList"), (Entry + "ContextKeyValues", "")], "s3:GetObject"))
            .RefusedXml(400, "InvalidInput", "Context values for context key stack:key cannot be null or empty.");
        (await Service.CustomAsync([.. Given(AllowGet), .. Context(1, "abcde", "string", "x")], "s3:GetObject")).Succeeded();
    }

    [Fact]
    public async Task A_type_that_is_none_is_answered_with_all_there_are() =>
        (await Service.CustomAsync([.. Given(AllowGet), .. Context(1, "stack:key", "text", "x")], "s3:GetObject")).RefusedXml(400, "ValidationError",
            "1 validation error detected: Value at 'contextEntries.1.member.contextKeyType' failed to satisfy constraint: Member must satisfy enum value set:"
            + " [binary, ipList, booleanList, ip, boolean, numericList, dateList, numeric, date, stringList, string, binaryList]");

    [Fact]
    public async Task A_key_can_be_given_once_whatever_its_case() =>
        (await Service.CustomAsync([.. Given(AllowGet), .. Context(1, "stack:test", "string", "a"), .. Context(2, "STACK:TEST", "string", "b")], "s3:GetObject"))
        .RefusedXml(400, "InvalidInput", "Duplicate context key: STACK:TEST.");

    // Of each caller the value of the key; null where it is absent.
    [Theory]
    [InlineData(null, "aws:userid", "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR")]
    [InlineData(null, "aws:PrincipalAccount", TestService.Account)]
    [InlineData(null, "aws:PrincipalArn", null)]
    [InlineData(null, "aws:username", null)]
    [InlineData("arn:aws:iam::210987654321:user/x/u", "aws:userid", "arn:aws:iam::210987654321:user/x/u")]
    [InlineData("arn:aws:iam::210987654321:user/x/u", "aws:PrincipalArn", "arn:aws:iam::210987654321:user/x/u")]
    [InlineData("arn:aws:iam::210987654321:user/x/u", "aws:PrincipalAccount", "210987654321")]
    [InlineData("arn:aws:iam::210987654321:user/x/u", "aws:username", "u")]
    [InlineData("arn:aws:iam::210987654321:group/x/g", "aws:userid", "arn:aws:iam::210987654321:group/x/g")]
    [InlineData("arn:aws:iam::210987654321:group/x/g", "aws:PrincipalArn", "arn:aws:iam::210987654321:group/x/g")]
    [InlineData("arn:aws:iam::210987654321:group/x/g", "aws:username", null)]
    [InlineData("arn:aws:iam::210987654321:role/x/r", "aws:userid", "arn:aws:iam::210987654321:role/x/r")]
    [InlineData("arn:aws:iam::210987654321:role/x/r", "aws:PrincipalArn", "arn:aws:iam::210987654321:role/x/r")]
    [InlineData("arn:aws:iam::210987654321:role/x/r", "aws:username", null)]
    public async Task The_caller_brings_what_its_ARN_tells(string? caller, string key, string? value)
    {
        var condition = value is null ? $$$"""{"Null":{"{{{key}}}":"true"}}""" : $$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}""";
        (string, string)[] by = caller is null ? [] : [("CallerArn", caller)];
        (string, string)[] given = [.. Given(TestService.Allow("s3:GetObject", condition: condition)), .. by];
        Assert.Equal(["allowed PolicyInputList.1"], (await Service.CustomAsync(given, "s3:GetObject")).Told());

        // What is given counts instead; and it was not given before, so it was missing.
        if (value is null) return;
        Assert.Equal(["implicitDeny"], (await Service.CustomAsync([.. given, .. Context(1, key.ToUpperInvariant(), "string", "x")], "s3:GetObject")).Told());
        Assert.Equal([$"implicitDeny missing:{key}"], (await Service.CustomAsync(given, "s3:PutObject")).Told());
    }

    [Theory]
    [InlineData("user/x/u", "u")]
    [InlineData("group/x/g", null)]
    [InlineData("role/x/r", null)]
    public async Task A_simulated_principal_is_its_own_caller(string source, string? name)
    {
        await Service.DoneAsync("CreateUser", ("UserName", "u"), ("Path", "/x/"));
        await Service.DoneAsync("CreateGroup", ("GroupName", "g"), ("Path", "/x/"));
        await Service.DoneAsync("CreateRole", ("RoleName", "r"), ("Path", "/x/"),
            ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""));
        var nameIs = name is null ? """ "Null":{"aws:username":"true"} """ : $$$""" "StringLike":{"aws:username":"{{{name}}}"} """;
        var policy = TestService.Allow("s3:GetObject", condition: $$$"""{"StringEquals":{"aws:userid":"{{{Arn(source)}}}","aws:PrincipalArn":"{{{Arn(source)}}}"},{{{nameIs}}}}""");
        Assert.Equal(["allowed PolicyInputList.1"], (await Service.PrincipalAsync(source, Given(policy), "s3:GetObject")).Told());
    }
}
