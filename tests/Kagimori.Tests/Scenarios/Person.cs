namespace Kagimori.Tests.Scenarios;

/// <summary>A user or a role of a scenario.</summary>
/// <param name="Policy">The statements of its identity policy; null for none.</param>
/// <param name="Boundary">The statements of its permissions boundary; null for none.</param>
/// <param name="Tags">A JSON object; null for none.</param>
internal sealed record Person(string Name, string[]? Policy = null, string[]? Boundary = null, string Account = World.A, bool IsRole = false, string Path = "/", string? Tags = null)
{
    public static Person Role(string name, string[]? policy = null, string[]? boundary = null, string account = World.A, string path = "/") =>
        new(name, policy, boundary, account, IsRole: true, path);
}
