using System.Text.Json.Serialization;

namespace Kagimori.Identities;

/// <summary>A managed policy with its versions.</summary>
public sealed record ManagedPolicyRecord
{
    public required string Name { get; init; }

    public string Path { get; init; } = "/";

    /// <summary>The unique id, ANPA….</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether it is one of AWS, which no account has a record of.</summary>
    [JsonIgnore]
    public bool IsOfAws { get; init; }

    /// <summary>Oldest first, at most five.</summary>
    public required IReadOnlyList<PolicyVersionRecord> Versions { get; init; }

    public required string DefaultVersionId { get; init; }

    /// <summary>The number of the next version: numbers are never used twice.</summary>
    public required int NextVersion { get; init; }

    /// <summary>
    /// How many users, groups and roles it is attached to. Attaching changes this record, so that it cannot race with deleting it.
    /// </summary>
    public int AttachmentCount { get; init; }

    /// <summary>How many users and roles it bounds.</summary>
    public int BoundaryCount { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string DefaultDocument
    {
        get
        {
            foreach (var version in Versions)
            {
                if (version.Id == DefaultVersionId) return version.Document;
            }
            throw new InvalidOperationException($"Policy {Name} has no version {DefaultVersionId}.");
        }
    }

    public string ArnIn(AccountId account) => IsOfAws ? AwsManagedPolicies.ArnOf(this) : $"arn:aws:iam::{account}:policy{Path}{Name}";
}
