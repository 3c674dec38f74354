namespace Kagimori.Identities;

/// <summary>Temporary credentials, as they lie sealed inside their own session token. Nothing of them is stored here.</summary>
/// <param name="Account">The account of the session: of the role, or of the user.</param>
/// <param name="UniqueId">The role's or user's unique id; an entity made anew under the same name does not inherit its sessions.</param>
/// <param name="RoleSessionName">Set for a role session; null for a session of a user or the root user, and for a federated user.</param>
public sealed record SessionRecord(
    string AccessKeyId, string SecretAccessKey, string Account, string? EntityName, string? UniqueId, string? RoleSessionName,
    DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The name of a federated user, whom the entity, or the root user, made with GetFederationToken; null for others.</summary>
    public string? FederatedName { get; init; }

    /// <summary>Inline session policy; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>ARNs of managed session policies; null for none.</summary>
    public IReadOnlyList<string>? PolicyArns { get; init; }

    /// <summary>The session tags, those inherited along a chain of roles included; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Keys of the session tags that the next role of a chain inherits; null for none.</summary>
    public IReadOnlyList<string>? TransitiveTagKeys { get; init; }

    /// <summary>Set once along a chain of roles and then inherited; null when it was not set.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Who a provider said the session's maker is; null when it was no provider.</summary>
    public WebIdentity? WebIdentity { get; init; }

    /// <summary>When the user proved to have an MFA device to get these credentials; null when it did not.</summary>
    public DateTimeOffset? MultiFactorAt { get; init; }
}
