using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>SimulateCustomPolicy through the wire; what is expected was recorded from AWS.</summary>
public sealed class SimulationTests : SimulationTest
{
    [Fact]
    public async Task A_statement_that_allows_is_told_with_its_place()
    {
        var result = (await Service.CustomAsync(Given(AllowGet), "s3:GetObject")).Results().Single();
        Assert.Equal(["EvalActionName", "EvalResourceName", "EvalDecision", "MatchedStatements", "MissingContextValues"], result.Names());
        Assert.Equal(("s3:GetObject", "*", "allowed"), (result.Text("EvalActionName"), result.Text("EvalResourceName"), result.Text("EvalDecision")));
        Assert.Equal(["PolicyInputList.1 IAM Policy 1:38-1:95"], result.Matched());
    }

    // The document of two statements, one to a line of its own.
    private const string Lines = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"*\",\n      \"Sid\": \"First\"\n    },\n"
        + "    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"*\",\n      \"Sid\": \"Second\"\n    }\n  ]\n}";

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"First"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"Second"}]}""", "1:38-1:109 1:109-1:182")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Sid":"Allow"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Sid":"Deny"}]}""", "1:109-1:179")]
    [InlineData(Lines, "3:17-9:6 9:6-15:6")]
    [InlineData(" \r\n{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\",\r\n      \"Action\": \"s3:GetObject\",\r\n      \"Resource\": \"*\"\r\n    }\r\n  ]\r\n}\r\n ", "4:17-9:6")]
    [InlineData("{\r  \"Version\": \"2012-10-17\",\r  \"Statement\": [\r    {\r      \"Effect\": \"Allow\",\r      \"Action\": \"s3:GetObject\",\r      \"Resource\": \"*\"\r    }\r  ]\r}", "3:17-8:6")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}}", "1:16-1:77")]
    [InlineData("{\n  \"Statement\": {\n    \"Effect\": \"Allow\", \"Action\": \"s3:GetObject\",\n    \"Resource\": \"*\"\n    }\n}", "2:17-5:6")]
    [InlineData("{\"Id\": \"café\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}", "1:30-1:92")]
    public async Task Places_are_where_AWS_finds_them(string policy, string places) =>
        Assert.Equal(places, string.Join(' ', (await Service.CustomAsync(Given(policy), "s3:GetObject")).Results().Single().Matched().Select(matched => matched.Split(' ')[^1])));

    [Fact]
    public async Task Each_resource_has_its_own_result_and_the_least_allowed_counts()
    {
        var answer = await Service.CustomAsync([.. Given(Of("Allow", "s3:GetObject", A)), .. List("ResourceArns", A, B)], "s3:GetObject");
        Assert.Equal(["implicitDeny PolicyInputList.1"], answer.Told());
        Assert.Equal(["allowed PolicyInputList.1", "implicitDeny"], answer.ToldOfResources());
        var result = answer.Results().Single();
        Assert.Equal("arn:aws:s3:::${BucketName}/${KeyName}", result.Text("EvalResourceName"));
        Assert.Empty(result.Child("EvalDecisionDetails").Elements());
        var specific = result.Child("ResourceSpecificResults").Elements().ToList();
        Assert.Equal([A, B], specific.Select(one => one.Text("EvalResourceName")));
        Assert.Equal(["EvalResourceName", "EvalResourceDecision", "MatchedStatements"], specific[0].Names());
        Assert.Equal(["EvalResourceName", "EvalResourceDecision"], specific[1].Names());
    }

    [Fact]
    public async Task Statements_that_allow_one_resource_and_deny_another_are_both_told()
    {
        var answer = await Service.CustomAsync([.. Given(Of("Allow", "s3:GetObject", A), Of("Deny", "s3:GetObject", B)), .. List("ResourceArns", A, B, A)], "s3:GetObject");
        Assert.Equal(["explicitDeny PolicyInputList.1 PolicyInputList.2"], answer.Told());
        Assert.Equal(["allowed PolicyInputList.1", "explicitDeny PolicyInputList.2", "allowed PolicyInputList.1"], answer.ToldOfResources());
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
    [InlineData("""{"StringEquals":{"stack:a":"${stack:b, 'default'}${*}"}}""", "implicitDeny", "stack:a stack:b")]
    [InlineData("""{"StringEquals":{"stack:missing":"x"},"StringLike":{"STACK:missing":"y"}}""", "implicitDeny", "stack:missing STACK:missing")]
    public async Task Keys_that_the_request_lacks_are_told_unless_it_is_allowed(string condition, string decision, string missing)
    {
        var result = (await Service.CustomAsync(Given(TestService.Allow("s3:GetObject", condition: condition)), "s3:GetObject")).Results().Single();
        Assert.Equal((decision, missing), (result.Text("EvalDecision"), result.Missing()));
    }

    [Fact]
    public async Task Keys_of_every_policy_are_missing_whatever_it_is_about_and_those_given_are_not()
    {
        var asks = TestService.Allow("iam:GetUser", condition: """{"StringEquals":{"stack:one":"1","stack:TWO":"2"}}""");
        var bounds = TestService.Allow("s3:PutObject", condition: """{"Null":{"stack:three":"true"}}""");
        (string, string)[] given = [.. Given(asks), ("PermissionsBoundaryPolicyInputList.member.1", bounds), .. List("ResourceArns", A), .. Context(1, "STACK:two", "string", "2")];
        var answer = await Service.CustomAsync(given, "s3:GetObject");
        Assert.Equal(["implicitDeny missing:stack:one,stack:three boundary:false"], answer.Told());
        Assert.Equal(answer.Told(), answer.ToldOfResources());
        Assert.Equal(["explicitDeny PolicyInputList.2 boundary:false"], (await Service.CustomAsync([.. given, .. Given(asks, DenyGet)[1..]], "s3:GetObject")).Told());
    }

    [Fact]
    public async Task Another_policy_that_allows_leaves_nothing_missing() => Assert.Equal(["allowed PolicyInputList.1"],
        (await Service.CustomAsync(Given(AllowGet, TestService.Allow("s3:GetObject", condition: """{"StringEquals":{"stack:missing":"yes"}}""")), "s3:GetObject")).Told());

    [Theory]
    [InlineData(AllowGet, "allowed PolicyInputList.1 boundary:true", "PolicyInputList.1 IAM Policy 1:38-1:95")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}""", "implicitDeny boundary:false", "")]
    [InlineData(DenyGet, "explicitDeny PermissionsBoundaryPolicyInputList.1 boundary:false", "PermissionsBoundaryPolicyInputList.1 Permissions Boundary Policy 1:38-1:94")]
    public async Task A_permissions_boundary_is_told_apart(string boundary, string told, string matched)
    {
        var answer = await Service.CustomAsync([.. Given(AllowGet), ("PermissionsBoundaryPolicyInputList.member.1", boundary), .. List("ResourceArns", A)], "s3:GetObject");
        Assert.Equal([told], answer.Told());
        Assert.Equal([told], answer.ToldOfResources());
        Assert.Equal(matched, string.Join(' ', answer.Results().Single().Matched()));
    }

    [Fact]
    public async Task A_boundary_is_told_of_also_where_it_is_not_what_denies() => Assert.Equal(["implicitDeny boundary:true"],
        (await Service.CustomAsync([.. Given(Of("Allow", "s3:PutObject")), ("PermissionsBoundaryPolicyInputList.member.1", AllowGet)], "s3:GetObject")).Told());

    [Theory]
    [InlineData("ActionNames.member.1", "GetObject", "The action is invalid since it is missing names")]
    [InlineData("ResourceArns.member.1", "not-an-arn", "ResourceNames are not in a valid ARN format: not-an-arn.")]
    [InlineData("ResourceArns.member.1", "arn:aws:s3", "ResourceNames are not in a valid ARN format: arn:aws:s3.")]
    [InlineData("ResourceArns.member.1", "arn::s3:::name", "ResourceNames are not in a valid ARN format: arn::s3:::name.")]
    [InlineData("ResourceArns.member.1", "arn:aws::::name", "ResourceNames are not in a valid ARN format: arn:aws::::name.")]
    [InlineData("ResourceArns.member.1", "arn:aws:s3:::", "ResourceNames are not in a valid ARN format: arn:aws:s3:::.")]
    [InlineData("PolicyInputList.member.1", "{", "Policy input list item 1 has invalid content")]
    [InlineData("PolicyInputList.member.1", """{"Version":"2099-01-01","Statement":[]}""", "Policy input list item 1 has invalid content")]
    [InlineData("PermissionsBoundaryPolicyInputList.member.2", AllowGet, "The list of Permissions Boundary policies cannot exceed 1 items.")]
    [InlineData("Marker", "not-a-simulation-marker", "Invalid marker for pagination.")]
    [InlineData("CallerArn", "arn:aws:sts::123456789012:assumed-role/r/s", "Invalid caller - Caller must be an IAM user, role or group in this context.")]
    [InlineData("CallerArn", "arn:aws:iam::123456789012:root", "Invalid caller - Caller must be an IAM user, role or group in this context.")]
    [InlineData("ResourceOwner", Other, "'210987654321' is not a valid as a Resource Owner.")]
    [InlineData("ResourceOwner", "arn:aws:s3:::bucket", "'arn:aws:s3:::bucket' is not a valid as a Resource Owner.")]
    public async Task Bad_input_is_refused_in_the_words_of_AWS(string name, string value, string message)
    {
        var parameters = new Dictionary<string, string>
        {
            ["PolicyInputList.member.1"] = AllowGet, ["PermissionsBoundaryPolicyInputList.member.1"] = AllowGet, ["ActionNames.member.1"] = "s3:GetObject", [name] = value,
        };
        (await Service.IamAsync("SimulateCustomPolicy", [.. parameters.Select(pair => (pair.Key, pair.Value))])).RefusedXml(400, "InvalidInput", message);
    }

    [Theory]
    [InlineData("s3:", AllowAll, "allowed PolicyInputList.1")]
    [InlineData("s3:Get Object", AllowAll, "allowed PolicyInputList.1")]
    [InlineData("s3:*", AllowAll, "allowed PolicyInputList.1")]
    [InlineData("s3:*", AllowGet, "implicitDeny")]
    [InlineData("S3:getOBJECT", AllowGet, "allowed PolicyInputList.1")]
    [InlineData("madeup:Action", AllowAll, "allowed PolicyInputList.1")]
    public async Task Actions_are_taken_as_they_are(string action, string policy, string told) =>
        Assert.Equal([told], (await Service.CustomAsync(Given(policy), action)).Told());

    [Fact]
    public async Task An_empty_list_of_policies_allows_nothing() =>
        Assert.Equal(["implicitDeny"], (await Service.CustomAsync([("PolicyInputList", "")], "s3:GetObject")).Told());

    [Fact]
    public async Task Pages_count_actions_and_a_marker_is_a_place_among_them()
    {
        (string, string)[] policy = [.. Given(AllowAll), ("MaxItems", "2")];
        var first = await Service.CustomAsync(policy, "s3:PutObject", "iam:GetUser", "s3:GetObject");
        Assert.Equal(("true", 2), (first.Xml("IsTruncated"), first.Results().Count));
        var marker = ("Marker", first.Xml("Marker"));
        var second = await Service.CustomAsync([.. policy, marker], "s3:PutObject", "iam:GetUser", "s3:GetObject");
        Assert.Equal("s3:GetObject", second.Results().Single().Text("EvalActionName"));
        Assert.Equal("false", second.Xml("IsTruncated"));

        var other = await Service.CustomAsync([.. Given(DenyGet), ("MaxItems", "7"), marker, .. List("ResourceArns", A)], "s3:PutObject", "s3:GetObject", "s3:GetObject", "s3:ListBucket");
        Assert.Equal(["explicitDeny PolicyInputList.1", "implicitDeny"], other.Told());
        var none = await Service.CustomAsync([.. policy, marker], "s3:PutObject");
        Assert.Empty(none.Results());
        Assert.Equal("false", none.Xml("IsTruncated"));
    }

    [Theory]
    [InlineData("1001", "Value at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000")]
    [InlineData("0", "Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    public async Task A_page_has_at_most_a_thousand_actions(string size, string message) =>
        (await Service.CustomAsync([.. Given(AllowGet), ("MaxItems", size)], "s3:GetObject")).RefusedXml(400, "ValidationError", $"1 validation error detected: {message}");

    [Fact]
    public async Task A_page_has_a_hundred_actions_unless_more_are_asked_for()
    {
        string[] actions = [.. Enumerable.Repeat("s3:GetObject", 101)];
        Assert.Equal(100, (await Service.CustomAsync(Given(AllowGet), actions)).Results().Count);
        Assert.Equal(101, (await Service.CustomAsync([.. Given(AllowGet), ("MaxItems", "1000")], actions)).Results().Count);
    }

    [Theory]
    [InlineData("allow", "allow", "allowed PolicyInputList.1 organizations:true")]
    [InlineData("allow", "deny", "explicitDeny organizations:false")]
    [InlineData("allow", "put", "implicitDeny organizations:false")]
    [InlineData("deny", "put", "explicitDeny organizations:false")]
    [InlineData("allow put", "allow", "allowed PolicyInputList.1 organizations:true")]
    [InlineData("allow deny", "allow", "explicitDeny organizations:false")]
    public async Task Levels_of_an_organization_that_are_given_all_have_to_allow(string first, string second, string told)
    {
        static IEnumerable<(string, string)> Level(int position, string policies) => List(
            $"OrderedOrganizationPolicyInputList.member.{position}.ServiceControlPolicyInputList",
            [.. policies.Split(' ').Select(name => name == "allow" ? AllowAll : name == "deny" ? DenyGet : Of("Allow", "s3:PutObject"))]);
        var asks = AllowGet.Replace("}]}", "},{\"Effect\":\"Allow\",\"Action\":\"s3:X\",\"Resource\":\"*\",\"Condition\":{\"Null\":{\"stack:missing\":\"true\"}}}]}", StringComparison.Ordinal);
        (string, string)[] given = [.. Given(asks), .. Level(1, first), .. Level(2, second)];
        Assert.Equal([told], (await Service.CustomAsync(given, "s3:GetObject")).Told());
        var answer = await Service.CustomAsync([.. given, .. List("ResourceArns", A)], "s3:GetObject");
        Assert.Equal([told], answer.Told());
        Assert.Equal([told[..told.IndexOf(" organizations", StringComparison.Ordinal)]], answer.ToldOfResources());
        Assert.Empty(answer.Results().Single().Child("EvalDecisionDetails").Elements());
    }

    [Fact]
    public async Task What_policies_leave_open_is_told_where_the_organization_allows()
    {
        (string, string)[] level = [("OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1", AllowAll)];
        Assert.Equal(["implicitDeny organizations:true"], (await Service.CustomAsync([.. Given(AllowGet), .. level], "s3:PutObject")).Told());
        (await Service.CustomAsync([.. Given(AllowGet), .. level, ("OrderedOrganizationPolicyInputList.member.2.ServiceControlPolicyInputList", "")], "s3:PutObject"))
            .RefusedXml(400, "InvalidInput", "Organization policy at index 2 must contain at least one service control policy");
        (await Service.CustomAsync([.. Given(AllowGet), ("OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1", "{}")], "s3:PutObject"))
            .RefusedXml(400, "InvalidInput", "Organization policy at index 1: item 1 has invalid content");
    }
}
