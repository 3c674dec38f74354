namespace Kagimori.Cryptography.KeyPairs;

/// <summary>How far the message of a signature has been processed already.</summary>
internal enum MessageType
{
    /// <summary>The message itself.</summary>
    Raw,

    /// <summary>The hash of the message.</summary>
    Digest,

    /// <summary>The message representative μ of ML-DSA, FIPS 204 section 6.2.</summary>
    ExternalMu,
}
