namespace Kagimori.Cryptography;

/// <summary>Under which key the content of a ciphertext blob is encrypted. The number is a byte of the blob.</summary>
public enum CiphertextScheme : byte
{
    /// <summary>A key for this message alone, derived from the key material.</summary>
    MessageKey = 1,

    /// <summary>The KMS key's own key, which never leaves the token it is in.</summary>
    KeyInToken = 2,

    /// <summary>The external key of an external key store, around a whole blob of the first scheme.</summary>
    ExternalKey = 3,
}
