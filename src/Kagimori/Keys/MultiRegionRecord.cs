namespace Kagimori.Keys;

/// <summary>The Regions of a multi-Region key. Every key of the set stores the same value.</summary>
public sealed record MultiRegionRecord(string PrimaryRegion, IReadOnlyList<string> ReplicaRegions);
