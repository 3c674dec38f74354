namespace Kagimori.Identities;

/// <summary>An IAM user.</summary>
public sealed record UserRecord
{
    public required string Name { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The unique id, AIDA…: a user made anew under the same name has another.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<string> AccessKeyIds { get; init; } = [];

    /// <summary>Inline policies by name.</summary>
    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    /// <summary>ARNs of managed policies, in the order of attaching.</summary>
    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];

    /// <summary>Serial numbers of the MFA devices enabled for the user, in the order of enabling.</summary>
    public IReadOnlyList<string> MfaDevices { get; init; } = [];

    /// <summary>Names of groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The ARN of the managed policy that bounds the user; null for none.</summary>
    public string? PermissionsBoundary { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string ArnIn(AccountId account) => $"arn:aws:iam::{account}:user{Path}{Name}";
}
