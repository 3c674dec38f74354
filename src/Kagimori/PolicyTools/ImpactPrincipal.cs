using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Somebody whose access an impact is computed for, and everything of theirs that decides it.</summary>
internal sealed record ImpactPrincipal(Principal Principal, string Arn, string Kind)
{
    /// <summary>The name of a session that no session has: the principal stands for any session of its role.</summary>
    public const string AnySession = "*";

    public IReadOnlyList<AttachedPolicy> IdentityPolicies { get; init; } = [];

    public AttachedPolicy? Boundary { get; init; }

    /// <summary>The user's own tags, by name whatever its case; a session of a role may bring others, so a role's are not known.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The friendly name of a user; null for others.</summary>
    public string? UserName { get; init; }

    public bool IsRole => Principal.Type == PrincipalType.AssumedRole;

    /// <summary>Whether it is a service's own role, which policies of organizations do not reach.</summary>
    public bool IsServiceLinkedRole => IsRole && Principal.IssuerArn!.Contains($":{RoleRecord.ServiceLinkedPrefix}", StringComparison.Ordinal);

    public bool IsAnySession => Principal.SessionName == AnySession;
}
