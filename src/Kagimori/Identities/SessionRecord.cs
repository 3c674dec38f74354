namespace Kagimori.Identities;

/// <summary>Temporary credentials, as they lie sealed inside their own session token. Nothing of them is stored here.</summary>
/// <param name="UniqueId">The role's or user's unique id; an entity made anew under the same name does not inherit its sessions.</param>
/// <param name="RoleSessionName">Set for a role session; null for a session of a user or the root user.</param>
public sealed record SessionRecord(
    string AccessKeyId, string SecretAccessKey, string Account, string? EntityName, string? UniqueId, string? RoleSessionName,
    DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Inline session policy; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>ARNs of managed session policies; null for none.</summary>
    public IReadOnlyList<string>? PolicyArns { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
