namespace Kagimori.CustomKeyStores;

/// <summary>That an external key is taken: no other KMS key of the key store may be made for it.</summary>
/// <param name="KeyId">The KMS key that it is the external key of.</param>
public sealed record ExternalKeyRecord(string KeyId);
