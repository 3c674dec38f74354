namespace Kagimori.Storage;

/// <summary>A value read from the store together with the version at which it was read.</summary>
public sealed record Stored<T>(RecordKey Key, long Version, T Value) where T : class;
