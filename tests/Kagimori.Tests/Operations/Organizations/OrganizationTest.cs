using System.Text.Json.Nodes;

namespace Kagimori.Tests.Operations.Organizations;

/// <summary>A service with three accounts: one that manages, one that has the key, and a third.</summary>
internal static class OrganizationTest
{
    public const string Management = "999999999999";
    public const string Other = "222222222222";
    public const string FullAccess = "p-FullAWSAccess";

    /// <summary>An organization of all three: Other in the unit Prod, the owner of the key in the unit Prod/Keys.</summary>
    public static JsonObject Organization(params JsonObject[] policies) => new()
    {
        ["id"] = "o-exampleorg", ["rootId"] = "r-ab12", ["managementAccount"] = Management,
        ["policyTypes"] = new JsonArray("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"),
        ["policies"] = new JsonArray([.. policies]),
        ["units"] = new JsonArray(new JsonObject
        {
            ["name"] = "Prod", ["id"] = "ou-ab12-11111111", ["accounts"] = new JsonArray(Other),
            ["units"] = new JsonArray(new JsonObject { ["name"] = "Keys", ["id"] = "ou-ab12-22222222", ["accounts"] = new JsonArray(TestService.Account) }),
        }),
    };

    public static JsonObject Policy(string name, string document, params string[] targets) => new()
    {
        ["name"] = name, ["document"] = JsonNode.Parse(document), ["targets"] = new JsonArray([.. targets.Select(target => JsonValue.Create(target))]),
    };

    public static JsonObject ResourcePolicy(string name, string statement, params string[] targets)
    {
        var policy = Policy(name, $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""", targets);
        policy["type"] = "RESOURCE_CONTROL_POLICY";
        return policy;
    }

    public static Task<TestService> StartAsync(JsonObject? organization, string? keyPolicy = null, params (string Name, string? Policy)[] users)
    {
        var seed = TestService.SeedOf(keyPolicy, users);
        if (organization is not null) seed["organization"] = organization;
        foreach (var (account, root) in new[] { (Management, "manager"), (Other, "other") })
        {
            seed["accounts"]!.AsArray().Add(new JsonObject
            {
                ["id"] = account,
                ["rootAccessKeys"] = new JsonArray(Key(root)),
                ["users"] = new JsonArray(new JsonObject { ["name"] = $"{root}user", ["accessKeys"] = new JsonArray(Key($"{root}user")), ["policies"] = new JsonObject { ["all"] = JsonNode.Parse(TestService.Allow("*")) } }),
            });
        }
        return TestService.StartAsync(seed);
    }

    /// <summary>Asserts a refusal of Organizations.</summary>
    public static void Refuses(this TestAnswer answer, string code, string? reason = null) =>
        Assert.Equal((400, code, reason), (answer.Status, answer.Json["__type"]?.GetValue<string>(), answer.Json["Reason"]?.GetValue<string>()));

    public static string Text(this TestAnswer answer, params string[] path) => path.Aggregate((JsonNode)answer.Succeeded().Json, (node, member) => node[member]!).GetValue<string>();

    /// <summary>The ids, or another member, of a listing.</summary>
    public static string[] List(this TestAnswer answer, string list, string member = "Id") =>
        [.. answer.Succeeded().Json[list]!.AsArray().Select(item => item![member]!.GetValue<string>())];

    private static JsonObject Key(string name) => new() { ["id"] = name, ["secret"] = $"{name}-secret" };
}
