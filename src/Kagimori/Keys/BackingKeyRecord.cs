namespace Kagimori.Keys;

/// <summary>The backing key of a KMS key in a custom key store.</summary>
/// <param name="Id">How the key store knows it: the id of the key in the token (CKA_ID, 32 hex digits), or the external key's id.</param>
public sealed record BackingKeyRecord(string Id);
