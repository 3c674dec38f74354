namespace Kagimori.Keys;

/// <summary>Where a grant is that a principal may retire.</summary>
public sealed record RetirableGrantRecord(string Account, string KeyId, string GrantId);
