using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>A KMS key as it is stored.</summary>
public sealed record KeyRecord
{
    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Id { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Whether AWS manages the key: an AWS service's key in this account, which its key policy keeps for the service.</summary>
    public bool IsAwsManaged { get; init; }

    public required string Spec { get; init; }

    public required string Usage { get; init; }

    public required string Origin { get; init; }

    public required KeyState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The custom key store the key is in; null for a key of KMS itself.</summary>
    public string? CustomKeyStoreId { get; init; }

    /// <summary>The key that does the work in the custom key store; set exactly when there is one.</summary>
    public BackingKeyRecord? BackingKey { get; init; }

    /// <summary>When the key is deleted; set exactly while the state is PendingDeletion.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>The waiting period that begins when the last replica is gone; set exactly while the state is PendingReplicaDeletion.</summary>
    public int? PendingDeletionWindowInDays { get; init; }

    /// <summary>Automatic rotation; null while it is not enabled. The same in every Region.</summary>
    public RotationRecord? Rotation { get; init; }

    /// <summary>When a rotation on demand that is not done yet was asked for.</summary>
    public DateTimeOffset? OnDemandRotationStartedAt { get; init; }

    /// <summary>How many rotations on demand were asked for.</summary>
    public int OnDemandRotations { get; init; }

    /// <summary>Null for a single-Region key.</summary>
    public MultiRegionRecord? MultiRegion { get; init; }

    /// <summary>The key policy with its principals bound to unique ids.</summary>
    public required string Policy { get; init; }

    public IReadOnlyList<TagRecord> Tags { get; init; } = [];

    /// <summary>All key material the key ever had, oldest first; the last one that is not pending rotation encrypts.</summary>
    public required IReadOnlyList<MaterialRecord> Materials { get; init; }

    /// <summary>PRIMARY or REPLICA; null for a single-Region key.</summary>
    public string? MultiRegionKeyType => MultiRegion is null ? null : MultiRegion.PrimaryRegion == Region ? "PRIMARY" : "REPLICA";

    /// <summary>The material that encrypts, which may be missing from an imported key; null when there never was any.</summary>
    public MaterialRecord? CurrentMaterial() => Materials.LastOrDefault(material => !material.IsPendingRotation);

    /// <summary>Whether its ciphertexts name their key material, so that the material is looked up, and can be rotated.</summary>
    public bool IsSymmetricEncryption() => Spec == KeySpec.SymmetricDefault.Name;

    /// <summary>Whether all material is there that the key needs to work; what waits for a rotation is not needed.</summary>
    public bool HasItsMaterial() => CurrentMaterial() is not null && Materials.All(material => material.IsPendingRotation || !material.IsMissing);

    public bool IsPrimaryWithReplicas() => MultiRegion is { ReplicaRegions.Count: > 0 } && MultiRegionKeyType == "PRIMARY";

    public KeyArn Arn() => new(AccountId.Parse(Account), Identities.Region.Parse(Region), KeyId.Parse(Id));
}
