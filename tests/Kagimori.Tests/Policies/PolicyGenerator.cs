using System.Text.Json.Nodes;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Makes random policies and requests from small vocabularies, so that they meet often.</summary>
internal sealed class PolicyGenerator(int seed)
{
    private static readonly string[] Actions = ["kms:*", "kms:Decrypt", "KMS:decrypt", "kms:De*", "kms:?ecrypt", "*", "s3:*", "kms:Encrypt", "kms:RetireGrant", "kms:*Key*"];
    private static readonly string[] Asked = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey", "kms:RetireGrant"];
    private static readonly string[] Resources =
        ["*", "*", Key, "arn:aws:kms:*:111111111111:key/*", "arn:aws:kms:us-*:*:key/${aws:username}*", "arn:aws:kms:*:*:key/${x:absent, '1234abcd'}", "arn:aws:kms:*:*:alias/*", "arn:aws:kms:*:*:key/${aws:TagKeys, '1'}"];
    private static readonly string[] Principals =
    [
        "*", A, A, "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:root", B, B, User, Role, "arn:aws:sts::111111111111:assumed-role/R/s1", "arn:aws:sts::111111111111:federated-user/bob",
        "AROARRRRRRRRRRRRRRRRR", "AROARRRRRRRRRRRRRRRRR:s2", "AIDAUUUUUUUUUUUUUUUUU", "arn:aws:iam::222222222222:user/b", "arn:aws:iam::222222222222:role/RB", "arn:aws:iam::111111111111:user/v",
    ];
    private static readonly string[] Strings = ["a", "A", "ab", "a*", "?b", "", "${aws:username}", "${x:absent, 'a'}", "${x:absent}", "${*}", "*"];
    private static readonly string[] Values = ["a", "A", "ab", "b", "", "*", "1234"];
    private static readonly string[] Keys = ["kms:KeySpec", "kms:encryptioncontext:App", "aws:TagKeys", "x:unknown", "aws:username"];
    private static readonly string[] Arns = ["arn:aws:iam::*:role/*", Role, "arn:aws:iam::111111111111:*", "arn:aws:iam::111111111111:user/${aws:username}"];
    private static readonly string[] Numbers = ["1", "2", "2.0", "10", "-1"];
    private static readonly string[] Dates = ["2020-01-01T00:00:00Z", "2021-01-01T01:00:00+01:00", "2021-01-01T00:00:00Z"];
    private static readonly string[] Networks = ["10.0.0.0/8", "10.1.2.3/32", "0.0.0.0/0", "2001:db8::/32"];
    private static readonly Principal[] Callers = [RootOfA, UserU, UserV, SessionS1, SessionS2, Federated, UserOfB, SessionOfB, Principal.Root(B), Principal.Service("s3.amazonaws.com")];

    private readonly Random _random = new(seed);

    public JsonObject Document(bool principals, bool mayBeInert = false, bool rcp = false)
    {
        var version = !principals || rcp || Chance(80) ? "2012-10-17" : "2008-10-17";
        var statements = new JsonArray();
        for (var i = _random.Next(1, 4); i > 0; i--) statements.Add(Statement(principals, mayBeInert, rcp));
        return new JsonObject { ["Version"] = version, ["Statement"] = statements.Count == 1 && Chance(50) ? statements[0]!.DeepClone() : statements };
    }

    public Principal Caller() => Pick(Callers);

    public string Action() => Pick(Asked);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public ResourceGrant Grant() => new((GrantMatchClass)_random.Next(3), Chance(50));

    public Dictionary<string, object> Context()
    {
        var context = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Keys)
            if (Chance(55))
                context[key] = key == "aws:TagKeys" ? Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Values)).ToArray() : Pick(Values);
        if (Chance(50)) context["aws:PrincipalArn"] = Pick([Role, User, "arn:aws:iam::222222222222:role/x", "no arn"]);
        if (Chance(60)) context["kms:RotationPeriodInDays"] = Pick([.. Numbers, "many"]);
        if (Chance(60)) context["aws:CurrentTime"] = Pick([.. Dates, "later"]);
        if (Chance(60)) context["aws:SourceIp"] = Pick(["10.1.2.3", "10.9.9.9", "192.168.0.1", "2001:db8::5", "x"]);
        if (Chance(60)) context["aws:SecureTransport"] = Pick(["true", "false", "True", "maybe"]);
        return context;
    }

    private JsonObject Statement(bool principals, bool mayBeInert, bool rcp)
    {
        var statement = new JsonObject { ["Effect"] = Chance(83) ? "Allow" : "Deny" };
        if (!(mayBeInert && Chance(3))) statement[!rcp && Chance(15) ? "NotAction" : "Action"] = Some(Actions);
        if (!(mayBeInert && Chance(3))) statement[Chance(15) ? "NotResource" : "Resource"] = Some(Resources);
        if (rcp) statement["Principal"] = "*";
        else if (principals) statement[Chance(12) ? "NotPrincipal" : "Principal"] = PrincipalElement();
        if (Chance(35)) statement["Condition"] = Condition();
        return statement;
    }

    private JsonNode PrincipalElement() => _random.Next(10) switch
    {
        0 => "*",
        1 => new JsonObject { ["Service"] = "s3.amazonaws.com", ["AWS"] = Some(Principals) },
        2 => new JsonObject { ["Service"] = "ec2.amazonaws.com" },
        _ => new JsonObject { ["AWS"] = Some(Principals) },
    };

    private JsonObject Condition()
    {
        var condition = new JsonObject();
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            var (op, key, values) = _random.Next(8) switch
            {
                0 => (Pick(["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"]), "kms:RotationPeriodInDays", Numbers),
                1 => (Pick(["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"]), "aws:CurrentTime", Dates),
                2 => (Pick(["IpAddress", "NotIpAddress"]), "aws:SourceIp", Networks),
                3 => (Pick(["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"]), "aws:PrincipalArn", Arns),
                4 => ("Bool", "aws:SecureTransport", ["true", "false"]),
                5 => ("Null", Pick(Keys), ["true", "false"]),
                _ => (Pick(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"]), Pick(Keys), Strings),
            };
            if (op != "Null") op = Pick(["", "", "", "ForAnyValue:", "ForAllValues:"]) + op + (Chance(20) ? "IfExists" : "");
            // The one combination that a key policy refuses.
            if (op.StartsWith("ForAllValues", StringComparison.Ordinal) && key.StartsWith("kms:enc", StringComparison.Ordinal)) key = "kms:KeySpec";
            condition[op] = new JsonObject { [key] = Some(values) };
        }
        return condition;
    }

    private JsonNode Some(string[] vocabulary)
    {
        if (Chance(50)) return Pick(vocabulary);
        return new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Pick(vocabulary))]);
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private Principal Pick(Principal[] from) => from[_random.Next(from.Length)];
}
