namespace Kagimori.Keys;

/// <summary>One key material of a key, wrapped under the root key with the key's ARN and the material's id as owner.</summary>
/// <param name="Id">The key material id, 64 hex digits.</param>
/// <param name="Wrapped">The wrapped backing key: random bytes, or the PKCS #8 of a private key.</param>
/// <param name="PublicKey">The DER of the public key, in the clear; null for a symmetric key.</param>
public sealed record MaterialRecord(string Id, byte[] Wrapped, byte[]? PublicKey = null);
