using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Operations.Keys;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.MultiRegion;

/// <summary>Makes a replica of a multi-Region primary key: the same key id and material in another Region, with a policy of its own.</summary>
internal static class ReplicateKey
{
    public static readonly Shape<ReplicateKeyRequest> Shape = new(
        Kms.Text<ReplicateKeyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<ReplicateKeyRequest>("ReplicaRegion", r => r.ReplicaRegion, Kms.RegionType, isRequired: true),
        Kms.Text<ReplicateKeyRequest>("Policy", r => r.Policy, Kms.PolicyType),
        Kms.Flag<ReplicateKeyRequest>("BypassPolicyLockoutSafetyCheck", r => r.BypassPolicyLockoutSafetyCheck),
        Kms.Text<ReplicateKeyRequest>("Description", r => r.Description, Kms.DescriptionType),
        Kms.Tags<ReplicateKeyRequest>("Tags", r => r.Tags));

    /// <summary>kms:ReplicateKey on the primary key, and what making a key in the other Region takes there.</summary>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, ReplicateKeyRequest request)
    {
        if (await KeyResolution.ByKeyOnly(exchange, request.KeyId!) is { } refusal) return refusal;
        exchange.AddTarget(new AccessTarget { Action = "kms:CreateKey", Resource = "*", Region = request.ReplicaRegion });
        if (request.Tags is { Count: > 0 })
        {
            var primary = exchange.Targets[0].Key!.Record;
            exchange.AddTarget(CreateKey.TaggedTarget($"arn:aws:kms:{request.ReplicaRegion}:{primary.Account}:key/{primary.Id}", exchange.Caller.Account, request.ReplicaRegion));
        }
        return null;
    }

    public static bool Condition(Exchange exchange, ReplicateKeyRequest request, ConditionKey key, out ConditionValues values)
    {
        if (RequestTags.TryGet(request.Tags, key, out values)) return true;
        var primary = exchange.Targets[0].Key!.Record;
        var isReplica = exchange.Conditions.Target!.Key is null;
        var value = key.Known switch
        {
            WellKnownKey.KmsReplicaRegion => request.ReplicaRegion,
            WellKnownKey.KmsBypassPolicyLockoutSafetyCheck => ConditionText.Of(request.BypassPolicyLockoutSafetyCheck),
            WellKnownKey.KmsKeySpec or WellKnownKey.KmsCustomerMasterKeySpec when isReplica => primary.Spec,
            WellKnownKey.KmsKeyUsage or WellKnownKey.KmsCustomerMasterKeyUsage when isReplica => primary.Usage,
            WellKnownKey.KmsKeyOrigin when isReplica => primary.Origin,
            WellKnownKey.KmsMultiRegion when isReplica => "true",
            WellKnownKey.KmsMultiRegionKeyType when isReplica => "REPLICA",
            WellKnownKey.AwsResourceTag when isReplica => RequestTags.Find(request.Tags, key.Suffix),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<ReplicateKeyResponse>> PerformAsync(Exchange exchange, ReplicateKeyRequest request)
    {
        var primary = exchange.Key;
        if (CheckRegion(primary, request.ReplicaRegion!) is { } unfit) return unfit;
        if (KeyTags.Apply([], request.Tags, out var tags) is { } badTags) return badTags;
        var replica = primary.Record with
        {
            Region = request.ReplicaRegion!,
            Description = request.Description ?? "",
            Tags = tags,
            CreatedAt = exchange.Now,
        };
        var policy = await KeyPolicyValidation.ValidateAsync(
            exchange, request.Policy ?? DefaultKeyPolicy.Create(replica.Account), CreateKey.NewKeyTarget(replica),
            request.BypassPolicyLockoutSafetyCheck == true || request.Policy is null);
        if (policy.Refusal is { } refusal) return refusal;
        replica = await ReplicaCreation.AddAsync(exchange.Changes, primary.Stored, replica with { Policy = policy.Value! }, exchange.Engine);
        var primaryMetadata = KeyMetadata.Of(primary.Record);
        return new ReplicateKeyResponse
        {
            // AWS KMS answers how the primary's imported material expires, though that of the replica is still to be imported.
            ReplicaKeyMetadata = KeyMetadata.Of(replica) with { ExpirationModel = primaryMetadata.ExpirationModel, ValidTo = primaryMetadata.ValidTo },
            ReplicaPolicy = await new PrincipalBinding(exchange.Engine.Store).ShowAsync(CompiledPolicies.Get(replica.Policy, PolicyGrammar.KeyPolicy)),
            ReplicaTags = tags.Count == 0 ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))],
        };
    }

    private static Refusal? CheckRegion(KeySnapshot primary, string region)
    {
        if (primary.Record.MultiRegionKeyType != "PRIMARY") return Refusals.NotPrimary(primary.ArnText);
        if (region == primary.Record.Region) return Refusals.Validation($"{region} cannot have a replica because it contains the primary.");
        if (Partitions.Any(region.StartsWith))
            return Refusals.Validation("The replica key Region must be in the same AWS partition as the primary key Region.");
        if (!Region.TryParse(region, out _)) return Refusals.InvalidReplicaRegion(region);
        return primary.Record.MultiRegion!.ReplicaRegions.Contains(region) ? Refusals.ReplicaExists() : null;
    }

    // The first words of the Regions of AWS's other partitions; everything here is in the partition aws.
    private static readonly string[] Partitions = ["cn-", "us-gov-", "us-iso-", "us-isob-", "eusc-"];
}

internal sealed record ReplicateKeyRequest
{
    public string? KeyId { get; set; }

    public string? ReplicaRegion { get; set; }

    public string? Policy { get; set; }

    public bool? BypassPolicyLockoutSafetyCheck { get; set; }

    public string? Description { get; set; }

    public IReadOnlyList<Tag?>? Tags { get; set; }
}

internal sealed record ReplicateKeyResponse
{
    public required KeyMetadata ReplicaKeyMetadata { get; init; }

    public required string ReplicaPolicy { get; init; }

    public IReadOnlyList<Tag>? ReplicaTags { get; init; }
}
