namespace Kagimori.Conformance;

/// <summary>Who signs a request.</summary>
/// <param name="Name">How the tests call it.</param>
internal sealed record Identity(string Name, string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    public override string ToString() => Name;
}
