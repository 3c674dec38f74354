namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened key pair. What a kind of key cannot do throws: the key spec says what it can.</summary>
/// <remarks>For one thread at a time; <see cref="KeyPairPool"/> shares pairs between threads.</remarks>
internal abstract class KeyPair : IDisposable
{
    /// <summary>The DER of the SubjectPublicKeyInfo.</summary>
    public abstract byte[] ExportPublicKey();

    /// <param name="algorithm">An algorithm of the key spec.</param>
    /// <param name="type">A message type that the algorithm takes.</param>
    /// <param name="message">The message; of the algorithm's digest length unless it is raw.</param>
    public virtual byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message) => throw new NotSupportedException();

    /// <summary>False for whatever is not a signature of this message.</summary>
    public virtual bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        throw new NotSupportedException();

    public virtual byte[] Encrypt(string encryptionAlgorithm, ReadOnlySpan<byte> plaintext) => throw new NotSupportedException();

    /// <summary>Null for whatever does not decrypt.</summary>
    public virtual byte[]? Decrypt(string encryptionAlgorithm, ReadOnlySpan<byte> ciphertext) => throw new NotSupportedException();

    /// <summary>The raw shared secret (SP 800-56A section 5.7.1.2); null when the public key is not one of this key's curve.</summary>
    public virtual byte[]? Agree(ReadOnlySpan<byte> publicKeyInfo) => throw new NotSupportedException();

    public abstract void Dispose();
}
