using Kagimori.Identities;
using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>The Regions of a multi-Region key as DescribeKey answers them.</summary>
internal sealed record MultiRegionConfiguration(string MultiRegionKeyType, MultiRegionKey PrimaryKey, IReadOnlyList<MultiRegionKey> ReplicaKeys)
{
    /// <summary>Null for a single-Region key.</summary>
    public static MultiRegionConfiguration? Of(KeyRecord key)
    {
        if (key.MultiRegion is not { } regions) return null;
        return new MultiRegionConfiguration(
            key.MultiRegionKeyType!, In(key, regions.PrimaryRegion), [.. regions.ReplicaRegions.Select(region => In(key, region))]);
    }

    private static MultiRegionKey In(KeyRecord key, string region) => new((key.Arn() with { Region = Region.Parse(region) }).ToString(), region);
}

internal sealed record MultiRegionKey(string Arn, string Region);
