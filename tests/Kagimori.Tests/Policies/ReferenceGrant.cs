namespace Kagimori.Tests.Policies;

/// <summary>A grant as the reference evaluator takes it; principals are ARNs, account ids or unique ids.</summary>
internal sealed record ReferenceGrant(string Key, string Grantee, string? Retiring, string IssuingAccount, string[] Operations)
{
    public Dictionary<string, string>? EqualTo { get; init; }

    public Dictionary<string, string>? Subset { get; init; }
}
