using System.Diagnostics.CodeAnalysis;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Makes and opens key pairs of one kind. A private key is kept as the DER of its PKCS #8 PrivateKeyInfo (RFC 5958).</summary>
/// <remarks>Implementations are immutable and safe for concurrent use.</remarks>
internal abstract class KeyPairAlgorithm
{
    /// <summary>Whether a new pair takes so long that it must not be made on a request's thread.</summary>
    public abstract bool IsSlow { get; }

    /// <summary>A new private key. Chance comes from the source where the library lets it in, else from the operating system.</summary>
    public abstract KeyMaterial Generate(RandomSource random);

    /// <summary>The longest plaintext in bytes that an encryption algorithm takes.</summary>
    public virtual int MaximumPlaintextLength(string encryptionAlgorithm) => throw new NotSupportedException();

    /// <summary>False when the bytes are not a private key of this kind.</summary>
    public bool TryOpen(KeyMaterial privateKey, [NotNullWhen(true)] out KeyPair? pair)
    {
        using var revealed = privateKey.Reveal();
        pair = Read(revealed.Bytes);
        return pair is not null;
    }

    /// <exception cref="ArgumentException">The bytes are not a private key of this kind.</exception>
    public KeyPair Open(KeyMaterial privateKey) =>
        TryOpen(privateKey, out var pair) ? pair : throw new ArgumentException("Not a private key of this kind.", nameof(privateKey));

    /// <summary>The DER of the SubjectPublicKeyInfo (RFC 5280) that belongs to a private key.</summary>
    public byte[] PublicKeyOf(KeyMaterial privateKey)
    {
        using var pair = Open(privateKey);
        return pair.ExportPublicKey();
    }

    /// <summary>Null when the bytes are not a private key of this kind.</summary>
    protected abstract KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo);
}
