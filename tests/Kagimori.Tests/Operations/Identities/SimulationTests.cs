using System.Globalization;
using System.Xml.Linq;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Policy simulation through the wire. Cases with A, B and GetObject are answers of the live service.</summary>
public sealed class SimulationTests : IAsyncLifetime
{
    private const string A = "arn:aws:s3:::stackd-simulation/a";
    private const string B = "arn:aws:s3:::stackd-simulation/b";
    private const string AllowGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string DenyGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Other = "210987654321";

    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_statement_that_allows_is_told_with_its_place()
    {
        var result = await Only([("PolicyInputList.member.1", AllowGet)], "s3:GetObject");
        Assert.Equal(["EvalActionName", "EvalResourceName", "EvalDecision", "MatchedStatements", "MissingContextValues"], Names(result));
        Assert.Equal(("s3:GetObject", "*", "allowed"), (Text(result, "EvalActionName"), Text(result, "EvalResourceName"), Text(result, "EvalDecision")));
        Assert.Equal(["PolicyInputList.1 IAM Policy 1:38-1:95"], Matched(result));
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"First"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"Second"}]}""", "1:38-1:109 1:109-1:182")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"Allow"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Sid":"Deny"}]}""", "1:109-1:179")]
    [InlineData("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"*\",\n      \"Sid\": \"First\"\n    }\n  ]\n}", "3:17-9:6")]
    [InlineData(" \r\n{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\",\r\n      \"Action\": \"s3:GetObject\",\r\n      \"Resource\": \"*\"\r\n    }\r\n  ]\r\n}\r\n ", "4:17-9:6")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}}", "1:16-1:77")]
    public async Task Places_are_where_AWS_finds_them(string policy, string places) =>
        Assert.Equal(places, string.Join(' ', Matched(await Only([("PolicyInputList.member.1", policy)], "s3:GetObject")).Select(matched => matched.Split(' ')[^1])));

    [Fact]
    public async Task Each_resource_has_its_own_result_and_the_least_allowed_counts()
    {
        var policy = AllowGet.Replace("\"*\"", $"\"{A}\"", StringComparison.Ordinal);
        var result = await Only([("PolicyInputList.member.1", policy), ("ResourceArns.member.1", A), ("ResourceArns.member.2", B)], "s3:GetObject");
        Assert.Equal(("arn:aws:s3:::${BucketName}/${KeyName}", "implicitDeny"), (Text(result, "EvalResourceName"), Text(result, "EvalDecision")));
        Assert.Equal(["PolicyInputList.1 IAM Policy 1:38-1:126"], Matched(result));
        Assert.Empty(Child(result, "EvalDecisionDetails").Elements());
        var specific = Child(result, "ResourceSpecificResults").Elements().ToList();
        Assert.Equal([(A, "allowed"), (B, "implicitDeny")], specific.Select(one => (Text(one, "EvalResourceName"), Text(one, "EvalResourceDecision"))));
        Assert.Equal(["EvalResourceName", "EvalResourceDecision", "MatchedStatements"], Names(specific[0]));
        Assert.Equal(["EvalResourceName", "EvalResourceDecision"], Names(specific[1]));
    }

    [Fact]
    public async Task A_resource_of_another_service_is_never_allowed()
    {
        var result = await Only([("PolicyInputList.member.1", AllowGet), ("ResourceArns.member.1", "arn:aws:iam::123456789012:user/fictional")], "s3:GetObject");
        Assert.Equal("implicitDeny", Text(result, "EvalDecision"));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"stack:missing":"yes"}}""", "implicitDeny", "stack:missing")]
    [InlineData("""{"StringEqualsIfExists":{"stack:missing":"yes"}}""", "allowed", "")]
    [InlineData("""{"Null":{"stack:missing":"true"}}""", "allowed", "")]
    [InlineData("""{"Null":{"stack:missing":"false"}}""", "implicitDeny", "stack:missing")]
    [InlineData("""{"ForAllValues:StringEquals":{"stack:missing":"yes"}}""", "allowed", "")]
    [InlineData("""{"ForAnyValue:StringEquals":{"stack:missing":"yes"}}""", "implicitDeny", "stack:missing")]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", "allowed", "")]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"000000000000"}}""", "implicitDeny", "aws:PrincipalAccount")]
    [InlineData("""{"StringEquals":{"stack:a":"${stack:b}"}}""", "implicitDeny", "stack:a stack:b")]
    public async Task Keys_that_the_request_lacks_are_told_unless_it_is_allowed(string condition, string decision, string missing)
    {
        var result = await Only([("PolicyInputList.member.1", TestService.Allow("s3:GetObject", condition: condition))], "s3:GetObject");
        Assert.Equal(decision, Text(result, "EvalDecision"));
        Assert.Equal(missing, string.Join(' ', Child(result, "MissingContextValues").Elements().Select(key => key.Value)));
    }

    [Fact]
    public async Task Another_policy_that_allows_leaves_nothing_missing()
    {
        var result = await Only([("PolicyInputList.member.1", AllowGet), ("PolicyInputList.member.2", TestService.Allow("s3:GetObject", condition: """{"StringEquals":{"stack:missing":"yes"}}"""))], "s3:GetObject");
        Assert.Empty(Child(result, "MissingContextValues").Elements());
    }

    [Theory]
    [InlineData(AllowGet, AllowGet, "allowed", "true", "PolicyInputList.1 IAM Policy 1:38-1:95")]
    [InlineData(AllowGet, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}""", "implicitDeny", "false", "")]
    [InlineData(AllowGet, DenyGet, "explicitDeny", "false", "PermissionsBoundaryPolicyInputList.1 Permissions Boundary Policy 1:38-1:94")]
    public async Task A_permissions_boundary_is_told_apart(string policy, string boundary, string decision, string allowed, string matched)
    {
        var result = await Only([("PolicyInputList.member.1", policy), ("PermissionsBoundaryPolicyInputList.member.1", boundary), ("ResourceArns.member.1", A)], "s3:GetObject");
        Assert.Equal((decision, allowed), (Text(result, "EvalDecision"), Child(result, "PermissionsBoundaryDecisionDetail").Value));
        Assert.Equal(matched, string.Join(' ', Matched(result)));
        Assert.Equal(allowed, Child(Child(result, "ResourceSpecificResults").Elements().Single(), "PermissionsBoundaryDecisionDetail").Value);
    }

    [Theory]
    [InlineData("string", new[] { "a", "b" }, "Context key string expected a single value, but received 2.")]
    [InlineData("numeric", new[] { "abc" }, "Invalid context value for key stack:test: expected numeric format.")]
    [InlineData("numericList", new[] { "1", "NaN" }, "Invalid context value for key stack:test: expected numeric format.")]
    [InlineData("date", new[] { "tomorrow" }, "Invalid context value for key stack:test: expected DateTime format.")]
    [InlineData("ip", new[] { "999.0.0.1" }, "Invalid context value for key stack:test: expected IP address.")]
    [InlineData("binary", new[] { "!base64" }, "Invalid context value for key stack:test: expected base-64 encoded binary format.")]
    [InlineData("boolean", new[] { "yes" }, null)]
    [InlineData("string", new[] { "" }, null)]
    [InlineData("ipList", new[] { "10.0.0.1", "fe80::1" }, null)]
    public async Task Context_values_are_of_their_type(string type, string[] values, string? message)
    {
        var answer = await Custom([("PolicyInputList.member.1", AllowGet), .. Context(1, "stack:test", type, values)], "s3:GetObject");
        if (message is null) answer.Succeeded();
        else answer.RefusedXml(400, "InvalidInput", message);
    }

    [Theory]
    [InlineData("stringList", "ForAnyValue:StringEquals", "allowed")]
    [InlineData("stringList", "StringEquals", "implicitDeny")]
    [InlineData("string", "StringEquals", "allowed")]
    public async Task Context_decides_by_its_type(string type, string op, string decision)
    {
        var policy = TestService.Allow("s3:GetObject", condition: $$$"""{"{{{op}}}":{"stack:test":"a"}}""");
        Assert.Equal(decision, Text(await Only([("PolicyInputList.member.1", policy), .. Context(1, "stack:test", type, "a")], "s3:GetObject"), "EvalDecision"));
    }

    [Theory]
    [InlineData("ActionNames.member.1", "GetObject", "The action is invalid since it is missing names")]
    [InlineData("ResourceArns.member.1", "not-an-arn", "ResourceNames are not in a valid ARN format: not-an-arn.")]
    [InlineData("ResourceArns.member.1", "arn:aws:s3", "ResourceNames are not in a valid ARN format: arn:aws:s3.")]
    [InlineData("PolicyInputList.member.1", "{", "Policy input list item 1 has invalid content")]
    [InlineData("PolicyInputList.member.1", """{"Version":"2099-01-01","Statement":[]}""", "Policy input list item 1 has invalid content")]
    [InlineData("PermissionsBoundaryPolicyInputList.member.2", AllowGet, "The list of Permissions Boundary policies cannot exceed 1 items.")]
    [InlineData("Marker", "not-a-simulation-marker", "Invalid marker for pagination.")]
    [InlineData("CallerArn", "arn:aws:sts::123456789012:assumed-role/r/s", "Invalid Entity Arn: arn:aws:sts::123456789012:assumed-role/r/s does not clearly define entity type and name.")]
    [InlineData("ResourceOwner", Other, "Invalid Entity Arn: 210987654321 does not clearly define entity type and name.")]
    public async Task Bad_input_is_refused_in_the_words_of_AWS(string name, string value, string message)
    {
        var parameters = new Dictionary<string, string>
        {
            ["PolicyInputList.member.1"] = AllowGet, ["PermissionsBoundaryPolicyInputList.member.1"] = AllowGet, ["ActionNames.member.1"] = "s3:GetObject", [name] = value,
        };
        (await Call("SimulateCustomPolicy", [.. parameters.Select(pair => (pair.Key, pair.Value))])).RefusedXml(400, "InvalidInput", message);
    }

    [Fact]
    public async Task A_key_can_be_given_once_whatever_its_case() =>
        (await Custom([("PolicyInputList.member.1", AllowGet), .. Context(1, "stack:test", "string", "a"), .. Context(2, "STACK:TEST", "string", "b")], "s3:GetObject"))
        .RefusedXml(400, "InvalidInput", "Duplicate context key: STACK:TEST.");

    [Fact]
    public async Task An_empty_list_of_policies_allows_nothing() =>
        Assert.Equal("implicitDeny", Text(await Only([("PolicyInputList", "")], "s3:GetObject"), "EvalDecision"));

    [Fact]
    public async Task Pages_count_actions()
    {
        (string, string)[] policy = [("PolicyInputList.member.1", TestService.Allow("*")), ("MaxItems", "2")];
        var first = await Custom(policy, "s3:PutObject", "iam:GetUser", "s3:GetObject");
        Assert.Equal("true", first.Xml("IsTruncated"));
        var second = await Custom([.. policy, ("Marker", first.Xml("Marker"))], "s3:PutObject", "iam:GetUser", "s3:GetObject");
        Assert.Equal("s3:GetObject", Text(Results(second).Single(), "EvalActionName"));
        Assert.Equal("false", second.Xml("IsTruncated"));
    }

    [Theory]
    [InlineData("111111111111", "allowed", "allowed allowed")]
    [InlineData("999999999999", "implicitDeny", "allowed implicitDeny")]
    public async Task Across_accounts_each_side_is_told(string named, string decision, string sides)
    {
        var key = $"arn:aws:kms:us-east-1:{Other}:key/1";
        var keyPolicy = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{named}}}"},"Action":"kms:*","Resource":"*"}}""";
        var result = await Only([
            ("PolicyInputList.member.1", TestService.Allow("kms:Decrypt")), ("ResourceArns.member.1", key), ("ResourcePolicy", keyPolicy),
            ("ResourceOwner", $"arn:aws:iam::{Other}:root"), ("CallerArn", "arn:aws:iam::111111111111:user/u"),
        ], "kms:Decrypt");
        Assert.Equal(decision, Text(result, "EvalDecision"));
        var details = Child(result, "EvalDecisionDetails").Elements().ToDictionary(entry => Text(entry, "key"), entry => Text(entry, "value"));
        Assert.Equal(sides, $"{details["IAM Policy"]} {details["Resource Policy"]}");
    }

    [Fact]
    public async Task A_key_policy_that_lets_nobody_in_denies_within_the_account_too()
    {
        var keyPolicy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/other"},"Action":"kms:*","Resource":"*"}}""";
        (string, string)[] given =
        [
            ("PolicyInputList.member.1", TestService.Allow("kms:Decrypt")), ("ResourceArns.member.1", TestService.KeyArn), ("ResourcePolicy", keyPolicy),
        ];
        Assert.Equal("implicitDeny", Text(await Only([.. given, ("CallerArn", "arn:aws:iam::123456789012:user/u")], "kms:Decrypt"), "EvalDecision"));
        var named = await Only([.. given, ("CallerArn", "arn:aws:iam::123456789012:user/other")], "kms:Decrypt");
        Assert.Equal("allowed", Text(named, "EvalDecision"));
        Assert.Equal(["ResourcePolicy", "PolicyInputList.1"], Matched(named).Select(matched => matched.Split(' ')[0]));
        (await Custom(given, "kms:Decrypt")).RefusedXml(400, "InvalidInput", "A CallerArn is required when a ResourcePolicy is specified.");
    }

    [Fact]
    public async Task The_policies_of_a_user_are_named_after_where_they_are_attached()
    {
        await FillAsync();
        var answer = await Call("SimulatePrincipalPolicy", ("PolicySourceArn", Arn("user/x/u")), ("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", "s3:PutObject"),
            ("ActionNames.member.3", "s3:DeleteObject"), ("ActionNames.member.4", "s3:ListBucket"), ("PolicyInputList.member.1", TestService.Allow("s3:ListBucket")));
        var results = Results(answer);
        Assert.Equal(["allowed", "allowed", "explicitDeny", "allowed"], results.Select(result => Text(result, "EvalDecision")));
        Assert.Equal(["user_u_inline", "group_g_inline", "managed", "PolicyInputList.1"], results.Select(result => Matched(result).Single().Split(' ')[0]));
        Assert.DoesNotContain("OrganizationsDecisionDetail", Names(results[0]));
    }

    [Theory]
    [InlineData("user/x/u", "s3:GetObject", "allowed")]
    [InlineData("group/g", "s3:PutObject", "allowed")]
    [InlineData("group/g", "s3:GetObject", "implicitDeny")]
    [InlineData("role/r", "s3:GetObject", "allowed")]
    [InlineData("role/r", "s3:PutObject", "implicitDeny")]
    public async Task Users_groups_and_roles_are_simulated(string source, string action, string decision)
    {
        await FillAsync();
        var answer = await Call("SimulatePrincipalPolicy", ("PolicySourceArn", Arn(source)), ("ActionNames.member.1", action), ("ResourceArns.member.1", A));
        Assert.Equal(decision, Text(Results(answer).Single(), "EvalDecision"));
    }

    [Fact]
    public async Task A_boundary_and_what_is_known_of_the_user_count()
    {
        await FillAsync();
        await Done("CreatePolicy", ("PolicyName", "bounds"), ("PolicyDocument", AllowGet));
        await Done("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", Arn("policy/bounds")));
        await Done("PutUserPolicy", ("UserName", "u"), ("PolicyName", "inline"), ("PolicyDocument",
            TestService.Allow("s3:*", condition: """{"StringEquals":{"aws:username":"u","aws:PrincipalTag/team":"red"}}""")));
        await Done("TagUser", ("UserName", "u"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        var results = Results(await Call("SimulatePrincipalPolicy", ("PolicySourceArn", Arn("user/x/u")), ("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", "s3:PutObject")));
        Assert.Equal([("allowed", "true"), ("implicitDeny", "false")], results.Select(result => (Text(result, "EvalDecision"), Child(result, "PermissionsBoundaryDecisionDetail").Value)));
    }

    [Fact]
    public async Task Who_is_not_there_cannot_be_simulated()
    {
        (await Call("SimulatePrincipalPolicy", ("PolicySourceArn", Arn("user/ghost")), ("ActionNames.member.1", "s3:GetObject")))
            .RefusedXml(404, "NoSuchEntity", "The user with name ghost cannot be found.");
        (await Call("SimulatePrincipalPolicy", ("PolicySourceArn", "arn:aws:iam::210987654321:role/Administrator"), ("ActionNames.member.1", "s3:GetObject")))
            .RefusedXml(404, "NoSuchEntity", "The role with name Administrator cannot be found.");
    }

    [Fact]
    public async Task What_policies_ask_for_is_listed_once()
    {
        await FillAsync();
        var policy = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}","Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:RequestTag/team}"},"Bool":{"aws:SecureTransport":"true"}}},
              {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"AWS:securetransport":"false"}}}]}
            """;
        string[] expected = ["aws:username", "aws:PrincipalTag/team", "aws:RequestTag/team", "aws:SecureTransport"];
        Assert.Equal(expected, Keys(await Call("GetContextKeysForCustomPolicy", ("PolicyInputList.member.1", policy))));
        await Done("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "asks"), ("PolicyDocument", policy));
        Assert.Equal([.. expected, "stack:more"], Keys(await Call("GetContextKeysForPrincipalPolicy", ("PolicySourceArn", Arn("user/x/u")),
            ("PolicyInputList.member.1", TestService.Allow("*", condition: """{"StringEquals":{"stack:more":"1"}}""")))));
        (await Call("GetContextKeysForCustomPolicy", ("PolicyInputList.member.1", "{"))).RefusedXml(400, "InvalidInput", "Policy input list item 1 has invalid content");
    }

    private static List<string> Keys(TestAnswer answer) => [.. XElement.Parse(answer.Succeeded().Text).Descendants().Single(found => found.Name.LocalName == "ContextKeyNames").Elements().Select(key => key.Value)];

    private async Task FillAsync()
    {
        await Done("CreateUser", ("UserName", "u"), ("Path", "/x/"));
        await Done("CreateGroup", ("GroupName", "g"));
        await Done("AddUserToGroup", ("GroupName", "g"), ("UserName", "u"));
        await Done("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""));
        await Done("CreatePolicy", ("PolicyName", "managed"), ("PolicyDocument", DenyGet.Replace("GetObject", "DeleteObject", StringComparison.Ordinal)));
        await Done("PutUserPolicy", ("UserName", "u"), ("PolicyName", "inline"), ("PolicyDocument", AllowGet));
        await Done("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "inline"), ("PolicyDocument", AllowGet));
        await Done("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "inline"), ("PolicyDocument", AllowGet.Replace("GetObject", "PutObject", StringComparison.Ordinal)));
        await Done("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", Arn("policy/managed")));
    }

    private static string Arn(string resource) => $"arn:aws:iam::{TestService.Account}:{resource}";

    private Task<TestAnswer> Call(string operation, params (string Name, string Value)[] parameters) => _service.QueryAsync("root", "iam", operation, parameters);

    private async Task Done(string operation, params (string Name, string Value)[] parameters) => (await Call(operation, parameters)).Succeeded();

    private Task<TestAnswer> Custom((string Name, string Value)[] parameters, params string[] actions) =>
        Call("SimulateCustomPolicy", [.. parameters, .. actions.Select((action, i) => ($"ActionNames.member.{i + 1}", action))]);

    private async Task<XElement> Only((string Name, string Value)[] parameters, string action) => Results(await Custom(parameters, action)).Single();

    private static (string Name, string Value)[] Context(int position, string name, string type, params string[] values) =>
    [
        ($"ContextEntries.member.{position}.ContextKeyName", name), ($"ContextEntries.member.{position}.ContextKeyType", type),
        .. values.Select((value, i) => ($"ContextEntries.member.{position}.ContextKeyValues.member.{i + 1}", value)),
    ];

    private static List<XElement> Results(TestAnswer answer) =>
        [.. XElement.Parse(answer.Succeeded().Text).Descendants().Single(found => found.Name.LocalName == "EvaluationResults").Elements()];

    private static XElement Child(XElement element, string name) => element.Elements().Single(child => child.Name.LocalName == name);

    private static string Text(XElement element, string name) => Child(element, name).Value;

    private static List<string> Names(XElement element) => [.. element.Elements().Select(child => child.Name.LocalName)];

    // "id type line:column-line:column" for each matched statement.
    private static List<string> Matched(XElement result) => [.. Child(result, "MatchedStatements").Elements().Select(statement => string.Create(CultureInfo.InvariantCulture,
        $"{Text(statement, "SourcePolicyId")} {Text(statement, "SourcePolicyType")} {Place(statement, "StartPosition")}-{Place(statement, "EndPosition")}"))];

    private static string Place(XElement statement, string name) => $"{Text(Child(statement, name), "Line")}:{Text(Child(statement, name), "Column")}";
}
