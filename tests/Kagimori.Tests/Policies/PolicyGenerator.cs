using System.Text.Json.Nodes;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Makes random policies, contexts and grants from small vocabularies, so that they meet often.</summary>
internal sealed class PolicyGenerator(int seed)
{
    private static readonly string[] Actions = ["kms:*", "kms:*", "kms:*", "kms:*", "*", "kms:Decrypt", "KMS:decrypt", "kms:De*", "kms:?ecrypt", "*", "s3:*", "kms:Encrypt", "kms:RetireGrant", "kms:CreateGrant", "kms:*Key*"];
    private static readonly string[] Resources =
    [
        "*", "*", "*", "*", "*", "*", "*", Key, Key, "arn:aws:kms:*:111111111111:key/*", "arn:aws:KMS:US-*:*:key/${aws:username}*", "arn:aws:kms:*:*:key/${x:absent, '1234abcd'}", "arn:aws:kms:*:*:alias/*",
        "arn:aws:kms:*:*:key/${aws:TagKeys, '1'}", "arn:aws:s3:::bucket/*", "arn:aws:kms:us-east-1:111111111111:key/${*}", "arn:aws:kms:us-east-1:111111111111:Key/1234abcd",
    ];
    private static readonly string[] ShortArns = ["arn:aws:kms:*", "arn:aws:kms", "arn:aws:kms:us-east-1:111111111111"];
    private static readonly string[] Principals =
    [
        "*", A, A, "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:root", B, B, "arn:aws:iam::222222222222:root", User, User, Role, Role, "arn:aws:sts::111111111111:assumed-role/R/s1",
        "arn:aws:sts::111111111111:federated-user/bob", "AROARRRRRRRRRRRRRRRRR", "AROARRRRRRRRRRRRRRRRR:s2", "AIDAUUUUUUUUUUUUUUUUU", "arn:aws:iam::222222222222:user/b", "arn:aws:iam::222222222222:role/RB",
        "arn:aws:iam::222222222222:role/RB", "AROABBBBBBBBBBBBBBBBB:s1", "arn:aws:sts::222222222222:assumed-role/RB/s1", "arn:aws:iam::111111111111:user/v", "arn:aws:sts::222222222222:federated-user/eve",
    ];
    private static readonly string[] Grantees = [.. Principals.Where(principal => principal != "*"), "arn:aws:iam::222222222222:role/RB"];
    private static readonly string[] Strings = ["a", "A", "ab", "a*", "?b", "", "${aws:username}", "${x:absent, 'a'}", "${x:absent}", "${*}", "*", "${aws:resourcetag/team}"];
    private static readonly string[] Values = ["a", "A", "ab", "b", "", "*", "1234"];
    private static readonly string[] Keys = ["kms:KeySpec", "kms:encryptioncontext:App", "aws:TagKeys", "aws:TagKeys", "aws:tagkeys", "kms:EncryptionContextKeys", "x:unknown", "aws:username", "aws:ResourceTag/Team", "aws:resourceTAG/team"];
    private static readonly string[] Arns = ["arn:aws:iam::*:role/*", Role, "arn:aws:iam::111111111111:*", "arn:aws:iam::111111111111:user/${aws:username}", "arn:aws:iam::1:?ser/${x:absent}"];
    private static readonly string[] Numbers = ["1", "2", "2.0", "10", "-1", "+0010"];
    private static readonly string[] Dates = ["2020-01-01T00:00:00Z", "2021-01-01T01:00:00+01:00", "2021-01-01T00:00:00Z", "2021-01-01", "2021", "2020-06", "1609459200", "2020-12-31T23:59:59.999Z", "2021-01-01T00:00Z"];
    private static readonly string[] Networks = ["10.0.0.0/8", "10.1.2.3/32", "10.1.2.3/9", "0.0.0.0/0", "2001:db8::/32", "2001:db8::1/32", "2001:db8::5", "::ffff:10.0.0.0/104"];
    private static readonly string[] Base64 = ["AQID", "AQI=", "AQ=="];
    private static readonly Dictionary<string, string>[] Pairs =
        [new() { ["App"] = "a" }, new() { ["app"] = "a" }, new() { ["App"] = "a", ["X"] = "b" }, new() { ["App"] = "A" }, new() { ["X"] = "b" }];
    private static readonly string[] Operations = ["Decrypt", "Encrypt", "DescribeKey", "GenerateDataKey", "CreateGrant", "RetireGrant"];

    private readonly Random _random = new(seed);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Number(int fromZeroBelow) => _random.Next(fromZeroBelow);

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public void Shuffle<T>(List<T> list) => _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));

    public ReferencePolicy Policy(string kind)
    {
        var principals = kind is "KeyPolicy" or "EndpointPolicy" or "ResourceControlPolicy";
        var mayBe2008 = kind is "KeyPolicy" or "EndpointPolicy" or "SessionPolicy";
        var statements = new JsonArray();
        for (var i = _random.Next(1, 4); i > 0; i--) statements.Add(Statement(kind, principals));
        // Policies that limit everything would hide all that comes after them.
        if (kind is ("ServiceControlPolicy" or "ResourceControlPolicy" or "EndpointPolicy") && Chance(65)) statements.Add(Everything(principals));
        var document = new JsonObject { ["Statement"] = statements.Count == 1 && Chance(50) ? statements[0]!.DeepClone() : statements };
        if (!mayBe2008 || Chance(80)) document["Version"] = "2012-10-17";
        else if (Chance(50)) document["Version"] = "2008-10-17";
        return new(document, kind, kind is ("IdentityPolicy" or "ServiceControlPolicy" or "PermissionsBoundary") && Chance(40) ? $"arn:aws:iam::{A}:policy/p{_random.Next(3)}" : null);
    }

    public JsonObject Statement(string kind, bool principals)
    {
        var statement = new JsonObject { ["Effect"] = Chance(91) ? "Allow" : "Deny" };
        var mayBeInert = kind == "KeyPolicy";
        if (!(mayBeInert && Chance(3))) statement[kind != "ResourceControlPolicy" && Chance(15) ? "NotAction" : "Action"] = Some(Actions);
        if (!(mayBeInert && Chance(3)))
        {
            var few = Chance(8) && kind is not ("ServiceControlPolicy" or "ResourceControlPolicy");
            statement[Chance(15) ? "NotResource" : "Resource"] = Some(few ? ShortArns : Resources);
        }
        if (kind == "ResourceControlPolicy") statement["Principal"] = "*";
        else if (principals) statement[Chance(18) ? "NotPrincipal" : "Principal"] = PrincipalElement();
        if (Chance(33)) statement["Condition"] = Condition(kind);
        return statement;
    }

    public JsonObject Condition(string kind)
    {
        var condition = new JsonObject();
        for (var i = Chance(75) ? 1 : 2; i > 0; i--)
        {
            var (op, key, values) = _random.Next(12) switch
            {
                0 => (Pick(["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"]), "kms:RotationPeriodInDays", Numbers),
                1 => (Pick(["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"]), "aws:CurrentTime", Dates),
                2 => (Pick(["IpAddress", "NotIpAddress"]), "aws:SourceIp", Networks),
                3 => (Pick(["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"]), "aws:PrincipalArn", kind == "SessionPolicy" ? [.. Arns, "no-arn", "no-arn"] : Arns),
                4 => ("Bool", "aws:SecureTransport", ["true", "false", "TRUE"]),
                5 => ("Null", Pick(Keys), ["true", "false"]),
                6 => ("BinaryEquals", "x:binary", Base64),
                _ => (Pick(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"]), Pick(Keys), Strings),
            };
            if (op != "Null") op = Pick(["", "", "", "ForAnyValue:", "ForAllValues:"]) + op + (Chance(30) ? "IfExists" : "");
            // The one combination that a key policy refuses.
            if (op.StartsWith("ForAllValues", StringComparison.Ordinal) && key.StartsWith("kms:encryptioncontext:", StringComparison.Ordinal)) key = "aws:TagKeys";
            condition[op] = new JsonObject { [key] = Some(values) };
        }
        return condition;
    }

    /// <summary>A context that knows some of the keys; encryption context and its keys agree.</summary>
    public Dictionary<string, object> Context()
    {
        var context = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in (string[])["kms:KeySpec", "x:unknown", "aws:username", "aws:ResourceTag/TEAM"])
            if (Chance(55))
                context[key] = Pick(Values);
        if (Chance(75)) context["aws:TagKeys"] = Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Values)).ToArray();
        if (Chance(60))
        {
            var pairs = Pick(Pairs);
            foreach (var (name, value) in pairs) context["kms:EncryptionContext:" + name] = value;
            context["kms:EncryptionContextKeys"] = pairs.Keys.ToArray();
        }
        if (Chance(50)) context["aws:PrincipalArn"] = Pick([Role, User, "arn:aws:iam::222222222222:role/x", "no arn"]);
        if (Chance(60)) context["kms:RotationPeriodInDays"] = Pick([.. Numbers, "many"]);
        if (Chance(60)) context["aws:CurrentTime"] = Pick([.. Dates, "later"]);
        if (Chance(60)) context["aws:SourceIp"] = Pick(["10.1.2.3", "10.200.9.9", "192.168.0.1", "2001:db8::5", "::ffff:10.1.2.3", "x"]);
        if (Chance(60)) context["aws:SecureTransport"] = Pick(["true", "false", "True", "maybe"]);
        if (Chance(60)) context["x:binary"] = Pick([.. Base64, "~"]);
        return context;
    }

    public ReferenceGrant Grant() => new(Chance(93) ? Key : Key + "0", Pick(Grantees), Chance(60) ? Pick(Grantees) : null, Chance(50) ? A : B, [.. Operations.Where(_ => Chance(75))])
    {
        EqualTo = Chance(25) ? Pick(Pairs) : null,
        Subset = Chance(25) ? Pick(Pairs) : null,
    };

    private static JsonObject Everything(bool principals)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Action"] = "*", ["Resource"] = "*" };
        if (principals) statement["Principal"] = "*";
        return statement;
    }

    private JsonNode PrincipalElement() => _random.Next(10) switch
    {
        0 => "*",
        1 => new JsonObject { ["Service"] = "s3.amazonaws.com", ["AWS"] = Some(Principals) },
        2 => new JsonObject { ["Service"] = Pick(["ec2.amazonaws.com", "s3.amazonaws.com"]) },
        _ => new JsonObject { ["AWS"] = Some(Principals) },
    };

    private JsonNode Some(string[] vocabulary)
    {
        if (Chance(50)) return Value(Pick(vocabulary));
        return new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Value(Pick(vocabulary)))]);
    }

    // Conditions may hold numbers and booleans as JSON has them.
    private JsonNode Value(string text) => text switch { "1" or "10" or "-1" when Chance(50) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture), "true" when Chance(50) => true, _ => text };
}
