namespace Kagimori.Identities;

/// <summary>An IAM group.</summary>
public sealed record GroupRecord
{
    public required string Name { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The unique id, AGPA….</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Names of the users in the group; each such user lists the group too.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyDictionary<string, string> InlinePolicies { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> AttachedPolicies { get; init; } = [];

    public string ArnIn(AccountId account) => $"arn:aws:iam::{account}:group{Path}{Name}";
}
