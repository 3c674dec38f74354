namespace Kagimori.Identities;

/// <summary>An IAM role.</summary>
public sealed record RoleRecord
{
    /// <summary>How the ARN's last part begins for a role that belongs to a service.</summary>
    public const string ServiceLinkedPrefix = "role/aws-service-role/";

    public required string Name { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The unique id, AROA….</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The role trust policy with its principals bound to unique ids.</summary>
    public required string TrustPolicy { get; init; }

    public string? Description { get; init; }

    /// <summary>Longest session in seconds.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];

    public string? PermissionsBoundary { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string ArnIn(AccountId account) => $"arn:aws:iam::{account}:role{Path}{Name}";
}
