using System.Text.Json.Nodes;

namespace Kagimori.Tests.Scenarios;

/// <summary>Three accounts, A with the key, B and C, and the people of one scenario; everything is asked through the wire, in signed requests.</summary>
/// <remarks>
/// The key's policy is what the scenario says and names one more user, <c>owner</c>, directly. Each account has a root user and an <c>assumer</c>
/// that may assume every role of it. A user's access key has the user's name without hyphens; those of the root users and assumers of B and C end in the account's letter.
/// </remarks>
internal sealed class World : IAsyncDisposable
{
    public const string A = TestService.Account;
    public const string B = "222222222222";
    public const string C = "333333333333";
    public const string KeyId = TestService.KeyId;
    public const string KeyArn = TestService.KeyArn;
    public const string RootA = $"arn:aws:iam::{A}:root";
    public const string RootB = $"arn:aws:iam::{B}:root";
    public const string RootC = $"arn:aws:iam::{C}:root";

    private World(TestService service) => Service = service;

    public TestService Service { get; }

    /// <summary>A ciphertext of the key, without encryption context.</summary>
    public string Ciphertext { get; private set; } = "";

    /// <param name="keyPolicy">The statements of the key's policy.</param>
    public static Task<World> StartAsync(string[] keyPolicy, params Person[] people) => StartAsync(keyPolicy, "2012-10-17", null, people);

    public static Task<World> StartAsync(string[] keyPolicy, JsonObject organization, params Person[] people) => StartAsync(keyPolicy, "2012-10-17", organization, people);

    /// <param name="configure">How the service is set up, where it is not as it is by default.</param>
    public static Task<World> StartAsync(string[] keyPolicy, Func<DataFolderSettings, DataFolderSettings> configure, params Person[] people) =>
        StartAsync(keyPolicy, "2012-10-17", null, people, configure);

    public static Task<World> StartAsync(string[] keyPolicy, string? version, JsonObject? organization, params Person[] people) =>
        StartAsync(keyPolicy, version, organization, people, null);

    private static async Task<World> StartAsync(string[] keyPolicy, string? version, JsonObject? organization, Person[] people, Func<DataFolderSettings, DataFolderSettings>? configure)
    {
        var policy = Policy([Statement("Allow", "kms:*", Arn("user/owner")), .. keyPolicy], version);
        var key = TestService.SeedOf(policy)["accounts"]![0]!["keys"]!.DeepClone();
        var seed = new JsonObject { ["accounts"] = new JsonArray(Account(A, "", [new Person("owner"), .. people]), Account(B, "B", people), Account(C, "C", people)) };
        if (organization is not null) seed["organization"] = organization;
        seed["accounts"]![0]!["keys"] = key;
        var world = new World(await TestService.StartAsync(seed, configure: configure));
        world.Ciphertext = (await world.KmsAsync("owner", "Encrypt", new { Plaintext = "eA==" })).Succeeded()["CiphertextBlob"];
        return world;
    }

    /// <summary>A request on the key; what it needs for its operation is added when the request does not say it.</summary>
    public Task<TestAnswer> KmsAsync(string caller, string operation, object? request = null)
    {
        var body = request is string text ? JsonNode.Parse(text)!.AsObject() : System.Text.Json.JsonSerializer.SerializeToNode(request ?? new { })!.AsObject();
        if (operation is "Encrypt") body.TryAdd("Plaintext", "eA==");
        if (operation is "Decrypt") body.TryAdd("CiphertextBlob", Ciphertext);
        if (operation is "GenerateDataKey") body.TryAdd("KeySpec", "AES_256");
        if (operation is not ("ListKeys" or "CreateKey" or "ReEncrypt" or "RetireGrant" or "GenerateRandom")) body.TryAdd("KeyId", KeyArn);
        return Service.KmsAsync(caller, operation, body.ToJsonString());
    }

    public async Task AllowedAsync(string caller, string operation, object? request = null) => (await KmsAsync(caller, operation, request)).Succeeded();

    /// <summary>Asserts the whole message of a denial.</summary>
    /// <param name="who">The caller's ARN as messages show it.</param>
    /// <param name="reason">The end of the message, from <c>because</c> or <c>with</c> on; <c>{0}</c> in it is the action.</param>
    public async Task DeniedAsync(string caller, string operation, string who, string reason, object? request = null, string? on = null)
    {
        var action = $"kms:{operation}";
        (await KmsAsync(caller, operation, request)).Refused("AccessDeniedException",
            $"User: {who} is not authorized to perform: {action} on {on ?? $"resource: {KeyArn}"} {string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, action)}");
    }

    public async Task<TestAnswer> GrantAsync(string issuer, string grantee, string[] operations, object? more = null)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        request["GranteePrincipal"] = grantee;
        request["Operations"] = new JsonArray([.. operations.Select(operation => JsonValue.Create(operation))]);
        return (await KmsAsync(issuer, "CreateGrant", request.ToJsonString())).Succeeded();
    }

    /// <summary>Assumes a role of account A as its assumer, or of B as B's.</summary>
    /// <param name="role">With its path.</param>
    /// <param name="policy">The statements of a session policy; null for none.</param>
    public async Task<string> AssumeAsync(string role, string session = "s1", string[]? policy = null, string account = A)
    {
        (string, string)[] limits = policy is null ? [] : [("Policy", Policy(policy))];
        return await CredentialsAsync(account == A ? "assumer" : "assumerB", "AssumeRole", [("RoleArn", $"arn:aws:iam::{account}:role/{role}"), ("RoleSessionName", session), .. limits]);
    }

    /// <summary>Credentials from STS that can call in place of an access key's name.</summary>
    public async Task<string> CredentialsAsync(string caller, string operation, params (string Name, string Value)[] parameters)
    {
        var answer = await Service.QueryAsync(caller, "sts", operation, parameters);
        Assert.True(answer.Status == 200, answer.Text);
        return $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
    }

    public async Task IamAsync(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await Service.QueryAsync("root", "iam", action, parameters);
        Assert.True(answer.Status == 200, answer.Text);
    }

    public static string Arn(string resource, string account = A) => $"arn:aws:iam::{account}:{resource}";

    public static string SessionArn(string role, string session = "s1", string account = A) => $"arn:aws:sts::{account}:assumed-role/{role}/{session}";

    public static string Allow(string action, string? aws = null, string? condition = null, string resource = "*") => Statement("Allow", action, aws, condition, resource);

    public static string Deny(string action, string? aws = null, string? condition = null, string resource = "*") => Statement("Deny", action, aws, condition, resource);

    public static string Statement(string effect, string action, string? aws = null, string? condition = null, string resource = "*")
    {
        var statement = new JsonObject { ["Effect"] = effect, ["Action"] = action, ["Resource"] = resource };
        if (aws is not null) statement["Principal"] = new JsonObject { ["AWS"] = aws };
        if (condition is not null) statement["Condition"] = JsonNode.Parse(condition);
        return statement.ToJsonString();
    }

    /// <param name="version">Null for a policy without one.</param>
    public static string Policy(string[] statements, string? version = "2012-10-17") =>
        $$"""{{{(version is null ? "" : $"\"Version\":\"{version}\",")}}"Statement":[{{string.Join(',', statements)}}]}""";

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static JsonObject Account(string id, string suffix, Person[] people)
    {
        var own = people.Where(person => person.Account == id).ToList();
        return new JsonObject
        {
            ["id"] = id,
            ["rootAccessKeys"] = new JsonArray(AccessKey("root" + suffix)),
            ["managedPolicies"] = new JsonArray([.. own.Where(person => person.Boundary is not null).Select(person =>
                new JsonObject { ["name"] = $"boundary-{person.Name}", ["document"] = JsonNode.Parse(Policy(person.Boundary!)) })]),
            ["users"] = new JsonArray([.. own.Where(person => !person.IsRole).Append(new Person("assumer", [Allow("sts:AssumeRole")])).Select(person =>
            {
                var user = Entity(person, id);
                user["accessKeys"] = new JsonArray(AccessKey(person.Name == "assumer" ? "assumer" + suffix : person.Name.Replace("-", "", StringComparison.Ordinal)));
                return user;
            })]),
            ["roles"] = new JsonArray([.. own.Where(person => person.IsRole).Select(person =>
            {
                var role = Entity(person, id);
                role["trustPolicy"] = JsonNode.Parse($$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{id}}}"},"Action":"sts:AssumeRole"}}""");
                return role;
            })]),
        };
    }

    private static JsonObject Entity(Person person, string account)
    {
        var entity = new JsonObject
        {
            ["name"] = person.Name,
            ["path"] = person.Path,
            ["policies"] = person.Policy is null ? new JsonObject() : new JsonObject { ["inline"] = JsonNode.Parse(Policy(person.Policy)) },
        };
        if (person.Boundary is not null) entity["permissionsBoundary"] = $"arn:aws:iam::{account}:policy/boundary-{person.Name}";
        if (person.Tags is not null) entity["tags"] = JsonNode.Parse(person.Tags);
        return entity;
    }

    private static JsonObject AccessKey(string name) => new() { ["id"] = name, ["secret"] = $"{name}-secret" };
}
