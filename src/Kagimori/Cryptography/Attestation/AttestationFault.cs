namespace Kagimori.Cryptography.Attestation;

/// <summary>Why an attestation document is not believed.</summary>
public enum AttestationFault
{
    None,

    /// <summary>It is not a COSE_Sign1 message with ES384 around a document of the specified form.</summary>
    Malformed,

    /// <summary>Its certificate does not chain to a trusted root, or a certificate of the chain is not valid now.</summary>
    Certificate,

    /// <summary>The certificate's key did not sign it.</summary>
    Signature,

    /// <summary>It was not made within the last minutes.</summary>
    Timestamp,

    /// <summary>It has no RSA public key of at least 2,048 bits.</summary>
    PublicKey,
}
