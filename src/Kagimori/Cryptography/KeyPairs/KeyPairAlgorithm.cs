using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

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

    /// <summary>Takes in a private key that was made elsewhere: PKCS #8 in DER, for RSA and elliptic curves in BER too.</summary>
    /// <returns>The key in the form in which it is kept; null when the bytes are not a private key of this kind, or not all of one key.</returns>
    public KeyMaterial? Import(ReadOnlySpan<byte> privateKeyInfo)
    {
        if (Normalize(privateKeyInfo) is not { } der) return null;
        try
        {
            using var pair = Read(der);
            return pair is null ? null : new KeyMaterial(der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>The DER of the SubjectPublicKeyInfo (RFC 5280) that belongs to a private key.</summary>
    public byte[] PublicKeyOf(KeyMaterial privateKey)
    {
        using var pair = Open(privateKey);
        return pair.ExportPublicKey();
    }

    /// <summary>The one form in which this key is kept, however it was written; null when that cannot be told.</summary>
    protected virtual byte[]? Normalize(ReadOnlySpan<byte> privateKeyInfo) => privateKeyInfo.ToArray();

    /// <summary>Null when the bytes are not a private key of this kind.</summary>
    protected abstract KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo);
}
