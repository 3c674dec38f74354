using System.Text.Json.Nodes;
using CsCheck;
using Kagimori.PolicyTools;

namespace Kagimori.Tests.Policies;

/// <summary><c>kagimori policy evaluate</c>, one line at a time.</summary>
public sealed class EvaluationLineTests
{
    private const string Key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Delegation = """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}}""";

    private const string Constraints = """{"encryptionContextSubset":{"a":"1"}}""";

    private static string User(string name, string account = "111122223333") => $$"""{"type":"User","arn":"arn:aws:iam::{{account}}:user/{{name}}"}""";

    private static string Allow(string action, string resource = "*", string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}]}""";

    private static string Trusts(string principal, string action) =>
        $$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"{{{principal}}}"},"Action":"{{{action}}}","Resource":"*"}}""";

    private static JsonNode Answer(string line)
    {
        using var output = new MemoryStream();
        EvaluationLine.Answer(line, output);
        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(c => c == '\n'));
        return JsonNode.Parse(text)!;
    }

    private static string Decide(string principal, string action, string resource, string more, string context = "{}", string? owner = null)
    {
        var account = owner is null ? "null" : $"\"{owner}\"";
        var answer = Answer($$"""{"id":1,"request":{"principal":{{principal}},"action":"{{action}}","resource":"{{resource}}","resourceAccount":{{account}},"context":{{context}}},{{more}}}""".ReplaceLineEndings(""));
        Assert.True(answer["error"] is null, answer.ToJsonString());
        Assert.Equal(1, (int)answer["id"]!);
        Assert.Equal((string)answer["decision"]!, (string)answer["explanation"]!["outcome"]!);
        return $"{answer["decision"]} {answer["by"]}";
    }

    [Fact]
    public void The_story_is_decided_without_a_server()
    {
        var delegates = $"\"identityPolicies\":[{Allow("kms:Encrypt")}],\"resourcePolicy\":{Delegation}";
        Assert.Equal("Allowed IdentityPolicy", Decide(User("user2"), "kms:Encrypt", Key, delegates));
        var names = $"\"resourcePolicy\":{Trusts("arn:aws:iam::111122223333:user/user1", "kms:Encrypt")},\"identityPolicies\":[]";
        Assert.Equal("Allowed ResourcePolicy", Decide(User("user1"), "kms:Encrypt", Key, names));
        var withoutDelegation = $"\"identityPolicies\":[{Allow("kms:Encrypt")}],\"resourcePolicy\":{Trusts("arn:aws:iam::111122223333:user/user1", "kms:Encrypt")}";
        Assert.Equal("ImplicitlyDenied ResourcePolicy", Decide(User("user2"), "kms:Encrypt", Key, withoutDelegation));
    }

    [Fact]
    public void Any_service_is_served_and_its_resources_need_no_policy()
    {
        Assert.Equal("Allowed IdentityPolicy", Decide(User("a"), "s3:GetObject", "arn:aws:s3:::bucket/x", $"\"identityPolicies\":[{Allow("s3:Get*", "arn:aws:s3:::bucket/*")}]"));
        Assert.Equal("Allowed ResourcePolicy", Decide(User("a"), "s3:GetObject", "arn:aws:s3:::bucket/x", $"\"resourcePolicy\":{Trusts("arn:aws:iam::111122223333:user/a", "s3:GetObject")}"));
        Assert.Equal("ImplicitlyDenied IdentityPolicy", Decide(User("a"), "ec2:RunInstances", "*", $"\"identityPolicies\":[{Allow("s3:*")}]"));
    }

    [Fact]
    public void Both_accounts_must_allow()
    {
        var both = $"\"identityPolicies\":[{Allow("s3:*")}],\"resourcePolicy\":{Trusts("444455556666", "s3:*")}";
        Assert.Equal("Allowed ResourcePolicy", Decide(User("a", "444455556666"), "s3:GetObject", "arn:aws:s3:::bucket/x", both, owner: "111122223333"));
        Assert.Equal("ImplicitlyDenied ResourcePolicy", Decide(User("a", "444455556666"), "s3:GetObject", "arn:aws:s3:::bucket/x", $"\"identityPolicies\":[{Allow("s3:*")}]", owner: "111122223333"));
    }

    [Fact]
    public void Every_kind_of_policy_limits()
    {
        var allowed = $"\"identityPolicies\":[{Allow("s3:*")}]";
        const string deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""";
        foreach (var (more, expected) in new[]
        {
            ($"\"boundary\":{Allow("ec2:*")}", "ImplicitlyDenied PermissionsBoundary"),
            ($"\"sessionPolicy\":{Allow("ec2:*")}", "ImplicitlyDenied SessionPolicy"),
            ($"\"sessionPolicy\":[{Allow("ec2:*")},{Allow("s3:*")}]", "Allowed IdentityPolicy"),
            ($"\"scps\":[[{Allow("*")}],[{Allow("ec2:*")}]]", "ImplicitlyDenied ServiceControlPolicy"),
            ("\"scps\":[[]]", "ImplicitlyDenied ServiceControlPolicy"),
            ("\"scps\":[]", "Allowed IdentityPolicy"),
            ($"\"rcps\":[[{deny}]]", "ExplicitlyDenied ResourceControlPolicy"),
            ($"\"endpointPolicies\":[{deny.Replace("Deny", "Allow", StringComparison.Ordinal).Replace("s3:*", "ec2:*", StringComparison.Ordinal)}]", "ImplicitlyDenied EndpointPolicy"),
            ("\"endpointPolicies\":[]", "Allowed IdentityPolicy"),
        })
        {
            Assert.Equal(expected, Decide(User("a"), "s3:GetObject", "arn:aws:s3:::bucket/x", $"{allowed},{more}"));
        }
    }

    [Theory]
    [InlineData("""{"type":"Role","arn":"arn:aws:iam::111122223333:role/path/r"}""", "arn:aws:iam::111122223333:role/path/r", "Allowed")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/r/s1"}""", "arn:aws:sts::111122223333:assumed-role/r/s1", "Allowed")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/r/s2"}""", "arn:aws:sts::111122223333:assumed-role/r/s1", "ImplicitlyDenied")]
    [InlineData("""{"type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/bob"}""", "arn:aws:sts::111122223333:federated-user/bob", "Allowed")]
    [InlineData("""{"type":"Root","account":"111122223333"}""", "arn:aws:iam::111122223333:root", "Allowed")]
    [InlineData("""{"type":"Anonymous"}""", "*", "Allowed")]
    [InlineData("""{"type":"Anonymous"}""", "arn:aws:iam::111122223333:user/a", "ImplicitlyDenied")]
    public void Every_kind_of_principal_can_call(string principal, string named, string expected) =>
        Assert.StartsWith(expected, Decide(principal, "kms:Decrypt", Key, $"\"resourcePolicy\":{Trusts(named, "kms:Decrypt")}"), StringComparison.Ordinal);

    [Fact]
    public void A_service_is_named_as_one()
    {
        const string policy = """{"Statement":{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*"}}""";
        Assert.Equal("Allowed ResourcePolicy", Decide("""{"type":"Service","arn":"s3.amazonaws.com"}""", "kms:Decrypt", Key, $"\"resourcePolicy\":{policy}"));
    }

    [Fact]
    public void A_grant_allows_what_it_covers()
    {
        string Granted(string context, string constraints = "{}") => Decide(User("a"), "kms:Decrypt", Key, $$"""
            "resourcePolicy":{{Delegation}},"grants":[{"granteePrincipal":"arn:aws:iam::111122223333:user/a","issuingAccount":"111122223333",
            "operations":["Decrypt"],"constraints":{{constraints}},"keyArn":"{{Key}}"}]
            """, context);
        Assert.Equal("Allowed Grant", Granted("{}"));
        Assert.Equal("Allowed Grant", Granted("""{"kms:EncryptionContext:a":"1","kms:EncryptionContext:b":"2"}""", """{"encryptionContextSubset":{"a":"1"}}"""));
        Assert.Equal("ImplicitlyDenied IdentityPolicy", Granted("""{"kms:EncryptionContext:a":"2"}""", """{"EncryptionContextEquals":{"a":"1"}}"""));
    }

    [Theory]
    [InlineData("kms:DescribeKey", "{}", "Allowed Grant")]
    [InlineData("kms:CreateGrant", """{"kms:GrantOperations":["DescribeKey"],"kms:GrantConstraintType":"EncryptionContextEquals","kms:EncryptionContext:a":"1"}""", "Allowed Grant")]
    [InlineData("kms:CreateGrant", """{"kms:GrantOperations":["DescribeKey"],"kms:GrantConstraintType":"EncryptionContextSubset","kms:EncryptionContext:a":"2"}""", "ImplicitlyDenied IdentityPolicy")]
    [InlineData("kms:CreateGrant", """{"kms:GrantOperations":["DescribeKey"]}""", "ImplicitlyDenied IdentityPolicy")]
    [InlineData("kms:CreateGrant", """{"kms:GrantOperations":["Encrypt"],"kms:GrantConstraintType":"EncryptionContextEquals","kms:EncryptionContext:a":"1"}""", "ImplicitlyDenied IdentityPolicy")]
    public void A_constraint_binds_what_has_an_encryption_context_and_what_is_passed_on(string action, string context, string expected) =>
        Assert.Equal(expected, Decide(User("a"), action, Key, $$"""
            "resourcePolicy":{{Delegation}},"grants":[{"granteePrincipal":"arn:aws:iam::111122223333:user/a","issuingAccount":"111122223333",
            "operations":["DescribeKey","CreateGrant"],"constraints":{{Constraints}} }]
            """, context));

    [Fact]
    public void The_context_is_what_the_line_gives()
    {
        string With(string condition, string context, string types = "{}") => Decide(
            User("a"), "s3:ListBucket", "arn:aws:s3:::bucket", $"\"identityPolicies\":[{Allow("s3:*", "*", condition)}],\"contextTypes\":{types}", context).Split(' ')[0];
        Assert.Equal("Allowed", With("""{"NumericLessThan":{"s3:max-keys":"10"}}""", """{"s3:max-keys":5}"""));
        Assert.Equal("ImplicitlyDenied", With("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/a"}}""", "{}"));
        Assert.Equal("Allowed", With("""{"ForAnyValue:StringEquals":{"x:list":"b"}}""", """{"x:list":["a","b"]}"""));
        Assert.Equal("ImplicitlyDenied", With("""{"StringEquals":{"x:list":"a"}}""", """{"x:list":["a"]}"""));
        Assert.Equal("Allowed", With("""{"StringEquals":{"x:list":"a"}}""", """{"x:list":["a"]}""", """{"x:list":"String"}"""));
        Assert.Equal("ImplicitlyDenied", With("""{"StringEquals":{"x:list":"a"}}""", """{"x:list":"a"}""", """{"x:list":"StringList"}"""));
    }

    [Theory]
    [InlineData("", "The line is not JSON")]
    [InlineData("{\"id\":\"q\"", "The line is not JSON")]
    [InlineData("[]", "The line must be an object.")]
    [InlineData("""{"id":"q"}""", "The line needs request.")]
    [InlineData("""{"id":"q","request":{"principal":{"type":"Alien","arn":"arn:aws:iam::111122223333:user/a"},"action":"a:b"}}""", "request.principal.type must be User, Role,")]
    [InlineData("""{"id":"q","request":{"principal":{"type":"User","arn":"nobody"},"action":"a:b"}}""", "request.principal needs an ARN with an account")]
    [InlineData("""{"id":"q","request":{"principal":{"type":"Anonymous"},"action":"a:b"},"identityPolicies":[{"Statement":[{"Effect":"Perhaps"}]}]}""", "identityPolicies[0] is not a policy: ")]
    [InlineData("""{"id":"q","request":{"principal":{"type":"Anonymous"},"action":"a:b","context":{"k":{}}}}""", "request.context.k must be a string")]
    [InlineData("""{"id":"q","request":{"principal":{"type":"Anonymous"},"action":"a:b"},"scps":[{}]}""", "scps[0] must be an array.")]
    public void A_bad_line_gets_an_error_that_says_where(string line, string message)
    {
        var answer = Answer(line);
        Assert.StartsWith(message, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Null(answer["decision"]);
        if (line.EndsWith('}')) Assert.Equal("q", (string)answer["id"]!);
    }

    // Whom a role's trust policy names, and what the caller's own policies allow.
    [Theory]
    [InlineData("111122223333", "arn:aws:iam::111122223333:user/a", "", "Allowed TrustPolicy")]
    [InlineData("111122223333", "111122223333", "sts:AssumeRole", "Allowed IdentityPolicy")]
    [InlineData("111122223333", "111122223333", "", "ImplicitlyDenied IdentityPolicy")]
    [InlineData("111122223333", "arn:aws:iam::111122223333:user/other", "sts:AssumeRole", "ImplicitlyDenied TrustPolicy")]
    [InlineData("111122223333", null, "sts:AssumeRole", "ImplicitlyDenied ResourcePolicy")]
    [InlineData("444455556666", "arn:aws:iam::444455556666:user/a", "sts:AssumeRole", "Allowed TrustPolicy")]
    [InlineData("444455556666", "arn:aws:iam::444455556666:user/a", "", "ImplicitlyDenied IdentityPolicy")]
    [InlineData("444455556666", "444455556666", "sts:AssumeRole", "Allowed TrustPolicy")]
    [InlineData("444455556666", "444455556666", "", "ImplicitlyDenied IdentityPolicy")]
    [InlineData("444455556666", "111122223333", "sts:AssumeRole", "ImplicitlyDenied TrustPolicy")]
    [InlineData("444455556666", null, "sts:AssumeRole", "ImplicitlyDenied ResourcePolicy")]
    [InlineData("444455556666", null, "", "ImplicitlyDenied ResourcePolicy")]
    public void A_role_is_assumed_by_whom_it_trusts_and_across_accounts_both_have_to_allow(string caller, string? trusted, string allowed, string expected)
    {
        var trust = trusted is null ? "null" : $$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"{{{trusted}}}"},"Action":"sts:AssumeRole"}}""";
        var own = allowed.Length == 0 ? "" : Allow(allowed);
        Assert.Equal(expected, Decide(User("a", caller), "sts:AssumeRole", "arn:aws:iam::111122223333:role/r", $"\"resourcePolicy\":{trust},\"identityPolicies\":[{own}]"));
    }

    [Fact]
    public void What_is_done_to_no_role_or_key_needs_no_policy_of_one()
    {
        Assert.Equal("Allowed IdentityPolicy", Decide(User("a"), "sts:GetCallerIdentity", "*", $"\"identityPolicies\":[{Allow("sts:*")}]"));
        Assert.Equal("Allowed IdentityPolicy", Decide(User("a"), "kms:CreateKey", "*", $"\"identityPolicies\":[{Allow("kms:*")}]"));
        Assert.Equal("ImplicitlyDenied ResourcePolicy", Decide(User("a"), "kms:Decrypt", Key, $"\"identityPolicies\":[{Allow("kms:*")}]"));
    }

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/x")]
    [InlineData("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:queue")]
    [InlineData("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    public void Resources_of_any_service_let_in_whom_they_name(string action, string resource)
    {
        var (own, owner) = (Allow(action), "111122223333");
        foreach (var (account, trusted, identity, expected) in new (string, string?, string, string)[]
        {
            (owner, "arn:aws:iam::111122223333:user/a", "", "Allowed ResourcePolicy"),
            (owner, owner, "", "ImplicitlyDenied IdentityPolicy"),
            (owner, owner, own, "Allowed IdentityPolicy"),
            (owner, "arn:aws:iam::111122223333:user/other", own, "Allowed IdentityPolicy"),
            (owner, null, own, "Allowed IdentityPolicy"),
            (owner, null, "", "ImplicitlyDenied IdentityPolicy"),
            ("444455556666", "arn:aws:iam::444455556666:user/a", own, "Allowed ResourcePolicy"),
            ("444455556666", "444455556666", own, "Allowed ResourcePolicy"),
            ("444455556666", "arn:aws:iam::444455556666:user/a", "", "ImplicitlyDenied IdentityPolicy"),
            ("444455556666", owner, own, "ImplicitlyDenied ResourcePolicy"),
            ("444455556666", null, own, "ImplicitlyDenied ResourcePolicy"),
        })
        {
            var policy = trusted is null ? "null" : Trusts(trusted, action);
            Assert.Equal(expected, Decide(User("a", account), action, resource, $"\"resourcePolicy\":{policy},\"identityPolicies\":[{identity}]", owner: owner));
        }
    }

    [Fact]
    public void No_line_ends_the_program()
    {
        var good = $$$"""{"id":1,"request":{"principal":{{{User("a")}}},"action":"kms:Decrypt","resource":"{{{Key}}}","context":{"a":["b"]}},"identityPolicies":[{{{Allow("kms:*")}}}],"resourcePolicy":{{{Delegation}}},"scps":[[]],"grants":[{"granteePrincipal":"x","operations":[1]}]}""";
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 12], Gen.String[0, 3]).Sample((at, cut, put) =>
            Answer(good.Remove(at, Math.Min(cut, good.Length - at)).Insert(at, put.ReplaceLineEndings(""))));
    }
}
