namespace Kagimori.Keys;

/// <summary>One key material of a key, wrapped under the root key with the key's ARN and the material's id as owner.</summary>
/// <param name="Id">The key material id, 64 hex digits.</param>
/// <param name="Wrapped">The wrapped backing key.</param>
public sealed record MaterialRecord(string Id, byte[] Wrapped);
