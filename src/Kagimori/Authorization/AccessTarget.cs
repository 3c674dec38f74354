using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>One action on one resource that a request needs to be allowed.</summary>
public sealed class AccessTarget
{
    /// <summary>The action, for example <c>kms:ReEncryptFrom</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The resource's ARN, or <c>*</c> for an action that has no resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The owner of the resource; null for an action that has no resource.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>The policy of the resource itself; null where identity policies alone decide.</summary>
    public AttachedPolicy? ResourcePolicy { get; init; }

    /// <summary>Whether callers of another account may do this at all.</summary>
    public bool CrossAccount { get; init; }

    public KeySnapshot? Key { get; init; }

    /// <summary>The key that kms:CreateKey would create; null for other actions.</summary>
    public KeyArn? NewKey { get; init; }

    /// <summary>Whether it is done to a key that the request would create: a denial then names no resource, not even <c>*</c>.</summary>
    public bool IsOfNewKey { get; init; }

    /// <summary>The Region the action happens in, where that is not the request's own; null otherwise.</summary>
    public string? Region { get; init; }

    /// <summary>The stored record of the user, group, role or policy that the target is, as it was when resolved; null for others.</summary>
    public object? Entity { get; init; }

    /// <summary>The alias name by which the request names the key; null when it names the key itself.</summary>
    public AliasName? RequestAlias { get; init; }

    /// <summary>Whether the key was found by a ciphertext, not named: then a foreign caller must not learn which key it is.</summary>
    public bool IsFromCiphertext { get; init; }

    public IReadOnlyDictionary<string, string>? EncryptionContext { get; init; }

    /// <summary>The encryption algorithm that will be used, given or implied; null where the action uses none.</summary>
    public string? EncryptionAlgorithm { get; init; }

    /// <summary>When the key was last used, or else made; null where policies cannot ask for it.</summary>
    public DateTimeOffset? UnusedSince { get; set; }

    /// <summary>The grant that kms:CreateGrant would make: a caller may pass on no more than it holds. Null for other actions.</summary>
    public GrantRecord? RequestedGrant { get; set; }

    /// <summary>The grant that kms:RetireGrant would retire: who may do that stands in the grant itself. Null for other actions.</summary>
    public Grant? RetiredGrant { get; init; }

    /// <summary>The decision, once made; kept for the audit trail.</summary>
    public Decision? Decision { get; set; }
}
