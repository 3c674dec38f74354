using Kagimori.Identities;
using Kagimori.Storage;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>A test of the IAM operations: an engine of its own, and short ways to call it.</summary>
public abstract class IamTest : IAsyncDisposable
{
    protected const string Everything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    protected const string Nothing = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""";

    private protected TestEngine Engine { get; } = TestEngine.Start();

    private protected SqliteStore Store => Engine.Engine.Store;

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string PolicyArn(string name, string path = "/") => $"arn:aws:iam::{TestEngine.Account}:policy{path}{name}";

    protected static string Trusting(string principal) => $$$"""
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{principal}}}"},"Action":"sts:AssumeRole"}}
        """;

    protected static string TrustingRoot => Trusting($"arn:aws:iam::{TestEngine.Account}:root");

    private protected Task<Answer> Call(string operation, params (string Name, string Value)[] parameters) =>
        Engine.CallAsync("iam", operation, parameters);

    private protected Task<Answer> CallAs(string accessKeyId, string operation, params (string Name, string Value)[] parameters) =>
        Engine.CallAsAsync(accessKeyId, "iam", operation, parameters);

    private protected async Task<Answer> Done(string operation, params (string Name, string Value)[] parameters) =>
        (await Call(operation, parameters)).Accepted();

    private protected Task<Answer> AddUser(string name) => Done("CreateUser", ("UserName", name));

    private protected Task<Answer> AddGroup(string name) => Done("CreateGroup", ("GroupName", name));

    private protected Task<Answer> AddRole(string name, string? trust = null) =>
        Done("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust ?? TrustingRoot));

    private protected Task<Answer> AddPolicy(string name, string? document = null) =>
        Done("CreatePolicy", ("PolicyName", name), ("PolicyDocument", document ?? Everything));

    private protected async Task<PrincipalRecord?> Principal(string uniqueId) =>
        (await IdentityRecords.Principals.FindAsync(Store, "", uniqueId))?.Value;

    /// <summary>A policy of a given size as quotas count it.</summary>
    protected static string PolicyOfSize(int size)
    {
        const string start = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::""";
        const string end = "\"}}";
        return start + new string('x', size - start.Length - end.Length) + end;
    }
}
