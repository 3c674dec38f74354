namespace Kagimori.Storage;

/// <summary>A record as it was at one moment.</summary>
/// <param name="Key">Where it is.</param>
/// <param name="Version">The change sequence number that last changed it; at least 1, never used for another state of it.</param>
/// <param name="Body">Opaque to the store.</param>
public sealed record StoredRecord(RecordKey Key, long Version, ReadOnlyMemory<byte> Body);
