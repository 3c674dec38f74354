namespace Kagimori.Keys;

/// <summary>A tag of a key, in the order of tagging.</summary>
public sealed record TagRecord(string Key, string Value);
