namespace Kagimori.Cryptography;

/// <summary>The layer at which a ciphertext is refused; for the audit trail and tests only.</summary>
/// <remarks>INVARIANT: a client gets the same answer for each of them.</remarks>
public enum CiphertextFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The format bytes, the fixed fields or the length before the DER are not those of a blob.</summary>
    Framing,

    /// <summary>The CMS EncryptedData is not the one canonical DER encoding.</summary>
    Der,

    /// <summary>The blob names other key material than that offered.</summary>
    UnknownMaterial,

    /// <summary>The tag does not verify: another key, another encryption context, or changed bytes.</summary>
    Authentication,
}
