namespace Kagimori.Operations.Identities.InlinePolicies;

/// <summary>Names of inline policies are the same whatever their case; the one first used is kept.</summary>
internal static class InlinePolicyNames
{
    /// <summary>The name as it is stored, or null when there is no such policy.</summary>
    public static string? FindStored(IReadOnlyDictionary<string, string> policies, string name) =>
        policies.Keys.FirstOrDefault(stored => string.Equals(stored, name, StringComparison.OrdinalIgnoreCase));
}
