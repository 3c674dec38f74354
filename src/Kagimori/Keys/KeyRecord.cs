using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>A KMS key as it is stored.</summary>
public sealed record KeyRecord
{
    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Id { get; init; }

    public string Description { get; init; } = "";

    public required string Spec { get; init; }

    public required string Usage { get; init; }

    public required string Origin { get; init; }

    public required KeyState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key is deleted; set exactly while the state is PendingDeletion.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>Null for a single-Region key.</summary>
    public MultiRegionRecord? MultiRegion { get; init; }

    /// <summary>The key policy with its principals bound to unique ids.</summary>
    public required string Policy { get; init; }

    public IReadOnlyList<TagRecord> Tags { get; init; } = [];

    /// <summary>All key material the key ever had, oldest first; the last one encrypts.</summary>
    public required IReadOnlyList<MaterialRecord> Materials { get; init; }

    /// <summary>PRIMARY or REPLICA; null for a single-Region key.</summary>
    public string? MultiRegionKeyType => MultiRegion is null ? null : MultiRegion.PrimaryRegion == Region ? "PRIMARY" : "REPLICA";

    public KeyArn Arn() => new(AccountId.Parse(Account), Identities.Region.Parse(Region), KeyId.Parse(Id));
}
