using System.Text.Json.Nodes;
using Kagimori.Tests.Forwarding;

namespace Kagimori.Tests.Authorization;

/// <summary>Accounts with somebody and some key for every way of being denied; three of them are in an organization.</summary>
public sealed class DenialWorld : IAsyncLifetime
{
    public const string A = TestService.Account;
    public const string B = "222222222222";
    public const string Management = "999999999999";

    /// <summary>Accounts whose service control policies lack what is asked, whose one denies it, and whose resource control policy denies it.</summary>
    public const string Unallowed = "333333333331", Denied = "333333333332", Guarded = "333333333333";

    public const string Boundary = $"arn:aws:iam::{A}:policy/boundary";
    public const string BoundaryThatDenies = $"arn:aws:iam::{A}:policy/boundary-that-denies";
    public const string Denying = $"arn:aws:iam::{A}:policy/denying";

    /// <summary>A key of A whose policy delegates to A; one that names user and role and delegates to nobody; one that denies; one that B may use; one that B is denied.</summary>
    public static readonly string Delegating = Key(1), Closed = Key(2), Locked = Key(3), Shared = Key(4), Barred = Key(5), Missing = Key(9);

    /// <summary>Services that allowed and allowedOfB may be or be called through, and VPC endpoints: what they let pass is all, only S3, all but Encrypt.</summary>
    public const string Storage = "storage.example.com", S3 = "s3.amazonaws.com", OpenEndpoint = "vpce-open", S3Endpoint = "vpce-s3", DenyingEndpoint = "vpce-denying";

    private TestService? _service;

    public TestService Service => _service!;

    public static string Key(int number, string account = A) => $"arn:aws:kms:{TestService.Region}:{account}:key/{number}0000000-0000-0000-0000-000000000000";

    public static string OrganizationPolicy(string type, string id) => $"arn:aws:organizations::{Management}:policy/o-exampleorg/{type}/{id}";

    public static JsonObject Seed() => new() { ["accounts"] = new JsonArray(AccountA(), AccountB(), Member(Management), Member(Unallowed), Member(Denied), Member(Guarded)), ["organization"] = Organization() };

    public async ValueTask InitializeAsync()
    {
        var trusted = Forwarder.Trusted(new JsonObject { ["trustedCallers"] = new JsonArray(Trusted("allowed", A), Trusted("allowedOfB", B)) }.ToJsonString());
        _service = await TestService.StartAsync(Seed(), configure: settings => settings with { TrustedCallers = trusted });
    }

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? default;

    /// <summary>Assumes a role of the caller's account and answers its credentials.</summary>
    public async Task<string> SessionAsync(string caller, string account, string role, params (string Name, string Value)[] parameters)
    {
        var answer = await Service.QueryAsync(caller, "sts", "AssumeRole", [("RoleArn", $"arn:aws:iam::{account}:role/{role}"), ("RoleSessionName", "s1"), .. parameters]);
        return $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
    }

    public static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static string Statement(string effect, string action, string? aws = null) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"*"{{(aws is null ? "" : $",\"Principal\":{{\"AWS\":\"{aws}\"}}")}}}""";

    private static JsonObject Trusted(string user, string account) => new()
    {
        ["principal"] = $"arn:aws:iam::{account}:user/{user}", ["services"] = new JsonArray(Storage, S3), ["accounts"] = new JsonArray("*"),
        ["vpcEndpoints"] = new JsonArray(
            Endpoint(OpenEndpoint), Endpoint(S3Endpoint, Statement("Allow", "s3:*", "*")), Endpoint(DenyingEndpoint, Statement("Allow", "*", "*"), Statement("Deny", "kms:Encrypt", "*"))),
    };

    private static JsonObject Endpoint(string id, params string[] statements) => new()
    {
        ["id"] = id, ["vpc"] = "vpc-1a2b3c4d", ["account"] = A, ["policy"] = statements.Length == 0 ? null : JsonNode.Parse(Policy(statements)),
    };

    private static JsonObject AccountA() => new()
    {
        ["id"] = A,
        ["rootAccessKeys"] = new JsonArray(AccessKey("root")),
        ["managedPolicies"] = new JsonArray(
            Managed("boundary", Statement("Allow", "s3:*")), Managed("boundary-that-denies", Statement("Allow", "*"), Statement("Deny", "kms:Encrypt")),
            Managed("denying", Statement("Deny", "kms:Encrypt"))),
        ["groups"] = new JsonArray(
            new JsonObject { ["name"] = "inline", ["policies"] = Inline(Statement("Deny", "kms:Encrypt")) },
            new JsonObject { ["name"] = "managed", ["attachedPolicies"] = new JsonArray(Denying) }),
        ["users"] = new JsonArray(
            User("nobody"), User("federating", Statement("Allow", "sts:*")), User("allowed", Statement("Allow", "*")), User("denied", Statement("Allow", "*"), Statement("Deny", "kms:Encrypt"), Statement("Deny", "sts:AssumeRole")),
            With(User("deniedByManaged", Statement("Allow", "*")), "attachedPolicies", new JsonArray(Denying)),
            With(User("deniedByGroup", Statement("Allow", "*")), "groups", new JsonArray("inline")),
            With(User("deniedByManagedGroup", Statement("Allow", "*")), "groups", new JsonArray("managed")),
            With(User("bounded", Statement("Allow", "*")), "permissionsBoundary", Boundary),
            With(User("boundedToDenial", Statement("Allow", "*")), "permissionsBoundary", BoundaryThatDenies)),
        ["roles"] = new JsonArray(
            Role("open", Trust("Allow", A)), Role("closed", Trust("Allow", $"arn:aws:iam::{A}:user/allowed")),
            Role("barred", Trust("Allow", A), Trust("Deny", $"arn:aws:iam::{A}:user/allowed")), With(Role("bounded", Trust("Allow", A)), "permissionsBoundary", Boundary)),
        ["keys"] = new JsonArray(
            KeyOf(Delegating, Statement("Allow", "kms:*", A)), KeyOf(Closed, Statement("Allow", "kms:*", $"arn:aws:iam::{A}:role/bounded")),
            KeyOf(Locked, Statement("Allow", "kms:*", A), Statement("Deny", "kms:Encrypt", "*")), KeyOf(Shared, Statement("Allow", "kms:*", A), Statement("Allow", "kms:*", B)),
            KeyOf(Barred, Statement("Allow", "kms:*", A), Statement("Allow", "kms:*", B), Statement("Deny", "kms:Encrypt", B))),
    };

    private static JsonObject AccountB() => new()
    {
        ["id"] = B,
        ["rootAccessKeys"] = new JsonArray(AccessKey("rootOfB")),
        ["managedPolicies"] = new JsonArray(Managed("boundary", Statement("Allow", "s3:*"))),
        ["users"] = new JsonArray(
            User("nobodyOfB"), User("allowedOfB", Statement("Allow", "*")), User("deniedOfB", Statement("Allow", "*"), Statement("Deny", "kms:Encrypt")),
            With(User("boundedOfB", Statement("Allow", "*")), "permissionsBoundary", $"arn:aws:iam::{B}:policy/boundary")),
        ["roles"] = new JsonArray(Role("open", Trust("Allow", B))),
    };

    private static JsonObject Member(string account) => new()
    {
        ["id"] = account, ["rootAccessKeys"] = new JsonArray(AccessKey($"root{account}")),
        ["keys"] = new JsonArray(KeyOf(Key(1, account), Statement("Allow", "kms:*", account), Statement("Allow", "kms:*", B))),
    };

    private static JsonObject Organization() => new()
    {
        ["id"] = "o-exampleorg", ["rootId"] = "r-ab12", ["managementAccount"] = Management, ["policyTypes"] = new JsonArray("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"),
        ["policies"] = new JsonArray(
            new JsonObject { ["name"] = "FullAWSAccess", ["targets"] = new JsonArray("root", Management, Denied, Guarded) },
            Attached("p-onlys3onlys3", "SERVICE_CONTROL_POLICY", Unallowed, Statement("Allow", "s3:*")),
            Attached("p-denyencrypt1", "SERVICE_CONTROL_POLICY", Denied, Statement("Deny", "kms:Encrypt")),
            Attached("p-denyencrypt2", "RESOURCE_CONTROL_POLICY", Guarded, """{"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*"}""")),
        ["accounts"] = new JsonArray(Unallowed, Denied, Guarded),
    };

    private static JsonObject Attached(string id, string type, string target, string statement) =>
        new() { ["id"] = id, ["name"] = id, ["type"] = type, ["document"] = JsonNode.Parse(Policy(statement)), ["targets"] = new JsonArray(target) };

    private static JsonObject User(string name, params string[] statements) => new()
    {
        ["name"] = name, ["accessKeys"] = new JsonArray(AccessKey(name)), ["policies"] = statements.Length == 0 ? new JsonObject() : Inline(statements),
    };

    private static JsonObject Role(string name, params string[] trust) => new()
    {
        ["name"] = name, ["trustPolicy"] = JsonNode.Parse(Policy(trust)), ["policies"] = Inline(Statement("Allow", "*")),
    };

    private static string Trust(string effect, string principal) => $$$"""{"Effect":"{{{effect}}}","Action":"sts:AssumeRole","Principal":{"AWS":"{{{principal}}}"}}""";

    private static JsonObject KeyOf(string arn, params string[] statements) =>
        new() { ["region"] = TestService.Region, ["id"] = arn[(arn.LastIndexOf('/') + 1)..], ["policy"] = JsonNode.Parse(Policy(statements)) };

    private static JsonObject Managed(string name, params string[] statements) => new() { ["name"] = name, ["document"] = JsonNode.Parse(Policy(statements)) };

    private static JsonObject Inline(params string[] statements) => new() { ["inline"] = JsonNode.Parse(Policy(statements)) };

    private static JsonObject AccessKey(string name) => new() { ["id"] = name, ["secret"] = $"{name}-secret" };

    private static JsonObject With(JsonObject entity, string member, JsonNode value)
    {
        entity[member] = value;
        return entity;
    }
}
