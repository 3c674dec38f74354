using Kagimori.Audit;
using Kagimori.Authentication;
using Kagimori.Cryptography;
using Kagimori.Policies;

namespace Kagimori.Identities;

/// <summary>One consistent, immutable view of who calls: the principal, every policy that speaks about it, and its tags.</summary>
/// <remarks>Safe to share between threads. The secret access key stays inside <see cref="KeyMaterial"/>.</remarks>
public sealed class CallerSnapshot
{
    private AuditIdentity? _auditIdentity;

    public required Principal Principal { get; init; }

    public required AccountId Account { get; init; }

    public required string AccessKeyId { get; init; }

    public required KeyMaterial SecretAccessKey { get; init; }

    internal SigningKeyCache SigningKeys { get; } = new();

    public required AttachedPolicy[] IdentityPolicies { get; init; }

    /// <summary>The permissions boundary; null for none.</summary>
    public AttachedPolicy? Boundary { get; init; }

    /// <summary>The session policies; null when the session is not limited by any.</summary>
    public AttachedPolicy[]? SessionPolicies { get; init; }

    /// <summary>Tags of the user or role, overridden by session tags. Names compare whatever their case.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The friendly name of an IAM user or of a session's role; null for the root user.</summary>
    public string? EntityName { get; init; }

    /// <summary>The session's own facts; null for long-term credentials.</summary>
    public SessionRecord? Session { get; init; }

    /// <summary>The caller as the audit trail names it, made once with the snapshot.</summary>
    public AuditIdentity AuditIdentity => _auditIdentity ??= CallerIdentity.Of(this);

    /// <summary>Whether the caller is a session of a role that belongs to a service; no caller can make one.</summary>
    public bool IsServiceLinkedRole => Principal.Type == PrincipalType.AssumedRole
        && Principal.IssuerArn!.AsSpan("arn:aws:iam::123456789012:".Length).StartsWith(RoleRecord.ServiceLinkedPrefix, StringComparison.Ordinal);

    public bool IsRoot => Principal.Type == PrincipalType.Root;
}
