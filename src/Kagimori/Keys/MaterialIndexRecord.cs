namespace Kagimori.Keys;

/// <summary>Which key of a Region holds a key material: how Decrypt finds the key of a ciphertext.</summary>
public sealed record MaterialIndexRecord(string Account, string KeyId);
