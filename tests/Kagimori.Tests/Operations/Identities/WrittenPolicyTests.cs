namespace Kagimori.Tests.Operations.Identities;

/// <summary>The words in which each operation refuses a document that it would write, and each operation that makes a session a policy that it would pass.</summary>
public sealed class WrittenPolicyTests : ScriptedIamTest
{
    private const string Version = "\"Version\":\"2012-10-17\"";
    private const string Legacy = "The policy failed legacy parsing";

    private static readonly (string Statement, string Message)[] Statements =
    [
        ("""{"Effect":"Permit","Action":"*","Resource":"*"}""", "Syntax errors in policy."),
        ("""{"Effect":"Allow","Action":"*","Resource":"*","Unknown":1}""", "Syntax errors in policy."),
        ("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"a:b":"c"}}}""", "Syntax errors in policy."),
        ("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}}""", Legacy),
        ("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"s3:max-keys":"ten"}}}""", Legacy),
        ("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10"}}}""", Legacy),
        ("""[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"*","Resource":"*"}]""", "Statement IDs (SID) in a single policy must be unique."),
        ("""{"Sid":"not so","Effect":"Allow","Action":"*","Resource":"*"}""", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"),
        ("""{"Effect":"Allow","Resource":"*"}""", "Policy statement must contain actions."),
        ("""{"Effect":"Allow","Action":"*"}""", "Policy statement must contain resources."),
        ("""{"Effect":"Allow","Action":"Decrypt","Resource":"*"}""", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
        ("""{"Effect":"Allow","Action":"kms:a:b","Resource":"*"}""", "Actions/Condition can contain only one colon."),
        ("""{"Effect":"Allow","Action":"k*:Decrypt","Resource":"*"}""", "Vendor k* is not valid"),
        ("""{"Effect":"Allow","Action":"*","Resource":"key"}""", "Resource key must be in ARN format or \"*\"."),
        ("""{"Effect":"Allow","Action":"*","Resource":"arn:b:kms:x:1:key/a"}""", "Partition \"b\" is not valid for resource \"arn:b:kms:x:1:key/a\"."),
        ("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:k*:x:1:key/a"}""", "Resource vendor must be fully qualified and cannot contain regexes."),
        ("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam:us-east-1:1:role/a"}""", "IAM resource arn:aws:iam:us-east-1:1:role/a cannot contain region information."),
        ("""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}""", "Policy document should not specify a principal."),
    ];

    private static readonly (string Statement, string Message)[] TrustStatements =
    [
        ("""{"Effect":"Permit","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}""", "Syntax errors in policy."),
        ("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "Missing required field Principal"),
        ("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*"}""", "Has prohibited field Resource."),
        ("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Decrypt"}""", "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity"),
        ("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/nobody"},"Action":"sts:AssumeRole"}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/nobody\""),
        ("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"sts:AssumeRole"}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/*\""),
    ];

    [Theory]
    [InlineData("CreatePolicy", "PolicyName", "new"), InlineData("CreatePolicyVersion", "PolicyArn", "arn:aws:iam::111122223333:policy/owner")]
    [InlineData("PutUserPolicy", "UserName", "owner"), InlineData("PutGroupPolicy", "GroupName", "owner"), InlineData("PutRolePolicy", "RoleName", "owner")]
    public async Task An_identity_policy_is_refused_in_IAMs_words(string operation, string name, string value)
    {
        (string, string)[] target = operation.StartsWith("Put", StringComparison.Ordinal) ? [(name, value), ("PolicyName", "p")] : [(name, value)];
        foreach (var (document, message) in Documents(Statements))
            (await Call(operation, [.. target, ("PolicyDocument", document)])).IsRefused("MalformedPolicyDocument", message);
        foreach (var document in new[] { "", "not JSON", "[]" })
        {
            var refusal = (await Call(operation, [.. target, ("PolicyDocument", document)])).Refusal!;
            Assert.Equal(document.Length == 0 ? "ValidationError" : "MalformedPolicyDocument", refusal.Code);
        }
        (await Call(operation, [.. target, ("PolicyDocument", """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]))
            .IsRefused("MalformedPolicyDocument", "Policy document must be version 2012-10-17 or greater.");
    }

    [Theory, InlineData("CreateRole", "new", "AssumeRolePolicyDocument"), InlineData("UpdateAssumeRolePolicy", "owner", "PolicyDocument")]
    public async Task A_trust_policy_is_refused_in_IAMs_words(string operation, string role, string member)
    {
        foreach (var (document, message) in Documents(TrustStatements))
            (await Call(operation, ("RoleName", role), (member, document))).IsRefused("MalformedPolicyDocument", message);
    }

    [Theory, InlineData("AssumeRole"), InlineData("GetFederationToken")]
    public async Task A_session_policy_is_refused_in_the_same_words_but_may_hold_what_matches_nothing(string operation)
    {
        var caller = await Engine.AddUserAsync("caller", Everything);
        (string, string)[] request = operation == "AssumeRole"
            ? [("RoleArn", $"arn:aws:iam::{TestEngine.Account}:role/owner"), ("RoleSessionName", "s1")]
            : [("Name", "Joe")];
        foreach (var (document, message) in Documents(Statements))
        {
            var answer = await Engine.CallAsAsync(caller, "sts", operation, [.. request, ("Policy", document)]);
            if (message == Legacy) answer.Accepted();
            else answer.IsRefused("MalformedPolicyDocument", message);
        }
    }

    private static IEnumerable<(string Document, string Message)> Documents((string Statement, string Message)[] rows) =>
        rows.Select(row => ("{" + Version + ",\"Statement\":" + row.Statement + "}", row.Message));
}
