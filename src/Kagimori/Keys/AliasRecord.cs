namespace Kagimori.Keys;

/// <summary>An alias and the key it names. Stored twice: by alias name, and under its key.</summary>
public sealed record AliasRecord(string Name, string KeyId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
