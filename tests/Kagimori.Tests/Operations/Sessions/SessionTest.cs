using System.Text.Json.Nodes;

namespace Kagimori.Tests.Operations.Sessions;

/// <summary>A test of STS: two accounts, A with a key and B, and short ways to make roles and sessions in them.</summary>
public abstract class SessionTest : IAsyncLifetime
{
    protected const string A = TestService.Account;
    protected const string B = "222222222222";
    protected const string RootA = "root";
    protected const string RootB = "rootB";
    protected const string AnyAction = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private TestService? _service;

    protected TestService Service => _service ?? throw new InvalidOperationException("Not started.");

    /// <summary>Users of account A with their inline policies.</summary>
    protected virtual (string Name, string? Policy)[] Users => [("alice", null), ("bob", TestService.Allow("*"))];

    public async ValueTask InitializeAsync()
    {
        var seed = TestService.SeedOf(null, Users);
        seed["accounts"]!.AsArray().Add(JsonNode.Parse($$$"""
            {"id":"{{{B}}}","rootAccessKeys":[{"id":"{{{RootB}}}","secret":"{{{RootB}}}-secret"}],
             "users":[{"name":"carol","accessKeys":[{"id":"carol","secret":"carol-secret"}],"policies":{"all":{{{AnyAction}}}}}]}
            """));
        _service = await StartAsync(seed);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<TestService> StartAsync(JsonObject seed) => TestService.StartAsync(seed);

    protected static string RoleArn(string role, string account = A) => $"arn:aws:iam::{account}:role/{role}";

    protected static string UserArn(string user, string account = A) => $"arn:aws:iam::{account}:user/{user}";

    /// <summary>A trust policy of one statement.</summary>
    protected static string Trust(string principal, string actions = "\"sts:AssumeRole\"", string? condition = null) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":[" + actions + "]"
        + (condition is null ? "" : ",\"Condition\":" + condition) + "}}";

    /// <summary>Makes a role with one inline policy.</summary>
    protected async Task AddRoleAsync(string name, string trust, string? policy = AnyAction, string root = RootA, params (string Name, string Value)[] parameters)
    {
        (await Service.QueryAsync(root, "iam", "CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", trust), .. parameters])).Succeeded();
        if (policy is null) return;
        (await Service.QueryAsync(root, "iam", "PutRolePolicy", ("RoleName", name), ("PolicyName", "inline"), ("PolicyDocument", policy))).Succeeded();
    }

    protected Task<TestAnswer> AssumeAsync(string caller, string roleArn, params (string Name, string Value)[] parameters) =>
        Service.QueryAsync(caller, "sts", "AssumeRole", [("RoleArn", roleArn), ("RoleSessionName", "s1"), .. parameters]);

    /// <summary>Credentials that can call in place of an access key's name.</summary>
    protected static string Credentials(TestAnswer answer)
    {
        answer.Succeeded();
        return $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
    }

    protected Task<TestAnswer> DescribeKeyAsync(string caller) => Service.KmsAsync(caller, "DescribeKey", new { KeyId = TestService.KeyArn });

    protected static (string Name, string Value)[] Tag(int number, string key, string value) =>
        [($"Tags.member.{number}.Key", key), ($"Tags.member.{number}.Value", value)];
}
