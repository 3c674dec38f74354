using Kagimori.Policies;

namespace Kagimori.Organizations;

/// <summary>What an organization says of one of its accounts, compiled. Immutable and shared between threads.</summary>
public sealed class AccountControls
{
    public required string OrganizationId { get; init; }

    /// <summary>The account's place, one path, as aws:PrincipalOrgPaths has it.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>From the root down to the account; null where service control policies do not reach: the management account, or the type is not enabled.</summary>
    public IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ServiceControlPolicies { get; init; }

    /// <summary>As above for resource control policies.</summary>
    public IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ResourceControlPolicies { get; init; }
}
